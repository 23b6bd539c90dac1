using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The certificate that clients see, and the warning about dates at which they refuse it.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");
    private readonly KeptLines _lines = new();
    private readonly ILoggerFactory _logging;

    public ServerCertificateTests() => _logging = LoggerFactory.Create(logging => logging.AddProvider(_lines));

    [Theory]
    [InlineData(-2, -1, true)]
    [InlineData(-1, 1, false)]
    [InlineData(1, 2, true)]
    public void A_configured_certificate_is_used_and_a_warning_tells_dates_that_clients_refuse(int firstDay, int lastDay, bool isWarned)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(firstDay), TimeProvider.System.GetUtcNow().AddDays(lastDay));
        var pem = Write(from, until);

        using var certificate = Create("own.pem");

        Assert.Equal(pem, certificate.Pem);
        Assert.Equal(isWarned ? [$"The certificate 'own.pem' is valid from {from.UtcDateTime:u} to {until.UtcDateTime:u} only: clients that check it will refuse it "] : [], _lines.All);
    }

    [Fact]
    public void Without_an_https_url_none_is_read()
    {
        using var certificate = Create("none.pem");
        certificate.IsNeeded = false;

        Assert.Null(certificate.Pem);
    }

    [Fact]
    public void Without_a_file_one_is_made_and_stays()
    {
        using var certificate = Create(file: null);

        Assert.Contains("-----BEGIN CERTIFICATE-----", certificate.Pem, StringComparison.Ordinal);
        Assert.Equal(certificate.Pem, certificate.Pem);
        Assert.Empty(_lines.All);
    }

    public void Dispose()
    {
        _logging.Dispose();
        _lines.Dispose();
        _folder.Delete(recursive: true);
    }

    private ServerCertificate Create(string? file) =>
        new(Options.Create(new HttpsOptions { Certificate = file }), new HostingEnvironment { ContentRootPath = _folder.FullName }, _logging.CreateLogger<ServerCertificate>()) { IsNeeded = true };

    // Certificates know whole seconds only.
    private string Write(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, until);
        File.WriteAllText(Path.Combine(_folder.FullName, "own.pem"), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return certificate.ExportCertificatePem();
    }
}
