using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Everything the emulator knows of one partner.</summary>
/// <remarks>
/// Whatever changes a world does so in its turn, one thing at a time: so a change is made whole or not at all, and events,
/// journal and agenda have one order. Reading needs no turn. What a turn leaves to send goes to Hangfire after it.
/// </remarks>
internal sealed class World : IDisposable
{
    private readonly WorldPartTypes _types;

    // Few, and another array with each part that is added: so any thread may look for one.
    private volatile IWorldPart[] _parts = [];

    /// <param name="setup">What all worlds are made of.</param>
    /// <param name="common">The emulator's own clock: the world's time begins as this one's is then, and again after a reset.</param>
    public World(Guid partnerId, WorldSetup setup, EmulatorClock common)
    {
        PartnerId = partnerId;
        _types = setup.Parts;
        LastUse = new LastUse(setup.Machine);
        Clock = new EmulatorClock(setup.Machine, common.Course);
        Journal = new JournalRing(setup.JournalSize, setup.JournalOrder, partnerId);
        Chance = new Chance(setup.ChanceSeed, partnerId);
        Agenda = new WorldAgenda(this, setup.AgendaEntries, setup.BusyWorlds, setup.Measurements, setup.Logger);
        Events = new WorldEvents(this, setup.Subscribers);
        Time = new WorldTime(this);
        Advancing = new Advancing(this);
        Life = new WorldLife(this, setup, common);
        Time.LetSkip();
        foreach (var part in setup.Parts.CreateFirst(this))
        {
            Add(part);
        }
    }

    public Guid PartnerId { get; }

    /// <summary>How often the world was begun: 1, and one more with each reset.</summary>
    public int EpochNumber { get; private set; } = 1;

    /// <summary>The epoch that it is.</summary>
    public Epoch Epoch { get; private set; } = new();

    /// <summary>Whether the world was ended. A call that found it before may still be at work in it; what that makes is not found any more.</summary>
    public bool IsOver => LastUse.IsOver;

    /// <summary>When somebody or an entry of the agenda last used the world.</summary>
    public LastUse LastUse { get; }

    /// <summary>What is to happen and when. Call only while holding the world lock, but for its count.</summary>
    public WorldAgenda Agenda { get; }

    /// <summary>How many entries wait on the agenda; any thread may ask.</summary>
    public int AgendaEntries => Agenda.Count;

    /// <summary>When the first entry of the agenda is due, or null when nothing is booked.</summary>
    public DateTimeOffset? NextDueAt => InTurn(() => Agenda.NextDueAt);

    /// <summary>Gets by how much the world is behind its clock because more is due than can be done, or null.</summary>
    public TimeSpan? Behind => InTurn(() => Agenda.Behind);

    public EmulatorClock Clock { get; }

    /// <summary>Gets the world's lock, with what is to be done after it is released.</summary>
    public Turn Turn { get; } = new();

    /// <summary>How many turns the world has had; whoever sees another number knows that it may have changed.</summary>
    public long Turns => Turn.Taken;

    /// <summary>How the time passes, and when the world is idle.</summary>
    public WorldTime Time { get; }

    /// <summary>How callers advance the time.</summary>
    public Advancing Advancing { get; }

    /// <summary>How the world is begun anew, kept, restored, stopped and ended.</summary>
    public WorldLife Life { get; }

    /// <summary>The world's random choices.</summary>
    public Chance Chance { get; }

    public JournalRing Journal { get; }

    /// <summary>Gets what happens to the resources of the world, for modules to publish.</summary>
    public WorldEvents Events { get; }

    /// <summary>Gets the parts that are in use. Thread-safe.</summary>
    public IReadOnlyList<IWorldPart> Parts => _parts;

    /// <summary>Gets the work of its parts that ends outside of the world. Call only while holding the world lock.</summary>
    public IEnumerable<IWorkUnderWay> Work => _parts.Select(part => part.Work).OfType<IWorkUnderWay>();

    /// <summary>Returns a part of the world, created on first use. Thread-safe.</summary>
    public T Part<T>()
        where T : class, IWorldPart => FindPart<T>() ?? Turn.Take(() => FindPart<T>() ?? (T)Add(_types.Create(typeof(T), this)));

    /// <summary>Returns a part of the world, or null while it is unused. Thread-safe.</summary>
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

    /// <summary>Does something that changes the world, in its turn.</summary>
    /// <param name="act">What to do.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T InTurn<T>(Func<T> act, TraceOrigin? origin = null) => Turn.Take(act, origin);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => Time.WhenIdleAsync();

    /// <summary>Lets the next epoch have a number after this one, too. Call only while holding the world lock.</summary>
    public void GoOnAfter(int epochNumber) => EpochNumber = Math.Max(EpochNumber, epochNumber);

    /// <summary>Begins another epoch. Call only while holding the world lock.</summary>
    public void BeginEpoch() => (Epoch, EpochNumber) = (new Epoch(), EpochNumber + 1);

    public void Dispose() => Agenda.Dispose();

    // Created first: a part that it needs is there by then.
    private IWorldPart Add(IWorldPart part)
    {
        _parts = [.. _parts, part];
        return part;
    }
}
