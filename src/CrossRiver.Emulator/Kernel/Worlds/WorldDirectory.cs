using System.Collections.Concurrent;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Provides all worlds of an emulator, by their partners or by their resources.</summary>
/// <remarks>The world of a new partner is created when something must be stored in it.</remarks>
internal sealed class WorldDirectory(
    WorldSetup setup, ResourceIndex owners, SnapshotCheck check, IOptions<ClockOptions> clock, IOptions<WorldOptions> options) : IDisposable
{
    private readonly WorldTable _worlds = new(options.Value.Most);
    private readonly EndedWorlds _ended = new();
    private readonly KeyedRandom _random = new(setup.ChanceSeed, Guid.Empty);
    private long _calls;

    /// <summary>Gets the emulator's own clock, for everything outside of worlds. The clocks of new worlds start from it.</summary>
    public EmulatorClock Clock { get; } = new(setup.Machine, clock.Value.Begin(setup.Machine.GetUtcNow()));

    /// <summary>Gets the journal of calls without a world, because their partner or resource is unknown, and of changed scenario files.</summary>
    public JournalBuffer JournalOfNoWorld { get; } = new(setup.JournalSize, setup.JournalOrder);

    public MergedJournal JournalOfAll => new(setup.JournalOrder, () => Journals);

    private IEnumerable<JournalBuffer> Journals => All.Select(world => world.Journal).Append(JournalOfNoWorld);

    /// <summary>Gets the number of entries on all agendas. It is not exact while they change.</summary>
    public int AgendaEntries => All.Sum(world => world.AgendaEntries);

    public IReadOnlyList<World> All => _worlds.All;

    /// <summary>Gets the aliases of partners, with worlds or without.</summary>
    public PartnerAliases Aliases => setup.Aliases;

    public NewestByPartner<FormerLife> FormerLives => _worlds.FormerLives;

    /// <summary>Gets the world, or null if there is none or more than one.</summary>
    public World? Only => WorldTable.Use(_worlds.Only);

    public World? Find(Guid partnerId) => _worlds.Find(partnerId);

    /// <exception cref="UnknownPartnerException">There is none.</exception>
    public World Require(Guid partnerId) => Find(partnerId) ?? throw UnknownPartner($"{partnerId}");

    public UnknownPartnerException UnknownPartner(string partnerId) => _ended.Unknown(partnerId, All);

    /// <summary>Returns the clock of a partner's world, or the emulator's own clock if there is none.</summary>
    public EmulatorClock ClockOf(Guid? partnerId) => partnerId is { } id && Find(id) is { } world ? world.Clock : Clock;

    /// <summary>Returns a partner's world, created if there is none.</summary>
    /// <exception cref="TooManyWorldsException">A new world would exceed the limit.</exception>
    public World Open(Guid partnerId) => _worlds.Open(partnerId, Make, isBounded: true, out _);

    /// <summary>Starts to bound the memory of all journals.</summary>
    public void BoundJournals() => setup.JournalOrder.Memory.Journals = () => Journals;

    /// <summary>Returns a partner's world for a call that prepares it, created if there is none.</summary>
    /// <param name="created">True if this call created it, or null.</param>
    /// <exception cref="TooManyWorldsException">A new world would exceed the limit.</exception>
    public World Prepare(Guid partnerId, out bool? created)
    {
        var world = _worlds.Open(partnerId, Make, isBounded: true, out var isNew);
        created = isNew ? true : null;
        return world;
    }

    /// <summary>Resets every world, and the emulator's own clock.</summary>
    public Task<WorldBeginning[]> ResetAsync(IReadOnlyCollection<KeepOnReset> kept)
    {
        if (!kept.Contains(KeepOnReset.Clock))
        {
            Clock.BeginAnew(clock.Value.Begin(Clock.MachineNow));
        }

        return Task.WhenAll(All.Select(world => world.Lifecycle.ResetAsync(kept)));
    }

    /// <summary>Saves every world as soon as it is idle.</summary>
    public async Task<EmulatorSnapshot> SaveAsync(CancellationToken cancellationToken) =>
        Snapshot(await Task.WhenAll(All.Select(world => world.Lifecycle.SaveAsync(cancellationToken))));

    /// <summary>Saves every world as it is now, with its journal.</summary>
    public EmulatorSnapshot Save() => Snapshot([.. All.Select(world => world.Lifecycle.SaveWithJournal())]) with { Journal = JournalOfNoWorld.Save() };

    /// <summary>Gets the number of entries in all journals so far. It increases with each entry.</summary>
    public long Entries => setup.JournalOrder.Last;

    /// <summary>Restores all worlds from a snapshot, and ends all others.</summary>
    /// <exception cref="InvalidDataException">The snapshot is inconsistent; nothing has changed.</exception>
    public async Task<WorldBeginning[]> RestoreAsync(EmulatorSnapshot snapshot)
    {
        check.Check(snapshot);
        Clock.BeginAnew(snapshot.Clock.GoOn(Clock.MachineNow));
        Interlocked.Exchange(ref _calls, Math.Max(snapshot.Calls, Interlocked.Read(ref _calls)));
        setup.JournalOrder.GoOnAfter(snapshot.LastOrder);
        JournalOfNoWorld.GoOn(snapshot.Journal, snapshot.LastEntry);
        foreach (var life in snapshot.FormerLives.Where(life => Find(life.PartnerId) is null && FormerLives.Find(life.PartnerId) is null))
        {
            FormerLives.Add(life.PartnerId, life);
        }

        var others = All.ExceptBy(snapshot.Worlds.Select(world => world.PartnerId), world => world.PartnerId);

        await Task.WhenAll(others.Select(world => EndAsync(world.PartnerId, "a snapshot without it was restored")));

        return await Task.WhenAll(snapshot.Worlds.Select(saved => _worlds.Open(saved.PartnerId, Make, isBounded: false, out _).Lifecycle.RestoreAsync(saved)));
    }

    /// <summary>Ends a partner's world. When the task completes, nothing sent before the end can arrive, and the partner counts as new.</summary>
    /// <param name="reason">The reason, for later calls that name the partner.</param>
    public Task<bool> EndAsync(Guid partnerId, string reason)
    {
        if (Find(partnerId) is not null)
        {
            _ended.Add(partnerId, Clock.Now, reason);
        }

        return _worlds.EndAsync(partnerId);
    }

    /// <summary>Ends an abandoned world, see <see cref="WorldLifecycle.TryEndAbandoned"/>.</summary>
    public bool TryEndAbandoned(World world, TimeSpan unusedFor)
    {
        var isEnded = _worlds.TryEndAbandoned(world, unusedFor);
        if (isEnded)
        {
            _ended.Add(world.PartnerId, Clock.Now, $"no call used it for {unusedFor} (Emulator:Worlds:AbandonedAfter)");
        }

        return isEnded;
    }

    /// <summary>Finds the world with a resource, or returns null.</summary>
    /// <param name="id">The identifier or number of the resource, as paths contain it.</param>
    public World? FindOwner(string? id) => WorldTable.Use(GuidText.Parse(id) is { } resource
        ? owners.Find(resource) ?? All.FirstOrDefault(world => world.Parts.Any(part => part.Has(resource)))
        : id is null ? null : owners.Find(id));

    public void Dispose() => _worlds.Dispose();

    private World Make(Guid partnerId)
    {
        var world = new World(partnerId, setup, Clock);
        if (FormerLives.Find(partnerId) is { } former)
        {
            world.Lifecycle.GoOnAfter(former.Epoch, former.LastEntry);
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

    public string NextRequestId() => _random.IdWithoutPartner(Clock.Now, $"request/{Interlocked.Increment(ref _calls)}").ToString();
}

/// <summary>Finds worlds by their resources, for calls that name only a customer, a registration or an account. Thread-safe.</summary>
internal sealed class ResourceIndex
{
    private readonly IdIndex<World> _owners = new();
    private readonly ConcurrentDictionary<string, World> _byNumber = new(StringComparer.Ordinal);

    public World? Find(Guid resourceId) => _owners.Find(resourceId);

    public World? Find(string number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Adds a resource. Call only while holding the world lock.</summary>
    /// <returns>Whether it was added. Resources of a world that is over are not.</returns>
    public bool Add(Guid resourceId, World owner)
    {
        if (!owner.IsOver)
        {
            _owners.Set(resourceId, owner);
        }

        return !owner.IsOver;
    }

    /// <summary>Adds a resource with a number instead of an identifier. Call only while holding the world lock.</summary>
    /// <returns>Whether it was added. A number that another resource has is not, and neither are resources of a world that is over.</returns>
    public bool Add(string number, World owner) => !owner.IsOver && _byNumber.TryAdd(number, owner);

    /// <summary>Removes a resource, if this world has it. The partner's next world may have the same identifier.</summary>
    public bool Remove(Guid resourceId, World owner) => _owners.Remove(resourceId, owner);

    /// <inheritdoc cref="Remove(Guid, World)"/>
    public bool Remove(string number, World owner) => _byNumber.TryRemove(KeyValuePair.Create(number, owner));
}
