using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The certificate that the emulator makes: who can trust it, for what, and for how long.</summary>
public sealed class MadeCertificateTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Https:Enabled"] = "true",
            ["Emulator:Https:Port"] = "0",
            ["Emulator:Https:Hosts"] = "bank.example, *.partner.example, 192.0.2.7, 2001:db8::1, localhost",
        },
    };

    [Fact]
    public async Task A_client_with_certificate_checking_off_onboards_a_customer()
    {
        using var http = HttpsClient.ThatChecksNothing(_emulator.Url("https"));
        var partner = new Partner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"), http);

        var customer = await partner.OnboardAsync();

        Assert.Equal(customer["id"]!.ToString(), (await partner.GetCustomerAsync(customer))["id"]!.ToString());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_client_that_trusts_the_pem_and_nothing_else_takes_it_whatever_the_time_in_the_emulator(string host)
    {
        using var http = HttpsClient.ThatTrusts(await SavePemAsync());
        var url = new UriBuilder(_emulator.Url("https")) { Host = host, Path = "/_emulator/health" }.Uri;

        Assert.Equal("""{"status":"ok"}""", await http.GetStringAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_pem_refuses_it()
    {
        using var http = new HttpClient();

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetStringAsync(_emulator.Url("https"), TestContext.Current.CancellationToken));

        Assert.IsType<AuthenticationException>(refusal.InnerException);
    }

    [Fact]
    public async Task Only_the_certificate_that_is_shown_is_in_the_pem_and_no_key()
    {
        using var answer = await GetPemAsync();
        var pem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/x-pem-file", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal((await HttpsClient.ShownAtAsync(_emulator.Url("https"))).ExportCertificatePem(), pem.TrimEnd());
    }

    [Fact]
    public async Task It_is_for_this_machine_and_what_is_listed()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(await SavePemAsync());

        Assert.All(
            ["localhost", "127.0.0.1", "::1", "host.docker.internal", Environment.MachineName, "bank.example", "api.partner.example", "192.0.2.7", "2001:db8::1"],
            host => Assert.True(certificate.MatchesHostname(host, allowCommonName: false), host));
        Assert.All(["partner.example", "other.example", "192.0.2.8"], host => Assert.False(certificate.MatchesHostname(host), host));
    }

    [Fact]
    public async Task It_is_valid_now_and_for_a_year_but_not_for_more_than_clients_take()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(await SavePemAsync());
        var now = TimeProvider.System.GetLocalNow().DateTime;

        Assert.InRange(now, certificate.NotBefore.AddHours(23), certificate.NotAfter.AddDays(-364));
        Assert.InRange(certificate.NotAfter - certificate.NotBefore, TimeSpan.FromDays(365), TimeSpan.FromDays(397));
    }

    [Fact]
    public async Task Another_emulator_has_another_one()
    {
        await using var other = new RunningEmulator { Settings = _emulator.Settings };

        using var ours = await HttpsClient.ShownAtAsync(_emulator.Url("https"));
        using var theirs = await HttpsClient.ShownAtAsync(other.Url("https"));

        Assert.NotEqual(ours.Thumbprint, theirs.Thumbprint);
    }

    [Fact]
    public async Task Clients_that_come_at_once_see_the_same_one()
    {
        var shown = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HttpsClient.ShownAtAsync(_emulator.Url("https"))));

        Assert.Single(shown.Select(certificate => certificate.Thumbprint).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_https_there_is_none_and_the_answer_says_how_to_get_it()
    {
        await using var emulator = new RunningEmulator();

        var answer = await emulator.NewPartner().GetAsync("/_emulator/certificate.pem");

        var error = answer.Expect(HttpStatusCode.NotFound)["errors"]!.AsArray().Single()!;
        Assert.Equal(1404, (int)error["code"]!);
        Assert.Equal("There is no certificate: https is off; start with --https or with Emulator__Https__Enabled=true", (string)error["message"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<HttpResponseMessage> GetPemAsync()
    {
        using var http = new HttpClient();
        return await http.GetAsync(new Uri(_emulator.Url("http"), "/_emulator/certificate.pem"), TestContext.Current.CancellationToken);
    }

    private async Task<string> SavePemAsync()
    {
        using var answer = await GetPemAsync();
        var file = Path.Combine(_folder.FullName, "emulator.pem");
        await File.WriteAllTextAsync(file, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return file;
    }
}
