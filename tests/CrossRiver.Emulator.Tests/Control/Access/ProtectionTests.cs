using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Control.Access;

public sealed class ProtectionTests(ProtectedEmulator emulator) : IClassFixture<ProtectedEmulator>
{
    private const string Receiver = "/_emulator/inbox/{name}";

    private static readonly string[] WithoutKey =
    [
        "GET /_emulator/health", "GET /_emulator/ready", "GET /_emulator/version", "GET /_emulator/certificate.pem", "GET /_emulator/llms.txt", $"GET {Receiver}", $"POST {Receiver}",
    ];

    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("Origin", "http://evil.test")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://localhost:5080")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_is_refused_by_every_route(string header, string value)
    {
        var routes = Fixtures.ControlRoutes.Of(emulator);

        Assert.True(routes.Count > 20);
        foreach (var route in routes)
        {
            var answer = await _partner.SendAsync(route.Request((header, value), ("X-Emulator-Key", ProtectedEmulator.Key)));
            Assert.True(answer.Status is HttpStatusCode.Forbidden, $"{route}: {answer.Status} {answer.Text}");
            Assert.Equal(3403, (int)answer.Json["errors"]![0]!["code"]!);
            Assert.StartsWith($"{header}: {value} is not this emulator; ", Assert.Single(answer.Messages), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_there_is_no_route_a_page_of_another_site_is_refused_just_so()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _partner.SendAsync(new ControlRoute("GET", "/_emulator/nowhere").Request(("Origin", "http://evil.test")))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _partner.SendAsync(new ControlRoute("OPTIONS", "/_EMULATOR/reset").Request(("Origin", "http://evil.test")))).Status);
    }

    [Fact]
    public async Task A_page_of_its_own_is_let_in_and_no_other_origin_is_invited()
    {
        var own = _partner.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        var answer = await _partner.SendAsync(new ControlRoute("GET", "/_emulator/health").Request(("Origin", own), ("Sec-Fetch-Site", "same-origin")));
        var typed = await _partner.SendAsync(new ControlRoute("GET", "/_emulator/health").Request(("Sec-Fetch-Site", "none")));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.Status, typed.Status));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_bank_takes_calls_from_anywhere_and_without_the_key() =>
        Assert.Equal(HttpStatusCode.OK, (await _partner.SendAsync(new ControlRoute("GET", "/core/v1/cm/customers").Request(("Origin", "http://evil.test")))).Status);

    [Fact]
    public async Task Without_the_key_every_route_is_refused_but_those_that_tell_nothing_of_a_world()
    {
        var open = new List<string>();
        foreach (var route in Fixtures.ControlRoutes.Of(emulator))
        {
            var answer = await _partner.SendAsync(route.Request());
            if (answer.Status is not HttpStatusCode.Unauthorized)
            {
                open.Add($"{route}");
                continue;
            }

            Assert.Equal(3401, (int)answer.Json["errors"]![0]!["code"]!);
            Assert.Equal(["A key is required here; send it as X-Emulator-Key: KEY or Authorization: Bearer KEY"], answer.Messages);
        }

        Assert.Equal(WithoutKey.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("X-Emulator-Key", ProtectedEmulator.Key, HttpStatusCode.OK)]
    [InlineData("Authorization", $"Bearer {ProtectedEmulator.Key}", HttpStatusCode.OK)]
    [InlineData("X-Emulator-Key", $"{ProtectedEmulator.Key}x", HttpStatusCode.Unauthorized)]
    [InlineData("X-Emulator-Key", "", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", $"Basic {ProtectedEmulator.Key}", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer ", HttpStatusCode.Unauthorized)]
    public async Task The_key_is_a_header_of_its_own_or_a_bearer_token(string header, string value, HttpStatusCode status) =>
        Assert.Equal(status, (await _partner.SendAsync(new ControlRoute("GET", "/_emulator/journal").Request((header, value)))).Status);

    [Fact]
    public async Task The_key_is_in_no_log_and_no_journal()
    {
        await _partner.SendAsync(new ControlRoute("POST", $"/_emulator/partners/{_partner.Id}/reset").Request(("X-Emulator-Key", ProtectedEmulator.Key)));
        await _partner.SendAsync(new ControlRoute("GET", "/core/v1/cm/customers").Request(("Authorization", $"Bearer {ProtectedEmulator.Key}")));
        var received = await _partner.SendAsync(new ControlRoute("POST", "/_emulator/inbox/keys").Request(("X-Emulator-Key", ProtectedEmulator.Key)));
        _partner.Http.DefaultRequestHeaders.Add("X-Emulator-Key", ProtectedEmulator.Key);

        Assert.Equal(HttpStatusCode.OK, received.Status);
        Assert.Single((await _partner.GetAsync("/_emulator/inbox/keys/messages")).Json["messages"]!.AsArray());
        foreach (var path in new[] { "/_emulator/journal", $"/_emulator/partners/{_partner.Id}/journal", "/_emulator/inbox/keys/messages" })
        {
            Assert.DoesNotContain(ProtectedEmulator.Key, (await _partner.GetAsync(path)).Text, StringComparison.Ordinal);
        }

        Assert.NotEmpty(emulator.Lines);
        Assert.DoesNotContain(emulator.Lines, line => line.Contains(ProtectedEmulator.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_nobody_can_send_stops_the_start_and_is_not_shown()
    {
        await using var wrong = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Key"] = "two words" } };

        var refusal = Assert.Throws<OptionsValidationException>(() => wrong.Services);

        Assert.Equal("Emulator:Control: Key must be 1 to 200 visible ASCII characters, without spaces", refusal.Message);
    }
}

/// <summary>An emulator that asks for a key, and keeps every line that it logs.</summary>
public sealed class ProtectedEmulator : RunningEmulator
{
    public const string Key = "k3y-of-the-tests";

    private readonly KeptLines _lines = new();

    public ProtectedEmulator()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Key"] = Key, ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Trace" };
        Configure = builder => builder.Logging.ClearProviders().AddProvider(_lines);
    }

    /// <summary>What it has logged so far.</summary>
    public IEnumerable<string> Lines => _lines.All;
}
