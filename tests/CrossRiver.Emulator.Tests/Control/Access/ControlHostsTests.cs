using System.Net;
using CrossRiver.Emulator.Platform.Https;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>The names under which what is ours can be called: a page that gives its own name this machine's address is refused.</summary>
public sealed class ControlHostsTests(HostedEmulator emulator) : IClassFixture<HostedEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("EVIL.example.")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("127-0-0-1.evil.example")]
    [InlineData("host.docker.internal.evil.example")]
    [InlineData("evillocalhost.example")]
    [InlineData("evil.notlocal")]
    [InlineData("evil.cluster.local.example")]
    [InlineData("example.test")]
    [InlineData("example.org")]
    [InlineData("xn--nxasmq6b.example")]
    public async Task A_name_of_another_site_is_refused_with_the_setting_that_adds_it(string host)
    {
        var answer = await CallAsync("/_emulator/snapshot", host);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(3405, (int)answer.Json["errors"]![0]!["code"]!);
        Assert.Equal($"host {host.Split(':')[0].TrimEnd('.')} is no name of the emulator; add it to the setting Emulator:Control:Hosts to call /_emulator by it", Assert.Single(answer.Messages), ignoreCase: true);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost.:5080")]
    [InlineData("bank.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("203.0.113.5:80")]
    [InlineData("[::1]:5080")]
    [InlineData("[2001:db8::5]")]
    [InlineData("emulator")]
    [InlineData("my_bank:8080")]
    [InlineData("host.docker.internal")]
    [InlineData("HOST.DOCKER.INTERNAL.:1")]
    [InlineData("gateway.containers.internal")]
    [InlineData("printer.local")]
    [InlineData("emulator.tests.svc")]
    [InlineData("emulator.tests.svc.cluster.local")]
    [InlineData("bank.example.test")]
    [InlineData("BANK.example.test.:5080")]
    [InlineData("a.example.org")]
    [InlineData("a.b.example.org:1")]
    [InlineData("xn--bcher-kva.example")]
    public async Task A_name_that_no_page_can_have_or_that_a_setting_adds_is_let_in(string host) =>
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("/_emulator/version", host)).Status);

    [Fact]
    public async Task Every_route_of_ours_asks_for_the_name_and_none_of_the_banks()
    {
        var routes = Fixtures.ControlRoutes.Of(emulator);

        Assert.True(routes.Count > 20);
        foreach (var route in routes.Append(new ControlRoute("OPTIONS", "/_EMULATOR/nowhere")).Append(new ControlRoute("GET", "/_emulator")))
        {
            var answer = await _partner.SendAsync(route.Request(("Host", "evil.example"), ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-origin")));
            Assert.True(answer.Status is HttpStatusCode.Forbidden, $"{route}: {answer.Status} {answer.Text}");
        }

        Assert.Equal(HttpStatusCode.OK, (await CallAsync("/core/v1/cm/customers", "evil.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("/.well-known/openid-configuration", "evil.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync("/", "evil.example")).Status);
    }

    [Theory]
    [InlineData("GET /_emulator/version HTTP/1.0")]
    [InlineData("GET /_emulator/version HTTP/1.1", "Host:", "Connection: close")]
    [InlineData("GET /%5femulator/version HTTP/1.1", "Host: evil.example", "Connection: close")]
    [InlineData("GET http://evil.example/_emulator/version HTTP/1.1", "Host: evil.example", "Connection: close")]
    public async Task A_call_without_a_name_or_with_another_spelling_of_the_path_is_refused(params string[] lines)
    {
        var call = await RawCall.MakeAsync(_partner.Http.BaseAddress!, lines);

        Assert.StartsWith("HTTP/1.1 403 ", call.Text, StringComparison.Ordinal);
        Assert.Contains("Emulator:Control:Hosts", call.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("emulator", HttpStatusCode.OK)]
    public async Task The_authority_of_http_2_is_such_a_name(string host, HttpStatusCode status)
    {
        await using var secure = new RunningEmulator { Settings = Setting("Emulator:Https:Enabled", "true", ("Emulator:Https:Port", "0")) };
        using var http = HttpsClient.ThatChecksNothing(secure.Url("https"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/version") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = host;

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_star_lets_every_name_in()
    {
        await using var open = new RunningEmulator { Settings = Setting("Emulator:Control:Hosts", "*") };

        Assert.Equal(HttpStatusCode.OK, (await open.NewPartner().SendAsync(new ControlRoute("GET", "/_emulator/version").Request(("Host", "evil.example")))).Status);
    }

    [Theory]
    [InlineData("http://bank.example.test", "http://bank.example.test")]
    [InlineData("bank.example.test:5080", "bank.example.test:5080")]
    [InlineData("a.example.test, *.", "*.")]
    [InlineData("*example.test", "*example.test")]
    [InlineData("bank.*", "bank.*")]
    [InlineData("two words", "two words")]
    public async Task What_is_no_name_stops_the_start(string hosts, string wrong)
    {
        await using var broken = new RunningEmulator { Settings = Setting("Emulator:Control:Hosts", hosts) };

        var refusal = Assert.Throws<OptionsValidationException>(() => broken.Services);

        Assert.Equal($"Emulator:Control: Hosts: '{wrong}' is no host name; write bank.example.test, *.example.test or *, without scheme and port", refusal.Message);
    }

    private static Dictionary<string, string?> Setting(string key, string value, params IReadOnlyList<(string Key, string Value)> more) =>
        more.Append((key, value)).ToDictionary(setting => setting.Item1, string? (setting) => setting.Item2, StringComparer.Ordinal);

    private Task<Answer> CallAsync(string path, string host) => _partner.SendAsync(new ControlRoute("GET", path).Request(("Host", host)));
}

/// <summary>An emulator with names of its own.</summary>
public sealed class HostedEmulator : RunningEmulator
{
    public HostedEmulator() =>
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Control:Hosts"] = "bank.example.test, *.example.org,bücher.example" };
}
