using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Jobs;
using CrossRiver.Emulator.Scenarios;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator;

/// <summary>Builds the emulator. This file is the table of contents of the project.</summary>
public static class EmulatorApplication
{
    /// <summary>Where the emulator listens unless it is told otherwise.</summary>
    private const string DefaultUrl = "http://localhost:5080";

    private static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase) { ["--pace"] = "Emulator:Pace" };

    /// <summary>Creates an emulator that is ready to run.</summary>
    /// <param name="args">The command line: configuration as in any ASP.NET Core program, for example <c>--urls http://localhost:8080</c>.</param>
    /// <param name="configure">Changes a host makes before the emulator is built: the port, the clock.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);

        builder.Configuration.AddCommandLine(args, Switches);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.2));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytes.LargestThatIsAnswered;
        });
        builder.UseDefaultUrl();
        builder.UseEmulatorLogging();

        builder.Services.AddRootSettings();
        builder.Services.AddApiErrors();
        builder.Services.AddBackgroundJobs();
        builder.Services.AddScenarios();
        builder.Services.AddWorlds();

        configure?.Invoke(builder);

        // Only now is it known where signals go.
        builder.AddSignals();

        var app = builder.Build();

        app.UseCallRecording();
        app.UseExceptionHandler();
        app.UseStatusCodePages();

        app.MapCustomers();
        app.MapRegistrations();
        app.MapEvents();

        var control = app.MapGroup("/_emulator").WithTags("Control");
        control.MapStatus();
        control.MapWorlds();
        control.MapDeliveries();
        control.MapSeeds();
        control.MapExamples();

        return app;
    }

    // A container's base image sets ASPNETCORE_HTTP_PORTS; any of the three wins over the default.
    private static void UseDefaultUrl(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    // The emulator's own lines and everybody's warnings; `Logging:LogLevel` changes it as in any ASP.NET Core program.
    private static void UseEmulatorLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Hangfire", LogLevel.Warning);

        // A start that fails throws; whoever started it says why, once.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
