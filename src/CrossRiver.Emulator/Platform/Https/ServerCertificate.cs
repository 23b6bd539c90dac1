using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>The certificate of the emulator: from the settings, or else created in memory when the first client connects.</summary>
internal sealed partial class ServerCertificate : IDisposable
{
    private readonly IOptions<HttpsOptions> _options;
    private readonly string _root;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly Lazy<X509Certificate2Collection> _chain;
    private readonly Lazy<SslStreamCertificateContext> _context;

    public ServerCertificate(IOptions<HttpsOptions> options, IHostEnvironment environment, ILogger<ServerCertificate> logger)
    {
        _options = options;
        _root = environment.ContentRootPath;
        _logger = logger;
        _chain = new(Open);
        _context = new(() => SslStreamCertificateContext.Create(_chain.Value[0], [.. _chain.Value.Skip(1)], offline: true));
    }

    /// <summary>Gets whether the server listens on an https URL. If not, there is no certificate, and endpoints that a host adds keep their own.</summary>
    public bool IsNeeded { get; set; }

    /// <summary>Gets the public parts of the certificate and its issuers, or null if none is needed.</summary>
    public string? Pem => IsNeeded ? _chain.Value.ExportCertificatePems() : null;

    private bool IsConfigured => !string.IsNullOrEmpty(_options.Value.Certificate);

    /// <summary>Makes the server use the certificate. The server calls this when it binds an https URL.</summary>
    /// <exception cref="OptionsValidationException">The configured certificate cannot be used.</exception>
    public void Show(HttpsConnectionAdapterOptions https)
    {
        if (!IsNeeded)
        {
            return;
        }

        if (IsConfigured)
        {
            _ = _chain.Value;
        }

        // Given the certificate itself, Kestrel would read every root that the machine trusts before it listens: a third of the start time.
        https.ServerCertificateSelector = (_, _) => _chain.Value[0];
        https.OnAuthenticate = (_, tls) => (tls.ServerCertificateContext, tls.ServerCertificateSelectionCallback) = (_context.Value, null);
    }

    public void Dispose()
    {
        if (_chain.IsValueCreated)
        {
            _chain.Value.ToList().ForEach(certificate => certificate.Dispose());
        }
    }

    private X509Certificate2Collection Open()
    {
        // Clients check the dates by the time of their machines, so the emulator's own clock, which a test may set to any year, does not count here.
        var now = TimeProvider.System.GetUtcNow();
        if (!IsConfigured)
        {
            return [MadeCertificate.Make(_options.Value.ReadHosts(), now)];
        }

        var chain = new CertificateFiles(_options.Value, _root).Read();
        var (from, until) = (new DateTimeOffset(chain[0].NotBefore), new DateTimeOffset(chain[0].NotAfter));
        if (now < from || now > until)
        {
            LogOutOfDate(_options.Value.Certificate!, from, until);
        }

        return chain;
    }

    // This is no reason to stop, because a test may check how a client takes such a certificate.
    [LoggerMessage(LogLevel.Warning, "The certificate '{File}' is valid from {From:u} to {Until:u} only: clients that check it will refuse it")]
    private partial void LogOutOfDate(string file, DateTimeOffset from, DateTimeOffset until);
}
