using CrossRiver.Emulator.Settings;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Adds the https URL to the server's URLs if https is switched on, and asks for a certificate if there is an https URL.</summary>
/// <remarks>
/// A startup filter runs when the server has its URLs (from settings, environment, code or the base image of a container) and has not bound them yet.
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

    // Https must be as reachable as http and no more: a loopback address for a loopback address, any address for any.
    private string HostBeside(string? url)
    {
        var host = url is not null && ListenUrl.Parse(url) is { IsUnixPipe: false, IsNamedPipe: false } address ? address.Host : "localhost";

        // Localhost is two addresses, and the server finds no port that is free on both.
        return options.Value.Port is 0 && host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : host;
    }
}

/// <summary>Adds https: the URL if it is switched on, and the certificate for it and for every https URL in the settings.</summary>
internal static class HttpsServices
{
    public static IServiceCollection AddHttps(this IServiceCollection services)
    {
        services.AddSettings<HttpsOptions>("Https");
        services.AddOptions<HttpsOptions>().PostConfigure<IConfiguration>(
            (options, configuration) => options.Complete(configuration.GetSection("Kestrel:Certificates:Default")));
        services.AddSingleton<ServerCertificate>().AddTransient<IStartupFilter, HttpsUrl>();

        // Kestrel calls this when it binds an https URL, so no certificate is created or read without such a URL.
        services.AddOptions<KestrelServerOptions>().Configure<ServerCertificate>((kestrel, certificate) => kestrel.ConfigureHttpsDefaults(certificate.Show));

        return services;
    }
}
