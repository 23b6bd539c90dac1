using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The configured certificate with its private key: a PFX file, or one or two PEM files.</summary>
/// <param name="root">The folder to which the paths of the files are relative.</param>
internal sealed class CertificateFiles(HttpsOptions options, string root)
{
    private string CertificateFile => options.Certificate!;

    private string KeyFile => string.IsNullOrEmpty(options.CertificateKey) ? CertificateFile : options.CertificateKey;

    private string Unopened => string.IsNullOrEmpty(options.CertificatePassword)
        ? "is not opened without a password; set CertificatePassword"
        : "is not opened by CertificatePassword; correct it";

    /// <summary>Returns the certificate, and after it the others of its file.</summary>
    /// <exception cref="OptionsValidationException">A file is missing or cannot be used. The message names the setting to change.</exception>
    public X509Certificate2Collection Read()
    {
        var bytes = ReadFile(nameof(HttpsOptions.Certificate), CertificateFile);
        var text = Encoding.UTF8.GetString(bytes);
        var all = text.Contains("-----BEGIN ", StringComparison.Ordinal) ? ReadPem(text) : ReadPfx(bytes);

        return IsForServers(all[0])
            ? all
            : throw Refusal(nameof(HttpsOptions.Certificate), $"'{CertificateFile}' is not for servers: its extended key usage has no {MadeCertificate.ServerUsage}");
    }

    private static bool IsForServers(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { EnhancedKeyUsages: var usages }
        || usages.OfType<Oid>().Any(usage => usage.Value is MadeCertificate.ServerUsage);

    private X509Certificate2Collection ReadPfx(byte[] bytes)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, options.CertificatePassword);
            return all.FirstOrDefault(certificate => certificate.HasPrivateKey) is { } own
                ? [own, .. all.Where(certificate => certificate != own)]
                : throw Refusal(nameof(HttpsOptions.Certificate), $"there is no private key in '{CertificateFile}'; export it with its key");
        }
        catch (CryptographicException)
        {
            throw Refusal(nameof(HttpsOptions.Certificate), $"'{CertificateFile}' {Unopened}, or name a PFX or PEM file");
        }
    }

    private X509Certificate2Collection ReadPem(string text)
    {
        var all = CertificatesIn(text);
        var key = KeyBeside(text);
        var isEncrypted = key.Contains("-----BEGIN ENCRYPTED ", StringComparison.Ordinal);
        try
        {
            all[0] = MadeCertificate.StoreKey(isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(text, key, options.CertificatePassword)
                : X509Certificate2.CreateFromPem(text, key));
            return all;
        }
        catch (CryptographicException) when (isEncrypted)
        {
            throw Refusal(nameof(HttpsOptions.CertificateKey), $"the private key in '{KeyFile}' {Unopened}");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            var message = $"the private key in '{KeyFile}' cannot be read, or is not that of the first certificate in '{CertificateFile}'";
            throw Refusal(nameof(HttpsOptions.CertificateKey), message);
        }
    }

    private X509Certificate2Collection CertificatesIn(string text)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            all.Clear();
        }

        return all is [] ? throw Refusal(nameof(HttpsOptions.Certificate), $"there is no certificate in '{CertificateFile}' that can be read") : all;
    }

    private string KeyBeside(string text)
    {
        var key = KeyFile == CertificateFile ? text : Encoding.UTF8.GetString(ReadFile(nameof(HttpsOptions.CertificateKey), KeyFile));
        return key.Contains(" PRIVATE KEY-----", StringComparison.Ordinal)
            ? key
            : throw Refusal(nameof(HttpsOptions.CertificateKey), $"there is no private key in '{KeyFile}'; name the PEM file that has it");
    }

    private byte[] ReadFile(string setting, string file)
    {
        var path = Path.Combine(root, file);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isMissing = exception is FileNotFoundException or DirectoryNotFoundException;
            throw Refusal(setting, isMissing ? $"there is no file '{path}'" : $"'{path}' cannot be read: {exception.Message}");
        }
    }

    private static OptionsValidationException Refusal(string setting, string message) =>
        new(nameof(HttpsOptions), typeof(HttpsOptions), [$"Emulator:Https:{setting}: {message}"]);
}
