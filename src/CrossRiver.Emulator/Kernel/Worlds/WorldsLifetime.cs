using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Seeds the worlds at the start, stops them with the emulator, and logs their undone work.</summary>
internal sealed partial class WorldsLifetime(
    WorldDirectory worlds, IEnumerable<WorldSeed> seeds, Metrics metrics, IHostApplicationLifetime lifetime, ILogger<WorldsLifetime> logger)
    : IHostedService
{
    private const int DeliveriesTold = 10;

    // The server waits for its calls at the same time, so the process ends within two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Task<UnfinishedWork[]>? _stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.ObserveAgendas(() => worlds.AgendaEntries);
        worlds.BoundJournals();
        foreach (var seed in seeds)
        {
            if (seed.PartnerId is { } partnerId && worlds.Find(partnerId) is null)
            {
                seed.Fill(worlds.Open(partnerId));
            }
        }

        lifetime.ApplicationStopping.Register(() => _stopped = StopWorldsAsync());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A start that was cut off may have restored worlds without this class.
        var left = await (_stopped ?? StopWorldsAsync());
        _stopped = Task.FromResult<UnfinishedWork[]>([]);
        var unsent = left.SelectMany(world => world.Work).ToList();
        var entries = left.Sum(world => world.Entries);
        if (unsent is not [])
        {
            LogUnsent(unsent.Count, entries);
            unsent.Take(DeliveriesTold).ToList().ForEach(log => log(logger));
        }
        else if (entries > 0)
        {
            LogUnplayed(entries);
        }
    }

    private Task<UnfinishedWork[]> StopWorldsAsync() => Task.WhenAll(worlds.All.Select(world => world.Lifecycle.StopAsync(Patience)));

    [LoggerMessage(LogLevel.Information, "Stopped with {Entries} entries left on the agendas")]
    private partial void LogUnplayed(int entries);

    [LoggerMessage(LogLevel.Warning, "Stopped with {Deliveries} deliveries unfinished and {Entries} entries left on the agendas")]
    private partial void LogUnsent(int deliveries, int entries);
}

internal static class WorldServices
{
    public static IServiceCollection AddWorlds(this IServiceCollection services)
    {
        services.AddSingleton<ResourceIndex>();
        services.AddSingleton(provider => new JournalOrder
        {
            Memory = new JournalMemory(provider.GetRequiredService<IOptions<WorldOptions>>().Value.JournalsMegabytes * WorldOptions.Megabyte),
            Observers = [.. provider.GetServices<JournalObserver>()],
        });
        services.AddSingleton<BusyWorlds>();
        services.AddSingleton<WorldPartTypes>();
        services.AddSingleton<AgendaEntryTypes>();
        services.AddSingleton<PartnerAliases>();
        services.AddSingleton<SnapshotSection>(new SnapshotSection<IReadOnlyList<SavedAlias>>
        {
            Name = "aliases",
            Changes = provider => provider.GetRequiredService<PartnerAliases>().Changes,
            Save = provider => provider.GetRequiredService<PartnerAliases>().Save(),
            Load = (provider, saved) => provider.GetRequiredService<PartnerAliases>().Load(saved ?? []),
            Check = SavedAlias.Check,
        });
        services.AddSingleton<WorldSetup>();
        services.AddSingleton<SnapshotCheck>();
        services.AddSingleton<SnapshotJson>();
        services.AddSingleton<WorldDirectory>();

        services.AddHostedService<AbandonedWorlds>();
        return services.AddHostedService<WorldsLifetime>();
    }
}
