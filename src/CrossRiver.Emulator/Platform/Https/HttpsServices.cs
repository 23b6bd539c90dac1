using CrossRiver.Emulator.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrossRiver.Emulator.Platform.Https;

/// <summary>Adds https: the URL if it is switched on, and the certificate for that and for every https URL that the user names.</summary>
internal static class HttpsServices
{
    public static IServiceCollection AddHttps(this IServiceCollection services)
    {
        services.AddSettings<HttpsOptions>("Https");
        services.AddOptions<HttpsOptions>().PostConfigure<IConfiguration>(
            (options, configuration) => options.Complete(configuration.GetSection("Kestrel:Certificates:Default")));
        services.AddSingleton<ServerCertificate>();
        services.AddTransient<IStartupFilter, HttpsUrl>();

        // Kestrel asks when it binds an https URL, so nothing is made or read without one.
        services.AddOptions<KestrelServerOptions>().Configure<ServerCertificate>(
            (kestrel, certificate) => kestrel.ConfigureHttpsDefaults(certificate.Show));

        return services;
    }
}
