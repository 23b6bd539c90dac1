using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Where https is spoken, and in which versions of HTTP.</summary>
public sealed class HttpsUrlTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Both_versions_of_http_are_spoken(string version)
    {
        await using var emulator = Create(("Emulator:Https:Enabled", "true"), ("Emulator:Https:Port", "0"));
        using var http = HttpsClient.ThatChecksNothing(emulator.Url("https"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/health")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(version, answer.Version.ToString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://[::1]:0", "[::1]")]
    [InlineData("http://0.0.0.0:0", "0.0.0.0")]
    [InlineData("http://*:0", "[::]")]
    [InlineData("http://localhost:{free}", "127.0.0.1")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:{free}", "127.0.0.1")]
    public async Task It_is_spoken_on_the_interface_of_the_first_url(string urls, string host)
    {
        Assert.SkipWhen(host.Contains(':', StringComparison.Ordinal) && !Socket.OSSupportsIPv6, "There is no IPv6.");
        await using var emulator = Create(
            ("urls", urls.Replace("{free}", FreePort(), StringComparison.Ordinal)),
            ("Emulator:Https:Enabled", "true"),
            ("Emulator:Https:Port", "0"));

        Assert.Equal(host, emulator.Url("https").Host);
    }

    [Fact]
    public async Task In_a_container_it_is_spoken_where_its_http_port_is()
    {
        await using var emulator = Create(("urls", null), ("http_ports", FreePort()), ("Emulator:Https:Enabled", "true"), ("Emulator:Https:Port", "0"));

        Assert.Equal(Socket.OSSupportsIPv6 ? "[::]" : "0.0.0.0", emulator.Url("https").Host);
    }

    [Fact]
    public async Task The_port_is_the_one_of_the_settings()
    {
        var port = FreePort();
        await using var emulator = Create(("Emulator:Https:Enabled", "true"), ("Emulator:Https:Port", port));

        Assert.Equal($"https://127.0.0.1:{port}/", emulator.Url("https").AbsoluteUri);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task An_https_url_of_the_users_own_has_our_certificate_and_no_other_is_added(string enabled)
    {
        await using var emulator = Create(("urls", "http://127.0.0.1:0;https://127.0.0.1:0"), ("Emulator:Https:Enabled", enabled));

        using var shown = await HttpsClient.ShownAtAsync(emulator.Url("https"));

        Assert.Equal("CN=CrossRiver.Emulator", shown.Subject);
        Assert.Equal(shown.ExportCertificatePem(), (await emulator.NewPartner().GetAsync("/_emulator/certificate.pem")).Text.TrimEnd());
    }

    [Fact]
    public async Task An_endpoint_that_a_host_makes_keeps_its_own_certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var own = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var app = EmulatorApplication.Create([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(own)));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var shown = await HttpsClient.ShownAtAsync(new Uri(app.Urls.Single()));

        Assert.Equal("CN=own", shown.Subject);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static RunningEmulator Create(params IReadOnlyList<(string Key, string? Value)> settings) =>
        new() { Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal) };

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
