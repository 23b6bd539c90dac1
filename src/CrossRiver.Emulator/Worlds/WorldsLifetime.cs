using CrossRiver.Emulator.Webhooks;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Adds the worlds, and stops them with the emulator: what they leave undone is told, not lost in silence.</summary>
internal sealed partial class WorldsLifetime(WorldDirectory worlds, ILogger<WorldsLifetime> logger) : IHostedService
{
    private const int DeliveriesTold = 10;

    // With the time that the server and Hangfire take, the program ends within two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(worlds.All.Select(StopAsync));

    private async Task StopAsync(World world)
    {
        var left = await world.StopAsync(Patience);
        if (left is { Entries: 0, Deliveries: [] })
        {
            return;
        }

        LogLeftUndone(world.PartnerId, left.Entries, left.Deliveries.Count);
        foreach (var delivery in left.Deliveries.Take(DeliveriesTold))
        {
            LogUnsent(world.PartnerId, delivery.Event.EventName, delivery.Event.Id, delivery.Event.CustomerId, delivery.Attempts);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: stopped with {Entries} entries on the agenda and {Deliveries} deliveries unfinished")]
    private partial void LogLeftUndone(Guid partnerId, int entries, int deliveries);

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: {EventName} {EventId} of customer {CustomerId} is unsent after {Attempts} attempts")]
    private partial void LogUnsent(Guid partnerId, string eventName, Guid eventId, Guid customerId, int attempts);
}

/// <summary>Registers the worlds.</summary>
internal static class WorldServices
{
    public static IServiceCollection AddWorlds(this IServiceCollection services)
    {
        services.AddOptions<WorldOptions>().BindConfiguration(WorldOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<ResourceIndex>();
        services.AddSingleton<Surroundings>();
        services.AddSingleton<WorldDirectory>();

        return services.AddHostedService<WorldsLifetime>();
    }
}
