using System.Collections.Immutable;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Provides the services and settings that all worlds of an emulator share.</summary>
internal sealed class WorldSetup(
    TimeProvider machine,
    WorldPartTypes parts,
    IEnumerable<WorldSeed> seeds,
    IEnumerable<EventSubscriber> subscribers,
    AgendaEntryTypes agendaEntries,
    BusyWorlds busyWorlds,
    JournalOrder journalOrder,
    Measurements measurements,
    IOptions<WorldOptions> options,
    ILogger<World> logger)
{
    public TimeProvider Machine => machine;

    public WorldPartTypes Parts => parts;

    public IEnumerable<WorldSeed> Seeds => seeds;

    public ImmutableArray<EventSubscriber> Subscribers { get; } = [.. subscribers];

    public AgendaEntryTypes AgendaEntries => agendaEntries;

    public BusyWorlds BusyWorlds => busyWorlds;

    public JournalOrder JournalOrder => journalOrder;

    public Measurements Measurements => measurements;

    public ILogger Logger => logger;

    public JournalSize JournalSize { get; } = options.Value.SizeOfJournal();

    /// <summary>Gets the seed of random choices in new worlds.</summary>
    public long ChanceSeed => options.Value.ChanceSeed;
}
