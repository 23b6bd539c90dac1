using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>All worlds of an emulator, found by their partner or by what is in them.</summary>
/// <remarks>A partner id that was never seen is a new, empty world as soon as something is to be kept in it.</remarks>
internal sealed class WorldDirectory(
    WorldSetup setup,
    ResourceIndex owners,
    SnapshotCheck check,
    IOptions<ClockOptions> clock,
    IOptions<WorldOptions> options) : IDisposable
{
    private readonly WorldTable _worlds = new(options.Value.Most);
    private readonly EndedWorlds _ended = new();
    private readonly Chance _chance = new(setup.ChanceSeed, Guid.Empty);
    private long _calls;

    /// <summary>The emulator's own clock, for what concerns no world. A world's time begins as this one's is then.</summary>
    public EmulatorClock Clock { get; } = new(setup.Machine, clock.Value.Begin(setup.Machine.GetUtcNow()));

    /// <summary>
    /// Calls that concerned no world: refused before their partner was known, or for a resource that nobody has. And what became of scenario files
    /// that changed.
    /// </summary>
    public JournalRing JournalOfNoWorld { get; } = new(setup.JournalSize, setup.JournalOrder);

    /// <summary>The journals of all worlds, and that of no world, as one.</summary>
    public MergedJournal JournalOfAll => new(setup.JournalOrder, () => Journals);

    private IEnumerable<JournalRing> Journals => All.Select(world => world.Journal).Append(JournalOfNoWorld);

    /// <summary>How many entries wait on the agendas of all worlds; about, while they change.</summary>
    public int AgendaEntries => All.Sum(world => world.AgendaEntries);

    /// <summary>Every world.</summary>
    public IReadOnlyList<World> All => _worlds.All;

    /// <summary>The ends of worlds that are over.</summary>
    public FormerLives FormerLives => _worlds.FormerLives;

    /// <summary>Gets the world, or null if there is none or more than one.</summary>
    public World? Only => WorldTable.Use(_worlds.Only);

    /// <summary>Finds a partner's world, or returns null.</summary>
    public World? Find(Guid partnerId) => _worlds.Find(partnerId);

    /// <summary>Finds a partner's world.</summary>
    /// <exception cref="UnknownPartnerException">There is none.</exception>
    public World Require(Guid partnerId) => Find(partnerId) ?? throw UnknownPartner($"{partnerId}");

    /// <summary>Returns what is thrown when a partner without a world is named.</summary>
    /// <param name="partnerId">The partner, as it is named.</param>
    public UnknownPartnerException UnknownPartner(string partnerId) => _ended.Unknown(partnerId, All);

    /// <summary>The clock of a partner's world, or the emulator's own if there is none.</summary>
    public EmulatorClock ClockOf(Guid? partnerId) => partnerId is { } id && Find(id) is { } world ? world.Clock : Clock;

    /// <summary>A partner's world, made if it is the first time that the partner is heard of.</summary>
    /// <exception cref="TooManyWorldsException">There are as many worlds as may be.</exception>
    public World Open(Guid partnerId) => _worlds.Open(partnerId, Make);

    /// <summary>Bounds the memory that the journals take together from now on.</summary>
    public void BoundJournals() => setup.JournalOrder.Memory.Journals = () => Journals;

    /// <summary>Returns a partner's world for a call that prepares it, made if there is none.</summary>
    /// <param name="created">True if it was made, else null.</param>
    /// <exception cref="TooManyWorldsException">There are as many worlds as may be.</exception>
    public World Prepare(Guid partnerId, out bool? created)
    {
        var world = _worlds.Open(partnerId, Make, isBounded: true, out var isNew);
        created = isNew ? true : null;
        return world;
    }

    /// <summary>Begins every world anew, and the emulator's own time.</summary>
    /// <param name="kept">What stays as it is.</param>
    public Task<WorldBeginning[]> ResetAsync(IReadOnlyCollection<Kept> kept)
    {
        if (!kept.Contains(Kept.Clock))
        {
            Clock.BeginAnew(clock.Value.Begin(Clock.MachineNow));
        }

        return Task.WhenAll(All.Select(world => world.Life.ResetAsync(kept)));
    }

    /// <summary>Keeps every world as it is when it is idle.</summary>
    public async Task<EmulatorSnapshot> SaveAsync(CancellationToken cancellationToken) =>
        Snapshot(await Task.WhenAll(All.Select(world => world.Life.SaveAsync(cancellationToken))));

    /// <summary>Keeps every world as it is now, with its journal.</summary>
    public EmulatorSnapshot Save() => Snapshot([.. All.Select(world => world.Life.SaveWithJournal())]) with { Journal = JournalOfNoWorld.Save() };

    /// <summary>How many entries there were in all journals: when it grows, there is more to keep.</summary>
    public long Entries => setup.JournalOrder.Last;

    /// <summary>Goes on from a moment that was kept; worlds that were not there then are ended.</summary>
    /// <exception cref="InvalidDataException">The snapshot does not agree with itself; nothing has changed.</exception>
    public async Task<WorldBeginning[]> RestoreAsync(EmulatorSnapshot snapshot)
    {
        check.Check(snapshot);
        Clock.BeginAnew(snapshot.Clock.GoOn(Clock.MachineNow));
        Interlocked.Exchange(ref _calls, Math.Max(snapshot.Calls, Interlocked.Read(ref _calls)));
        setup.JournalOrder.GoOnAfter(snapshot.LastOrder);
        JournalOfNoWorld.GoOn(snapshot.Journal, snapshot.LastEntry);
        snapshot.FormerLives.Where(life => Find(life.PartnerId) is null && FormerLives.Find(life.PartnerId) is null).ToList().ForEach(FormerLives.Add);
        var others = All.ExceptBy(snapshot.Worlds.Select(world => world.PartnerId), world => world.PartnerId);

        await Task.WhenAll(others.Select(world => EndAsync(world.PartnerId, "a snapshot without it was restored")));

        return await Task.WhenAll(snapshot.Worlds.Select(saved => _worlds.Open(saved.PartnerId, Make, isBounded: false).Life.RestoreAsync(saved)));
    }

    /// <summary>Ends a partner's world. When this completes, nothing of it can arrive, and the partner is one that was never heard of.</summary>
    /// <param name="reason">Why, for later calls that name the partner.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> EndAsync(Guid partnerId, string reason)
    {
        if (Find(partnerId) is not null)
        {
            _ended.Add(partnerId, Clock.Now, reason);
        }

        return _worlds.EndAsync(partnerId);
    }

    /// <summary>Ends a world that nobody needs any more, see <see cref="WorldLife.TryEndAbandoned"/>; its partner is as one that was never heard of.</summary>
    /// <returns>Whether it is over because of that.</returns>
    public bool TryEndAbandoned(World world, TimeSpan unusedFor)
    {
        var isEnded = _worlds.TryEndAbandoned(world, unusedFor);
        if (isEnded)
        {
            _ended.Add(world.PartnerId, Clock.Now, $"no call used it for {unusedFor} (Emulator:Worlds:AbandonedAfter)");
        }

        return isEnded;
    }

    /// <summary>Finds the world that owns a resource, or returns null.</summary>
    public World? FindOwner(Guid resourceId) => WorldTable.Use(owners.Find(resourceId));

    /// <summary>Finds the world of a resource, or else of a partner, if there is one already.</summary>
    public World? FindKnown(Guid? resourceId, Guid? partnerId) =>
        (resourceId is { } resource ? WorldTable.Use(owners.Find(resource) ?? All.FirstOrDefault(world => world.Parts.Any(part => part.Has(resource)))) : null)
        ?? (partnerId is { } partner ? Find(partner) : null);

    public void Dispose() => _worlds.Dispose();

    private World Make(Guid partnerId)
    {
        var world = new World(partnerId, setup, Clock);
        if (FormerLives.Find(partnerId) is { } former)
        {
            world.Life.GoOnAfter(former.Epoch, former.LastEntry);
        }

        return world;
    }

    private EmulatorSnapshot Snapshot(IReadOnlyList<WorldSnapshot> saved) => new()
    {
        Clock = SavedClock.Of(Clock),
        Calls = Interlocked.Read(ref _calls),
        LastEntry = JournalOfNoWorld.LastNumber,
        LastOrder = setup.JournalOrder.Last,
        FormerLives = FormerLives.All,
        Worlds = saved,
    };

    /// <summary>The next call's identifier.</summary>
    public string NextRequestId() => _chance.Id(Clock.Now, $"request/{Interlocked.Increment(ref _calls)}").ToString();
}
