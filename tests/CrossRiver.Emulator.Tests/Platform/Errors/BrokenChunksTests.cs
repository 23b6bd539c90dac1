using System.Net.Sockets;
using System.Text;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>A chunked body that cannot be read is the caller's fault on every route that reads one, and not a defect.</summary>
public sealed class BrokenChunksTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    public static TheoryData<string, string> Routes => new()
    {
        { "POST", "/core/v1/cm/customers" },
        { "POST", "/webhooks/v1/registrations" },
        { "POST", "/connect/token" },
        { "PUT", "/_emulator/partners/{partner}/clock" },
        { "PUT", "/_emulator/partners/{partner}/scenarios/mine" },
        { "POST", "/_emulator/inbox/chunks" },
        { "PUT", "/_emulator/snapshot" },
        { "PUT", "/_emulator/partners/{partner}/snapshot" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_chunk_that_cannot_be_read_is_a_bad_request(string method, string path)
    {
        foreach (var chunk in new[] { "FFFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "-1", "x", "2\r\n{}x" })
        {
            var answer = await SendAsync(method, path.Replace("{partner}", _partner.Id.ToString(), StringComparison.Ordinal), chunk);

            Assert.True(answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), $"{method} {path} {chunk}: {answer}");
            Assert.Contains("""{"errors":[{"code":""", answer, StringComparison.Ordinal);
        }
    }

    private async Task<string> SendAsync(string method, string path, string chunk)
    {
        var address = _partner.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var type = path.Contains("scenarios", StringComparison.Ordinal) ? "application/yaml" : "application/json";
        var head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n";
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}{chunk}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
