using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>The beginnings and the end of a world: it is begun anew, kept, restored and stopped.</summary>
/// <param name="setup">What all worlds are made of.</param>
/// <param name="common">The emulator's own clock.</param>
internal sealed class WorldLife(World world, WorldSetup setup, EmulatorClock common)
{
    /// <summary>Gets where the world is now, which is where it ended when it is over.</summary>
    public FormerLife End => new(world.PartnerId, world.EpochNumber, world.Journal.LastNumber);

    /// <summary>Begins the world after another life of it, whose epochs and entries are not repeated.</summary>
    /// <param name="epoch">The last epoch of that life.</param>
    /// <param name="lastEntry">The number of its last entry.</param>
    public void GoOnAfter(int epoch, long lastEntry) => world.Turn.Take(() =>
    {
        world.GoOnAfter(epoch);
        world.BeginEpoch();
        world.Journal.GoOnAfter(lastEntry);
        return world;
    });

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    /// <param name="kept">What stays as it is.</param>
    public async Task<WorldBeginning> ResetAsync(params IReadOnlyCollection<Kept> kept)
    {
        var outcome = await BeginAsync("reset", () => Clear(new ResetOptions(kept, BeginsAgain: true)));
        foreach (var seed in setup.Seeds.Where(seed => seed.PartnerId == world.PartnerId))
        {
            seed.Fill(world);
        }

        return outcome;
    }

    /// <summary>Keeps the world as it is when it is idle.</summary>
    public Task<WorldSnapshot> SaveAsync(CancellationToken cancellationToken) =>
        world.Turn.TakeInQuietAsync(() => world.Time.IsAtRest ? Save() : null, cancellationToken);

    /// <summary>Keeps the world with its journal.</summary>
    public WorldSnapshot SaveWithJournal() => world.Turn.Take(() => Save() with { Journal = world.Journal.Save() });

    /// <summary>Keeps the world as it is now. What is under way to the partner is sent again when it is restored.</summary>
    public WorldSnapshot Save() => world.Turn.Take(() => new WorldSnapshot
    {
        PartnerId = world.PartnerId,
        Now = world.Clock.Now,
        Epoch = world.EpochNumber,
        LastEntry = world.Journal.LastNumber,
        ChanceSeed = world.Chance.Seed,
        Clock = SavedClock.Of(world.Clock),
        Agenda = world.Agenda.Save(),
        Parts = setup.Parts.Save(world),
    });

    /// <summary>Goes on from a moment that was kept, in a snapshot that was checked. When this completes, nothing of before can arrive any more.</summary>
    public Task<WorldBeginning> RestoreAsync(WorldSnapshot snapshot) => BeginAsync(
        "restore",
        () =>
        {
            world.Journal.GoOn(snapshot.Journal, snapshot.LastEntry);
            var cancelled = Clear(new ResetOptions([Kept.Journal]));
            world.Chance.Seed = snapshot.ChanceSeed;
            world.Time.BeginAnew(snapshot.Clock.GoOn(world.Clock.MachineNow));
            setup.Parts.Load(world, snapshot);

            // Last: an entry of a story that is not there has nothing to do.
            world.Agenda.Load(snapshot.Agenda);

            return cancelled;
        },
        snapshot.Epoch);

    /// <summary>Ends the world for good. When this returns, nothing of it can be found any more; when it completes, nothing of it can arrive.</summary>
    public Task EndAsync() => BeginAsync("end", () =>
    {
        world.LastUse.End();
        world.Agenda.Stop();
        return Clear(new ResetOptions([]));
    });

    /// <summary>Ends the world for good if it was not used for so long, nobody has registered, and nothing is booked or on its way.</summary>
    /// <returns>Whether it is over because of that. Then nothing of it can be found any more.</returns>
    public bool TryEndAbandoned(TimeSpan unusedFor) => world.Turn.Take(() =>
    {
        var isAwaited = world.Parts.Any(part => part.IsAwaited) || world.Agenda.NextDueAt is not null || world.Time.IsInUse;
        if (isAwaited || !world.LastUse.TryLetGo(unusedFor))
        {
            return false;
        }

        world.Agenda.Stop();
        Clear(new ResetOptions([]));
        return true;
    });

    /// <summary>Stops the world: nothing begins any more, and attempts that are under way get a moment to end.</summary>
    /// <param name="patience">How long the moment is, in real time; after it they are broken off.</param>
    /// <returns>What the world had still to do.</returns>
    public async Task<LeftUndone> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = world.Turn.Take(() =>
        {
            world.Agenda.Stop();
            return (world.Epoch, world.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();

        // An attempt that does not end when it is broken off does not keep the program from ending.
        await Task.WhenAny(emptied, Task.Delay(patience));

        return world.Turn.Take(() => new LeftUndone(world.PartnerId, world.Agenda.Count, [.. world.Work.SelectMany(work => work.Undone)]));
    }

    private async Task<WorldBeginning> BeginAsync(string what, Func<(int Entries, IReadOnlyDictionary<string, int> OfParts)> begin, int afterEpoch = 0)
    {
        var (outcome, ended, emptied) = world.Turn.Take(() =>
        {
            world.Advancing.BreakOff();
            var ended = world.Epoch;
            world.GoOnAfter(afterEpoch);
            world.BeginEpoch();
            var cancelled = begin();
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"{what}: epoch {world.EpochNumber} begins" });

            return (new WorldBeginning(world.PartnerId, world.Clock.Now, world.EpochNumber, cancelled.Entries, cancelled.OfParts), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;

        return outcome;
    }

    // Time and chance begin before the parts: a part that begins again does so then.
    private (int Entries, IReadOnlyDictionary<string, int> OfParts) Clear(ResetOptions reset)
    {
        var entries = world.Agenda.Clear();
        world.Chance.Seed = setup.ChanceSeed;
        if (!reset.Keeps(Kept.Clock))
        {
            world.Time.BeginAnew(common.Course);
        }

        if (!reset.Keeps(Kept.Journal))
        {
            world.Journal.Clear();
        }

        return (entries, setup.Parts.Clear(world, reset));
    }
}
