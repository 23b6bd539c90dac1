using System.Net;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Tokens;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>The bank's webhooks: registrations, events and their deliveries.</summary>
internal sealed class WebhooksModule : IModule
{
    public string Name => "webhooks";

    public void Register(ModuleBuilder module)
    {
        AddServices(module.Services);
        module.Errors(WebhookErrors.All);
        var webhookEvent = module.Resource("event", "webhooks/v1/events/{id}");
        module.RequireScope(services => services.GetRequiredService<IOptions<TokenOptions>>().Value.WebhooksScope);
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
        services.AddSingleton<HostResolver>(Dns.GetHostAddresses);
        services.AddSingleton<HostLookups>();
        services.AddSingleton<CallbackSockets>();
        services.AddSingleton<HostOfContainer>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<AllowedCallbacks>();
        services.AddSingleton<AttemptSignals>();
    }
}
