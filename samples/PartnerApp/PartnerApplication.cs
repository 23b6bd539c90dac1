using PartnerApp.Bank;
using PartnerApp.Webhooks;

namespace PartnerApp;

/// <summary>Builds a fintech that onboards its customers at the bank. This file is the table of contents of the app.</summary>
public static class PartnerApplication
{
    /// <summary>Creates an app that is ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Changes that a host makes before the app is built; the tests give it their clock here.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);

        // The program says in a line what keeps it from listening.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddOptions<PartnerOptions>().BindConfiguration("Partner").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CustomerBook>();
        builder.Services.AddBank();
        builder.Services.AddWebhooks();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapPages();
        app.MapWebhooks();
        app.MapGet("/health", () => TypedResults.Text("healthy"));

        return app;
    }
}
