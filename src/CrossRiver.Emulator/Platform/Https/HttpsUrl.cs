using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Adds the https URL to those that the emulator listens on, if https is switched on, and asks for a certificate where there is one.</summary>
/// <remarks>
/// A startup filter, because these run when the server knows its URLs (from settings, environment, code or the base image of a container)
/// and has not bound them yet.
/// </remarks>
internal sealed class HttpsUrl(IOptions<HttpsOptions> options, ServerCertificate certificate) : IStartupFilter
{
    private const string Scheme = "https://";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (app.ServerFeatures.Get<IServerAddressesFeature>() is { } listening)
        {
            AddTo(listening.Addresses);
            certificate.IsNeeded = listening.Addresses.Any(IsHttps);
        }

        next(app);
    };

    private static bool IsHttps(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    private void AddTo(ICollection<string> urls)
    {
        if (options.Value.Enabled && !urls.Any(IsHttps))
        {
            urls.Add($"{Scheme}{HostBeside(urls.FirstOrDefault())}:{options.Value.Port}");
        }
    }

    // As far as http can be reached, and no farther: a loopback beside a loopback, any address beside any.
    private string HostBeside(string? url)
    {
        var host = Parse(url) is { IsUnixPipe: false, IsNamedPipe: false } address ? address.Host : "localhost";

        // Localhost is two addresses, and the server finds no port that is free on both.
        return options.Value.Port is 0 && host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : host;
    }

    private static BindingAddress? Parse(string? url)
    {
        try
        {
            return url is null ? null : BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            // The server is about to refuse it, and says why.
            return null;
        }
    }
}
