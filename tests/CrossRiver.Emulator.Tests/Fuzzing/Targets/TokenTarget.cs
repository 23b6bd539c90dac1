using System.Net;
using System.Text;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>
/// What a strict emulator reads of tokens: requests for one, in a form or as JSON, questions about one, and the header of a call. In the header
/// <c>%h</c>, <c>%p</c> and <c>%s</c> stand for the parts of a valid token. Only the valid token opens anything.
/// </summary>
internal sealed class TokenTarget : FuzzTarget
{
    private static readonly string[] Kinds = ["form", "json", "introspect", "bearer"];

    private readonly FuzzedEmulator _emulator = new(
        ("Emulator:Strict", "true"),
        ("Emulator:Tokens:Clients:0:Id", "acme"),
        ("Emulator:Tokens:Clients:0:Secret", "secret"),
        ("Emulator:Tokens:Clients:0:PartnerId", "6e80b097-693c-4592-8440-02f345335bbf"));

    private string _token = "";

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "form\ngrant_type=client_credentials&client_id=acme&client_secret=secret",
        "form\ngrant_type=client_credentials&client_id=acme&client_secret=wrong&scope=api1&audience=x",
        "form\ngrant_type=password&username=a&password=b&client_id=acme",
        "form\ngrant_type=refresh_token&refresh_token=a",
        "json\n{\"grant_type\":\"client_credentials\",\"client_id\":\"acme\",\"client_secret\":\"secret\",\"audience\":\"https://api.crbcos.com/\"}",
        "json\n{\"grant_type\":1,\"client_id\":null,\"client_secret\":[\"secret\"]}",
        "introspect\ntoken=%h.%p.%s&client_id=acme&client_secret=secret",
        "introspect\ntoken=a&token_type_hint=access_token",
        "bearer\nBearer %h.%p.%s",
        "bearer\nbearer %h.%p.%s",
        "bearer\nBearer %h.%p.",
        "bearer\nBearer eyJhbGciOiJub25lIn0.%p.",
        "bearer\nBearer %s.%p.%h",
        "bearer\nBasic YWNtZTpzZWNyZXQ=",
    ];

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override async Task StartAsync()
    {
        _token = await _emulator.Partner.TakeTokenAsync("acme");
        _emulator.Partner.Http.DefaultRequestHeaders.Authorization = null;
    }

    protected override async Task TryAsync(string input)
    {
        var (kind, rest) = FuzzedLine.Split(input, Kinds);
        var (parts, valid) = (_token.Split('.'), new HashSet<string>(StringComparer.OrdinalIgnoreCase) { $"Bearer {_token}" });
        var text = rest.Replace("%h", parts[0], StringComparison.Ordinal).Replace("%p", parts[1], StringComparison.Ordinal).Replace("%s", parts[2], StringComparison.Ordinal);
        switch (kind)
        {
            case "form":
                AssertTokenOnlyForSecret(await _emulator.SendAsync("POST", "/connect/token", Encoding.UTF8.GetBytes(text), "application/x-www-form-urlencoded"), text);
                break;
            case "json":
                AssertTokenOnlyForSecret(await _emulator.SendAsync("POST", "/oauth/token", Encoding.UTF8.GetBytes(text)), text);
                break;
            case "introspect":
                var answer = await _emulator.SendAsync("POST", "/connect/introspect", Encoding.UTF8.GetBytes(text), "application/x-www-form-urlencoded");
                Assert.True(!answer.Text.Contains("\"active\":true", StringComparison.Ordinal) || text.Contains(_token, StringComparison.Ordinal), $"active: {text}");
                break;
            default:
                var header = string.Concat(text.Where(letter => letter is >= ' ' and < '\u007F'));
                var status = (await _emulator.SendAsync("GET", "/core/v1/cm/customers", authorization: header)).Status;
                Assert.True(status is HttpStatusCode.Unauthorized || (status is HttpStatusCode.OK && Opens(header)), $"{status} for {header}");
                break;
        }
    }

    // The bytes of a base64 text have a few spellings: the last letter has bits that mean nothing.
    private bool Opens(string header) => header.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var scheme, var token]
        && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && token[..^1] == _token[..^1];

    private static void AssertTokenOnlyForSecret(Answer answer, string text)
    {
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.UnsupportedMediaType, $"{answer.Status}: {answer.Text}");
        Assert.True(answer.Status is not HttpStatusCode.OK || Uri.UnescapeDataString(text).Contains("acme", StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal), $"a token for {text}");
    }
}
