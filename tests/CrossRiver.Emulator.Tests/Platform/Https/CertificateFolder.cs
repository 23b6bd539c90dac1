using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>A folder with certificates as a team may have them, issued in two steps: PFX, PEM, PEM with the key apart, and some that cannot work.</summary>
public sealed class CertificateFolder : IDisposable
{
    public const string Password = "correct horse";

    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    // One moment for all: no certificate may end after that of its issuer.
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossriver-emulator-");

    public CertificateFolder()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var otherKey = RSA.Create(2048);
        using var root = Issue("CN=root", null, null, key: null);
        using var issuer = Issue("CN=issuer", root, null, key: null);
        using var certificate = Issue("CN=configured", issuer, ForServers, key);
        using var expired = Issue("CN=expired", null, ForServers, key, lastDay: -1);
        using var forClients = Issue("CN=client", issuer, ForClients, key);
        using var keyless = X509CertificateLoader.LoadCertificate(certificate.RawData);
        using var keylessIssuer = X509CertificateLoader.LoadCertificate(issuer.RawData);
        var keyText = key.ExportPkcs8PrivateKeyPem();
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

        Write("root.pem", root.ExportCertificatePem());
        Write("protected.pfx", new X509Certificate2Collection { keylessIssuer, certificate }.Export(X509ContentType.Pfx, Password)!);
        Write("open.pfx", certificate.Export(X509ContentType.Pfx));
        Write("keyless.pfx", keyless.Export(X509ContentType.Pfx));
        Write("both.pem", $"{keyText}\n{certificate.ExportCertificatePem()}\n");
        Write("chain.pem", $"{certificate.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}\n");
        Write("key.pem", keyText);
        Write("encrypted-key.pem", key.ExportEncryptedPkcs8PrivateKeyPem(Password, encryption));
        Write("other-key.pem", otherKey.ExportPkcs8PrivateKeyPem());
        Write("expired.pem", $"{expired.ExportCertificatePem()}\n{keyText}\n");
        Write("client.pem", $"{forClients.ExportCertificatePem()}\n{keyText}\n");
        Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Write("text.txt", "no certificate");
    }

    public string Root => _folder.FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Dispose() => _folder.Delete(recursive: true);

    // Without a key it is an authority with one of its own.
    private X509Certificate2 Issue(string subject, X509Certificate2? issuer, string? usage, ECDsa? key, int lastDay = 90)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key ?? authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(key is null, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (usage is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(_now.AddDays(-90), _now.AddDays(lastDay));
        }

        using var issued = request.Create(issuer, _now.AddDays(-90), _now.AddDays(lastDay), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key ?? authorityKey);
    }

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);
}
