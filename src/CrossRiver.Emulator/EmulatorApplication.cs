using CrossRiver.Emulator.Agents;
using CrossRiver.Emulator.Agents.Serving;
using CrossRiver.Emulator.Cli;
using CrossRiver.Emulator.Cli.Output;
using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Control.Faults;
using CrossRiver.Emulator.Control.Inbox;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Control.Partners;
using CrossRiver.Emulator.Control.Reports;
using CrossRiver.Emulator.Control.Snapshots;
using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Jobs;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Modules.Accounts;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Https;
using CrossRiver.Emulator.Platform.Idempotency;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.RateLimits;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Reference;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Ui;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrossRiver.Emulator;

/// <summary>Builds the emulator. This file is the table of contents of the project.</summary>
public static class EmulatorApplication
{
    private static readonly IModule[] Modules = [new TokensModule(), new CustomersModule(), new AccountsModule(), new WebhooksModule()];

    private static readonly string[] UrlKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>Gets all settings of an emulator.</summary>
    internal static SettingCatalog Settings { get; } = new(ListSections);

    /// <summary>Gets the members of the program that commands use.</summary>
    internal static CommandHost CommandHost { get; } = new(Settings, CreateSchemas, args => Create(args), AgentCommands.CreateMcp, AgentCommands.CreateAgents);

    /// <summary>Creates an emulator that is ready to run.</summary>
    /// <param name="args">The command line: configuration as in any ASP.NET Core program, for example <c>--urls http://localhost:8080</c>.</param>
    /// <param name="configure">The host's changes before the emulator is built: the port, the clock.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var arguments = new CommandLine(Settings).Complete(args);

        // A slim one lacks IIS, HTTP/3 and the like, which would be loaded at the start and never used.
        var builder = WebApplication.CreateSlimBuilder([.. arguments, SettingsFiles.NoReloading]);

        builder.Configuration.ReadOnlyOwnSections();
        builder.WebHost.UseKestrelHttpsConfiguration();
        CommandLine.AddTo(builder.Configuration, arguments);
        builder.UseEmulatorLogging();

        // Last, because a source that is inserted makes the others be read once more.
        builder.UseDefaultUrl();
        builder.WebHost.PreferHostingUrls(CommandLine.HasUrls(arguments));

        return Complete(builder, configure);
    }

    /// <summary>Creates an emulator that is a guest in the process of another program, such as a test's.</summary>
    /// <param name="settings">All of its configuration; else the defaults hold.</param>
    /// <param name="configure">The host's changes before the emulator is built: the clock.</param>
    /// <remarks>
    /// It reads no files, arguments or environment variables of its host. It prints nothing, and leaves Ctrl+C to its host. It listens on a free port of the
    /// loopback unless <c>urls</c> is among the settings.
    /// </remarks>
    public static WebApplication CreateEmbedded(IEnumerable<KeyValuePair<string, string?>> settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(EmulatorApplication).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();

        return Complete(builder, configure);
    }

    /// <summary>Creates the catalogue of the modules, without an emulator.</summary>
    internal static ModuleCatalog CreateCatalog() => new(Modules, new ServiceCollection());

    /// <summary>Creates the schemas of scenario files, without an emulator.</summary>
    internal static DocumentSchemas CreateSchemas()
    {
        var modules = CreateCatalog();
        return new DocumentSchemas(modules, new FaultSchemas(modules));
    }

    private static WebApplication Complete(WebApplicationBuilder builder, Action<WebApplicationBuilder>? configure)
    {
        builder.Services.AddRooms();
        configure?.Invoke(builder);

        // Last, because the host's changes can set the target of signals.
        builder.AddSignals();

        var app = builder.Build();
        SettingSections.Check(app.Services);
        app.UsePlatform();
        MapRoutes(new LazyRoutes(app.MapGroup("")), app.Services);
        return app;
    }

    private static IEnumerable<SettingSection> ListSections()
    {
        var services = new ServiceCollection();
        services.AddRooms();
        return services.Select(service => service.ImplementationInstance).OfType<SettingSection>();
    }

    private static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton(new ModuleCatalog(Modules, services));
        services.AddSingleton(TimeProvider.System);
        services.AddServer();
        services.AddRootSettings();
        services.AddListening();
        services.AddHttps();
        services.AddApiErrors();
        services.AddBackgroundJobs();
        services.AddCalls();
        services.AddLimits();
        services.AddBodies();
        services.AddApiFaults();
        services.AddIdempotency();
        services.AddScenarios();
        services.AddKernelSettings();
        services.AddStateFile();
        services.AddWorlds();
        services.AddControl();
        services.AddReports();
        services.AddReference(MapRoutes);
        services.AddInboxes();
        services.AddPage();
        services.AddAgents();
        services.AddSettings<OutputOptions>("Output");
    }

    // The pipeline of each call, from its arrival on.
    private static void UsePlatform(this WebApplication app)
    {
        app.UseAgents();
        app.UsePageActions();
        app.UseRouting();
        app.UseCallRecording();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseProtection();
        app.UseOnlyWorld();
        app.UseStrictQueries();
        app.UseCallerIdentification();
        app.UseRateLimit();
        app.UseCallInterceptors();
        app.UseIdempotency();
    }

    private static void MapRoutes(LazyRoutes routes, IServiceProvider services)
    {
        var modules = services.GetRequiredService<ModuleCatalog>();
        modules.MapRoutes(routes);
        routes.MapControl(modules);
        routes.MapPage();
        routes.MapAgents();
    }

    private static void MapControl(this LazyRoutes routes, ModuleCatalog modules)
    {
        var control = routes.Group(ControlRoutes.Prefix).RefuseUnknownMembers();
        control.MapStatus();
        control.MapCertificate();
        control.MapPartners();
        control.MapWorlds();
        control.MapClocks();
        control.MapSnapshots();
        control.MapJournal();
        control.MapReports();
        control.MapWaits();
        control.MapStories();
        control.MapCustomerLists();
        control.MapScenarios();
        control.MapScenarioCatalog();
        control.MapWorldScenarios();
        control.MapExplain();
        control.MapOrderedEvents();
        control.MapDeliveries();
        control.MapManualDelivery();
        control.MapFaults();
        control.MapConditions();
        control.MapInboxes();
        control.MapDashboard();
        control.MapSeeds();
        control.MapExamples();
        modules.MapControlRoutes(control);
        control.MapSchemas();
        control.MapReference();
        routes.MapFrontDoor();
    }

    private static void AddServer(this IServiceCollection services)
    {
        services.AddRouting();
        services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.2));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytes.LargestThatIsAnswered;

            // A setting limits the time of bodies instead.
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
    }

    // A container's base image sets ASPNETCORE_HTTP_PORTS; any of the three wins over the default.
    private static void UseDefaultUrl(this WebApplicationBuilder builder)
    {
        if (UrlKeys.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }
    }
}
