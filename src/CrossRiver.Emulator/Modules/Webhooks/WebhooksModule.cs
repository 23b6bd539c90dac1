using System.Net;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Saving;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Settings;
using Hangfire;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The bank's webhooks: registrations, events and their deliveries.</summary>
internal sealed class WebhooksModule : IModule
{
    public string Name => "webhooks";

    public void Register(ModuleBuilder module)
    {
        AddServices(module.Services);
        module.Errors(WebhookErrors.All);
        var webhookEvent = module.Resource("event", "webhooks/v1/events/{eventId}");
        module.RequireScope(services => services.GetRequiredService<IOptions<TokenOptions>>().Value.WebhooksScope);
        AddParts(module);
        module.Subscribe(services => (world, happened) => services.GetRequiredService<EventPublisher>().Publish(world, happened));
        AddAgendaEntries(module);
        module.Routes(routes =>
        {
            routes.MapRegistrations();
            routes.MapEvents(webhookEvent);
        });
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddSettings<WebhookOptions>("Webhooks");
        services.AddOptions<WebhookOptions>().PostConfigure<IOptions<EmulatorOptions>>((options, emulator) => options.Complete(emulator.Value.Pace));
        services.AddSingleton<EventCatalog>();
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<HostResolver>(Dns.GetHostAddresses);
        services.AddSingleton<HostLookups>();
        services.AddSingleton<CallbackSockets>();
        services.AddSingleton<HostOfContainer>();
        services.AddSingleton<CallbackHandler>(provider => () =>
            WebhookSender.NewHandler(provider.GetRequiredService<IOptions<WebhookOptions>>().Value, provider.GetRequiredService<CallbackSockets>()));
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<AllowedCallbacks>();
        services.AddSingleton<AttemptTelemetry>();
        services.AddSingleton<DeliverySettings>();
    }

    private static void AddParts(ModuleBuilder module)
    {
        module.Part(new WorldPartType<RegistrationStore, SavedRegistrations>
        {
            Name = "registrations",
            IsRequired = true,
            Unused = _ => SavedRegistrations.None,
            Check = RegistrationsCheck.Check,
            Create = (world, services) => new RegistrationStore(
                world, services.GetRequiredService<ResourceIndex>(),
                services.GetRequiredService<AllowedCallbacks>(), services.GetRequiredService<EventCatalog>()),
        });
        module.Part(new WorldPartType<EventMaker, int>
        {
            Name = "pings",
            IsRequired = true,
            Unused = _ => 0,
            Create = (world, _) => new EventMaker(world.PartnerId, world.Clock, world.Random, world.Lock),
        });
        module.Part(new WorldPartType<Deliveries, SavedDeliveries>
        {
            Name = "deliveries",
            IsRequired = true,
            Unused = services => SavedDeliveries.None(services.GetRequiredService<DeliverySettings>().SigningSecret),
            Check = (saved, snapshot) => new DeliveriesCheck(saved, snapshot).Check(),
            Create = CreateDeliveries,
        });
    }

    private static void AddAgendaEntries(ModuleBuilder module)
    {
        module.AgendaEntry<Deliveries, RetryEntry>("retry", (deliveries, retry) => deliveries.Attempts.Retry(retry), (deliveries, retry) => deliveries.Attempts.IsVoid(retry));
        module.AgendaEntry<Deliveries, AggregationEndEntry>("gathered", (deliveries, gathered) => deliveries.Close(gathered));
        module.AgendaEntry<Deliveries, LateEntry>("late", (deliveries, late) => deliveries.Faults.End(late), (deliveries, late) => deliveries.Faults.IsVoid(late));
        module.AgendaEntry<Deliveries, ReorderEntry>("reorder", (deliveries, reorder) => deliveries.Faults.End(reorder));
        module.AgendaEntry<Deliveries, CopyEntry>("copy", (deliveries, copy) => deliveries.Extras.Send(copy));
    }

    private static Deliveries CreateDeliveries(World world, IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILogger<World>>();
        var outbox = new Outbox(world, services.GetRequiredService<WebhookSender>(), services.GetRequiredService<AttemptTelemetry>(), services.GetRequiredService<IBackgroundJobClient>(), logger);
        var record = new DeliveryObservers(world, services.GetServices<DeliveryObserver>(), services.GetRequiredService<Metrics>(), logger);
        return new Deliveries(world, outbox, record, services.GetRequiredService<DeliverySettings>());
    }
}
