using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Represents all state of one partner.</summary>
/// <remarks>
/// Changes are made while holding the world lock. So each change is complete or missing, and events, journal and agenda have one order.
/// Reading needs no lock. Deliveries are handed over after the lock is released.
/// </remarks>
internal sealed class World : IDisposable
{
    private readonly WorldPartTypes _types;
    private readonly PartnerAliases _aliases;

    // The array is replaced when a part is added, so that reading it needs no lock.
    private volatile IWorldPart[] _parts = [];

    /// <param name="common">The emulator's own clock, from which the world's clock starts, also after a reset.</param>
    public World(Guid partnerId, WorldSetup setup, EmulatorClock common)
    {
        PartnerId = partnerId;
        _types = setup.Parts;
        _aliases = setup.Aliases;
        Usage = new WorldUsage(setup.Machine);
        Clock = new EmulatorClock(setup.Machine, common.Course);
        Journal = new JournalBuffer(setup.JournalSize, setup.JournalOrder, partnerId);
        Random = new KeyedRandom(setup.ChanceSeed, partnerId);
        Agenda = new WorldAgenda(this, setup.AgendaEntries, setup.BusyWorlds, setup.Measurements, setup.Logger);
        Events = new WorldEvents(this, setup.Subscribers);
        Time = new WorldTime(this);
        Advancing = new Advancing(this);
        Lifecycle = new WorldLifecycle(this, setup, common);
        Checkpoints = new Checkpoints(this);
        Time.LetSkip();
        foreach (var part in setup.Parts.CreateFirst(this))
        {
            Add(part);
        }
    }

    public Guid PartnerId { get; }

    /// <summary>Gets the alias of the partner, or null if it has none. Thread-safe.</summary>
    public string? Alias => _aliases.FindAlias(PartnerId);

    /// <summary>Gets the number of the epoch: 1, and one more after each reset.</summary>
    public int EpochNumber { get; private set; } = 1;

    public Epoch Epoch { get; private set; } = new(Task.CompletedTask);

    /// <summary>Gets whether the world has ended. Calls that found it before may still use it, without effect on later calls.</summary>
    public bool IsOver => Usage.IsOver;

    public WorldUsage Usage { get; }

    /// <summary>Gets the agenda. Call only while holding the world lock, except for its count.</summary>
    public WorldAgenda Agenda { get; }

    /// <summary>Gets the number of entries on the agenda. Thread-safe.</summary>
    public int AgendaEntries => Agenda.Count;

    /// <summary>Gets the moment at which the first entry is due, or null if there is none.</summary>
    public DateTimeOffset? NextDueAt => RunLocked(() => Agenda.NextDueAt);

    /// <summary>Gets the time by which a busy world is behind its clock, or null.</summary>
    public TimeSpan? Behind => RunLocked(() => Agenda.Behind);

    public EmulatorClock Clock { get; }

    /// <summary>Gets the world lock.</summary>
    public WorldLock Lock { get; } = new();

    /// <summary>Gets a version that increases with each change. If it is unchanged, the world is unchanged.</summary>
    public long Version => Lock.Version;

    /// <summary>Gets the control of the world's time, and of waits for idleness.</summary>
    public WorldTime Time { get; }

    public Advancing Advancing { get; }

    /// <summary>Gets the resets, snapshots and ends of the world.</summary>
    public WorldLifecycle Lifecycle { get; }

    /// <summary>Gets the named moments to which the world can return.</summary>
    public Checkpoints Checkpoints { get; }

    public KeyedRandom Random { get; }

    public JournalBuffer Journal { get; }

    /// <summary>Gets the domain events that modules publish.</summary>
    public WorldEvents Events { get; }

    /// <summary>Gets the parts in use. Thread-safe.</summary>
    public IReadOnlyList<IWorldPart> Parts => _parts;

    /// <summary>Gets the work of parts that ends outside of the world. Call only while holding the world lock.</summary>
    public IEnumerable<IWorkUnderWay> Work => _parts.Select(part => part.Work).OfType<IWorkUnderWay>();

    /// <summary>Returns a part, created on first use. Thread-safe.</summary>
    public T Part<T>()
        where T : class, IWorldPart => FindPart<T>() ?? Lock.Run(() => FindPart<T>() ?? (T)Add(_types.Create(typeof(T), this)));

    /// <summary>Returns a part, or null while it is unused. Thread-safe.</summary>
    public T? FindPart<T>()
        where T : class, IWorldPart
    {
        foreach (var part in _parts)
        {
            if (part is T found)
            {
                return found;
            }
        }

        return null;
    }

    public T RunLocked<T>(Func<T> act) => Lock.Run(act);

    /// <summary>Makes a change that a call to the bank's API causes, while holding the world lock.</summary>
    public T RunForPartner<T>(Func<T> act, ParentSpan? origin = null) => Lock.Run(act, origin, EntryCause.Partner);

    /// <summary>Makes a change that a control call causes, while holding the world lock.</summary>
    public T RunForTester<T>(Func<T> act) => Lock.Run(act, cause: EntryCause.Tester);

    /// <summary>Completes when nothing is due or running and no attempt is in flight.</summary>
    public Task WhenIdleAsync() => Time.WhenIdleAsync();

    /// <summary>Makes the next epoch follow this number, too. Call only while holding the world lock.</summary>
    public void GoOnAfter(int epochNumber) => EpochNumber = Math.Max(EpochNumber, epochNumber);

    /// <summary>Ends the epoch and begins the next. Call only while holding the world lock.</summary>
    public void BeginEpoch() => (Epoch, EpochNumber) = (new Epoch(Epoch.EndAsync()), EpochNumber + 1);

    public void Dispose() => Agenda.Dispose();

    // The part was created before, so the parts that it uses are already here.
    private IWorldPart Add(IWorldPart part)
    {
        _parts = [.. _parts, part];
        return part;
    }
}
