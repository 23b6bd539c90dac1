using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The certificate that the settings name: what it may come from, and what is told of one that cannot be used.</summary>
public sealed class ConfiguredCertificateTests(CertificateFolder folder) : IClassFixture<CertificateFolder>
{
    [Theory]
    [InlineData("open.pfx", null, null, "CN=configured")]
    [InlineData("protected.pfx", null, CertificateFolder.Password, "CN=configured, CN=issuer")]
    [InlineData("both.pem", null, null, "CN=configured")]
    [InlineData("both.pem", "", "", "CN=configured")]
    [InlineData("chain.pem", "key.pem", null, "CN=configured, CN=issuer")]
    [InlineData("chain.pem", "encrypted-key.pem", CertificateFolder.Password, "CN=configured, CN=issuer")]
    [InlineData("expired.pem", null, null, "CN=expired")]
    public async Task It_is_shown_and_the_pem_has_its_public_part_with_the_others_of_its_file(string file, string? keyFile, string? password, string inPem)
    {
        await using var emulator = Create(file, keyFile, password);

        await AssertShownAsync(emulator, inPem);
    }

    [Theory]
    [InlineData("protected.pfx", null)]
    [InlineData("chain.pem", "encrypted-key.pem")]
    public async Task A_client_that_trusts_the_root_only_gets_what_is_between(string file, string? keyFile)
    {
        await using var emulator = Create(file, keyFile, CertificateFolder.Password);
        using var http = HttpsClient.ThatTrusts(folder.PathOf("root.pem"));
        var url = new UriBuilder(emulator.Url("https")) { Host = "localhost", Path = "/_emulator/health" }.Uri;

        Assert.Equal("""{"status":"ok"}""", await http.GetStringAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_setting_of_asp_net_core_names_it_too()
    {
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["urls"] = "http://127.0.0.1:0;https://127.0.0.1:0",
                ["Kestrel:Certificates:Default:Path"] = folder.PathOf("chain.pem"),
                ["Kestrel:Certificates:Default:KeyPath"] = folder.PathOf("encrypted-key.pem"),
                ["Kestrel:Certificates:Default:Password"] = CertificateFolder.Password,
            },
        };

        await AssertShownAsync(emulator, "CN=configured, CN=issuer");
    }

    [Theory]
    [InlineData("--Emulator:Https:Certificate=none.pfx", "Emulator:Https:Certificate: there is no file '{root}/none.pfx'")]
    [InlineData("--Emulator:Https:Certificate=.", "Emulator:Https:Certificate: '{root}/.' cannot be read: ")]
    [InlineData("--Emulator:Https:Certificate=text.txt", "Emulator:Https:Certificate: 'text.txt' is not opened without a password; set CertificatePassword, or name a PFX or PEM file")]
    [InlineData("--Emulator:Https:Certificate=protected.pfx", "Emulator:Https:Certificate: 'protected.pfx' is not opened without a password; set CertificatePassword, or")]
    [InlineData("--Emulator:Https:Certificate=protected.pfx --Emulator:Https:CertificatePassword=wrong", "Emulator:Https:Certificate: 'protected.pfx' is not opened by CertificatePassword; correct it, or name")]
    [InlineData("--Emulator:Https:Certificate=keyless.pfx", "Emulator:Https:Certificate: there is no private key in 'keyless.pfx'; export it with its key")]
    [InlineData("--Emulator:Https:Certificate=broken.pem", "Emulator:Https:Certificate: there is no certificate in 'broken.pem' that can be read")]
    [InlineData("--Emulator:Https:Certificate=key.pem", "Emulator:Https:Certificate: there is no certificate in 'key.pem' that can be read")]
    [InlineData("--Emulator:Https:Certificate=chain.pem", "Emulator:Https:CertificateKey: there is no private key in 'chain.pem'; name the PEM file that has it")]
    [InlineData("--Emulator:Https:Certificate=chain.pem --Emulator:Https:CertificateKey=none.pem", "Emulator:Https:CertificateKey: there is no file '{root}/none.pem'")]
    [InlineData("--Emulator:Https:Certificate=chain.pem --Emulator:Https:CertificateKey=other-key.pem", "Emulator:Https:CertificateKey: the private key in 'other-key.pem' cannot be read, or is not that of the first certificate in 'chain.pem'")]
    [InlineData("--Emulator:Https:Certificate=chain.pem --Emulator:Https:CertificateKey=encrypted-key.pem", "Emulator:Https:CertificateKey: the private key in 'encrypted-key.pem' is not opened without a password; set CertificatePassword")]
    [InlineData("--Emulator:Https:Certificate=chain.pem --Emulator:Https:CertificateKey=encrypted-key.pem --Emulator:Https:CertificatePassword=wrong", "Emulator:Https:CertificateKey: the private key in 'encrypted-key.pem' is not opened by CertificatePassword")]
    [InlineData("--Emulator:Https:Certificate=client.pem", "Emulator:Https:Certificate: 'client.pem' is not for servers: its extended key usage has no 1.3.6.1.5.5.7.3.1")]
    [InlineData("--Emulator:Https:CertificateKey=key.pem", "Emulator:Https: CertificateKey and CertificatePassword belong to a Certificate, and there is none.")]
    [InlineData("--Emulator:Https:Port=65536", "Emulator:Https: The field Port must be between 0 and 65535.")]
    [InlineData("--Emulator:Https:Hosts=a.example,http://b.example", "Emulator:Https: Hosts: 'http://b.example' is no host name and no IP address; write them separated by commas.")]
    [InlineData("--https=5443", "Emulator:Https:Enabled: '5443' cannot be used; write true or false")]
    public async Task What_cannot_be_used_stops_the_start_with_one_line(string arguments, string told)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = EmulatorApplication.Create(
                ["--https", "--Emulator:Https:Port=0", "--urls=http://127.0.0.1:0", $"--contentRoot={folder.Root}", .. arguments.Split(' ')],
                builder => builder.Logging.ClearProviders());
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.StartsWith(InFolder(told), Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_is_all_that_the_program_prints_and_it_ends_with_2()
    {
        await using var program = Start("--https", "--Emulator:Https:Certificate=none.pfx");

        Assert.Equal(2, await program.ExitAsync());
        Assert.Equal(InFolder("Emulator:Https:Certificate: there is no file '{root}/none.pfx'"), program.Output);
    }

    [Fact]
    public async Task One_out_of_date_is_told_and_used()
    {
        await using var program = Start("--https", "--Emulator:Https:Certificate=expired.pem");

        await program.UrlAsync();
        await program.InterruptAsync();
        await program.ExitAsync();

        Assert.Contains("The certificate 'expired.pem' is valid from ", program.Output, StringComparison.Ordinal);
    }

    private static async Task AssertShownAsync(RunningEmulator emulator, string inPem)
    {
        var pem = (await emulator.NewPartner().GetAsync("/_emulator/certificate.pem")).Text;
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);

        Assert.Equal(inPem, string.Join(", ", certificates.Select(certificate => certificate.Subject)));
        Assert.Equal(certificates[0].Thumbprint, (await HttpsClient.ShownAtAsync(emulator.Url("https"))).Thumbprint);
        Assert.DoesNotContain("PRIVATE KEY", pem, StringComparison.Ordinal);
    }

    private string InFolder(string text) => text.Replace("{root}/", folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private RunningEmulator Create(string file, string? keyFile, string? password) => new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Https:Enabled"] = "true",
            ["Emulator:Https:Port"] = "0",
            ["Emulator:Https:Certificate"] = folder.PathOf(file),
            ["Emulator:Https:CertificateKey"] = string.IsNullOrEmpty(keyFile) ? keyFile : folder.PathOf(keyFile),
            ["Emulator:Https:CertificatePassword"] = password,
        },
    };

    private RunningProgram Start(params IReadOnlyList<string> arguments) => RunningProgram.Start(
        "CrossRiver.Emulator",
        folder.Root,
        ["--urls", "http://127.0.0.1:0", "--Emulator:Https:Port=0", .. arguments]);
}
