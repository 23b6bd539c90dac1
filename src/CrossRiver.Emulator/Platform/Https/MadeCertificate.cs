using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>A self-signed certificate. A client that trusts it trusts this emulator until it ends, and nothing else.</summary>
internal static class MadeCertificate
{
    /// <summary>The extended key usage of a certificate for servers.</summary>
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    // The clocks of a container, its host and its neighbours may differ.
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    // Together with the day before, this is under 398 days, the most that browsers and Apple's systems take.
    private static readonly TimeSpan After = TimeSpan.FromDays(365);

    /// <summary>Creates a certificate with a new key.</summary>
    /// <param name="hosts">Names and addresses for the certificate, besides the names and addresses of this machine.</param>
    /// <param name="now">The time by the machine's clock.</param>
    /// <remarks>
    /// P-256, because every client of the last ten years takes it and its keys are created fast. It is no authority, because Firefox and rustls refuse
    /// an authority as a server. OpenSSL, .NET and other clients that trust the certificate itself need no authority.
    /// </remarks>
    public static X509Certificate2 Make(IEnumerable<string> hosts, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CrossRiver.Emulator", key, HashAlgorithmName.SHA256);
        var keyIdentifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUsage)], critical: false));
        request.CertificateExtensions.Add(NamesOf([.. HostsOfThisMachine(), .. hosts]));

        // Identifiers of the key distinguish the certificates of several emulators, which all have the same name.
        request.CertificateExtensions.Add(keyIdentifier);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(keyIdentifier));

        return StoreKey(request.CreateSelfSigned(now - Before, now + After));
    }

    /// <summary>Stores the private key of a certificate in the system while the certificate is used, and returns the certificate to use instead.</summary>
    /// <remarks>Only Windows needs it: its TLS takes no key that is in memory alone.</remarks>
    public static X509Certificate2 StoreKey(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private static IEnumerable<string> HostsOfThisMachine()
    {
        string[] hosts = ["localhost", "127.0.0.1", "::1", "host.docker.internal", Environment.MachineName];
        return hosts.Where(host => HttpsOptions.KindOf(host) is not UriHostNameType.Unknown);
    }

    private static X509Extension NamesOf(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (HttpsOptions.KindOf(host) is UriHostNameType.Dns)
            {
                names.AddDnsName(host);
            }
            else
            {
                names.AddIpAddress(IPAddress.Parse(host));
            }
        }

        return names.Build();
    }
}
