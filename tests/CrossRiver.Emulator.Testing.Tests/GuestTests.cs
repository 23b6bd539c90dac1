using System.Net;

namespace CrossRiver.Emulator.Testing;

/// <summary>The host of these tests is hostile: its environment, its <c>appsettings.json</c> and its <c>scenarios</c> are nonsense.</summary>
public sealed class GuestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emulator_reads_nothing_of_its_hosts()
    {
        Assert.True(File.Exists("appsettings.json"));
        Assert.NotEmpty(Directory.GetFiles("scenarios"));

        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);

        using var http = new HttpClient { BaseAddress = bank.BaseAddress };
        using var ready = await http.GetAsync(new Uri("_emulator/ready", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("127.0.0.1", bank.BaseAddress.Host);
    }
}
