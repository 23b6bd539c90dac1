using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>
/// Secrets of signatures, and what they sign. The first line of an input is the secret, the second the header <c>cos-signature</c>, in which <c>%s</c> stands
/// for the right signature, and the rest is the body. An inbox finds a signature valid if a receiver written by the documents does.
/// </summary>
internal sealed class SecretTarget : FuzzTarget
{
    private const string Inbox = "/_emulator/inbox/fuzzed";
    private const string Time = "2021-11-22T10:49:58.9430000-05:00";

    private readonly FuzzedEmulator _emulator = new();

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==\nt:2021-11-22T10:49:58.9430000-05:00, v1:%s\n{\"id\":1}",
        "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=\nt:2021-11-22T10:49:58.9430000-05:00, v1:%s=\n",
        "YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHk=\nt:2021-11-22T10:49:58.9430000-05:00,v1:%s\n[]",
        "AAAAAAAAAAAAAAAAAAAAAA==\nv1:%s, t:2021-11-22T10:49:58.9430000-05:00\n{\"partnerId\":7}",
        "AAAAAAAAAAAAAAAAAAAAAA==\nt:2021-11-22T10:49:58.9430000-05:00\nx",
        "AAAA\nv1:\n",
        $"{new string('A', 344)}\nt:, v1:%s\n",
        "YSBz ZWNy ZXQg Zm9y IHRl c3Rz IG9ubHk=\n,\n",
    ];

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override Task StartAsync() => _emulator.Partner.BeginAsync();

    protected override async Task TryAsync(string input)
    {
        var (secret, header, body) = input.Split('\n', 3) switch { [var a, var b, var c] => (a, b, c), [var a, var b] => (a, b, ""), _ => (input, "", "") };
        var path = $"{_emulator.Partner.Control}/signing-secret";
        var before = await SecretAsync(path);

        var answer = await _emulator.SendAsync("PUT", path, Encoding.UTF8.GetBytes(new JsonObject { ["secret"] = secret }.ToJsonString()));

        Assert.Equal(IsSecret(secret) ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        var key = await SecretAsync(path);
        Assert.Equal(answer.Status is HttpStatusCode.OK ? secret : before, key);
        await AssertVerdictAsync(key, header, new JsonObject { ["partnerId"] = $"{_emulator.Partner.Id}", ["text"] = body }.ToJsonString());
    }

    private async Task AssertVerdictAsync(string key, string header, string body)
    {
        var content = Encoding.UTF8.GetBytes(body);
        var sent = string.Concat(header.Where(letter => letter is >= ' ' and < '\u007F')).Trim().Replace("%s", HashOf(key, Time, content), StringComparison.Ordinal);
        var post = new HttpRequestMessage(HttpMethod.Post, Inbox) { Content = new ByteArrayContent(content) };
        post.Headers.TryAddWithoutValidation("cos-signature", sent);
        Assert.Equal(HttpStatusCode.OK, (await _emulator.Partner.SendAsync(post)).Status);

        var messages = (await _emulator.SendAsync("GET", $"{Inbox}/messages")).Json["messages"]!.AsArray();

        Assert.Equal(sent is "" ? "none" : Verifies(sent, content, key) ? "valid" : "invalid", (string?)messages[^1]!["signature"]);
    }

    private async Task<string> SecretAsync(string path) => (string)(await _emulator.SendAsync("GET", path)).Json["secret"]!;

    private static bool IsSecret(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length is >= 16 and <= 256;
    }

    // As docs/webhooks.md says: the parts t and v1, in this order.
    private static bool Verifies(string header, byte[] body, string key) => header.Split(',', StringSplitOptions.TrimEntries) is [var time, var hash]
        && time.StartsWith("t:", StringComparison.Ordinal)
        && hash.StartsWith("v1:", StringComparison.Ordinal)
        && hash[3..] == HashOf(key, time[2..], body);

    private static string HashOf(string key, string time, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), signed));
    }
}
