using System.Collections.Immutable;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Provides the services and settings that all worlds of an emulator share.</summary>
internal sealed record WorldSetup(
    TimeProvider Machine,
    WorldPartTypes Parts,
    IEnumerable<WorldSeed> Seeds,
    IEnumerable<EventSubscriber> EventSubscribers,
    AgendaEntryTypes AgendaEntries,
    BusyWorlds BusyWorlds,
    JournalOrder JournalOrder,
    PartnerAliases Aliases,
    Metrics Measurements,
    IOptions<WorldOptions> Options,
    ILogger<World> Logger)
{
    public ImmutableArray<EventSubscriber> Subscribers { get; } = [.. EventSubscribers];

    public JournalSize JournalSize { get; } = new(Options.Value.JournalEntries, Options.Value.JournalMegabytes * WorldOptions.Megabyte);

    public long ChanceSeed => Options.Value.ChanceSeed;
}

/// <summary>Represents the initial content of one partner's world, also after each reset.</summary>
/// <param name="PartnerId">The partner, or null to fill no world.</param>
internal sealed record WorldSeed(Guid? PartnerId, Action<World> Fill);
