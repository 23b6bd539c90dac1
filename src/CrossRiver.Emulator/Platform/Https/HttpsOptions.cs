using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The https endpoint: the section <c>Emulator:Https</c>, checked at the start.</summary>
internal sealed class HttpsOptions : IValidatableObject
{
    /// <summary>Adds https besides http, on a separate port.</summary>
    /// <value>The default is false; <c>--https</c> on the command line makes it true.</value>
    public bool Enabled { get; set; }

    /// <summary>The port for https, on the interface of the first URL that the emulator listens on. Without effect if one of these URLs is https already.</summary>
    /// <value>1 to 65535, or 0 for any that is free. The default is 5443.</value>
    [Range(0, 65535)]
    public int Port { get; set; } = 5443;

    /// <summary>The file of the certificate, with its issuers if they are to be sent, too.</summary>
    /// <value>A PFX or PEM file, relative to the working directory. By default a certificate is made at the start and kept in memory.</value>
    public string? Certificate { get; set; }

    /// <summary>The file of the certificate's private key.</summary>
    /// <value>A PEM file, relative to the working directory. By default the key is in the file of the certificate.</value>
    public string? CertificateKey { get; set; }

    /// <summary>The password of the PFX file or of the private key.</summary>
    /// <value>By default there is none.</value>
    public string? CertificatePassword { get; set; }

    /// <summary>
    /// Hosts of the emulator besides <c>localhost</c>, <c>127.0.0.1</c>, <c>::1</c>, the machine's name and <c>host.docker.internal</c>; a
    /// certificate that the emulator makes is for these, too.
    /// </summary>
    /// <value>Host names, <c>*.example.test</c> among them, and IP addresses, separated by commas. The default is none.</value>
    public string? Hosts { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Certificate) && !string.IsNullOrEmpty(CertificateKey + CertificatePassword))
        {
            yield return new ValidationResult("CertificateKey and CertificatePassword belong to a Certificate, and there is none.");
        }

        foreach (var host in ReadHosts().Where(host => KindOf(host) is UriHostNameType.Unknown))
        {
            yield return new ValidationResult($"Hosts: '{host}' is no host name and no IP address; write them separated by commas.");
        }
    }

    /// <summary>Takes the certificate that ASP.NET Core's own settings name, unless the emulator's settings name another.</summary>
    public void Complete(IConfigurationSection aspNetCore)
    {
        if (string.IsNullOrEmpty(Certificate))
        {
            (Certificate, CertificateKey, CertificatePassword) = (aspNetCore["Path"], aspNetCore["KeyPath"], aspNetCore["Password"]);
        }
    }

    public IReadOnlyList<string> ReadHosts() => (Hosts ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns whether a host is a name or an address. A star may replace the first part of a name.</summary>
    public static UriHostNameType KindOf(string host) => Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host);
}
