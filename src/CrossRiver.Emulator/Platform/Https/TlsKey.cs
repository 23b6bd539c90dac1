using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Puts a private key where the system's TLS finds it.</summary>
internal static class TlsKey
{
    /// <summary>Stores the key of a certificate as long as the certificate is used. Only Windows asks for it: its TLS takes no key that is in memory alone.</summary>
    /// <returns>The certificate to use instead.</returns>
    public static X509Certificate2 Store(X509Certificate2 certificate)
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
}
