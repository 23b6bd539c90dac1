using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Clients of https, by what they trust.</summary>
internal static class HttpsClient
{
    /// <summary>One with certificate checking off.</summary>
    /// <param name="url">Where it calls.</param>
    /// <param name="see">Gets the certificate that the server shows.</param>
    [SuppressMessage("Security", "CA5359", Justification = "Such clients are what is tested.")]
    public static HttpClient ThatChecksNothing(Uri url, Action<X509Certificate2>? see = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            see?.Invoke(X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData()));
            return true;
        };

        return new HttpClient(handler) { BaseAddress = url };
    }

    /// <summary>One that trusts the certificates of a PEM file and no others, and checks names and dates.</summary>
    public static HttpClient ThatTrusts(string pemFile)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(pemFile);

        return new HttpClient(handler);
    }

    /// <summary>The certificate that a server shows.</summary>
    public static async Task<X509Certificate2> ShownAtAsync(Uri url)
    {
        var shown = default(X509Certificate2);
        using var http = ThatChecksNothing(url, certificate => shown = certificate);
        using var answer = await http.GetAsync(new Uri("/_emulator/health", UriKind.Relative), TestContext.Current.CancellationToken);

        return shown!;
    }
}
