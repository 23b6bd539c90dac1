using System.Collections.Immutable;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>What every world of an emulator is made of and shares with the others.</summary>
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

    /// <summary>Gets the types of parts that worlds have.</summary>
    public WorldPartTypes Parts => parts;

    /// <summary>Gets what fills some worlds from their beginning.</summary>
    public IEnumerable<WorldSeed> Seeds => seeds;

    /// <summary>Gets what handles the domain events of every world.</summary>
    public ImmutableArray<EventSubscriber> Subscribers { get; } = [.. subscribers];

    /// <summary>Gets the types of entries that agendas have.</summary>
    public AgendaEntryTypes AgendaEntries => agendaEntries;

    public BusyWorlds BusyWorlds => busyWorlds;

    public JournalOrder JournalOrder => journalOrder;

    public Measurements Measurements => measurements;

    public ILogger Logger => logger;

    /// <summary>Gets how much the journal of a world contains at most.</summary>
    public JournalSize JournalSize { get; } = options.Value.SizeOfJournal();

    /// <summary>Gets the seed of random choices that a world begins with.</summary>
    public long ChanceSeed => options.Value.ChanceSeed;
}
