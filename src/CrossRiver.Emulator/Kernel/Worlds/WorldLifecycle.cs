using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Resets, saves, restores, stops and ends a world.</summary>
internal sealed class WorldLifecycle(World world, WorldSetup setup, EmulatorClock common)
{
    private const string BeginningOf = ": epoch ";

    /// <summary>Gets the current place in the world's life, which is its end after it has ended.</summary>
    public FormerLife End => new(world.PartnerId, world.EpochNumber, world.Journal.LastNumber);

    /// <summary>Gets the number of the journal's entry with which the world last began, or 0 if it began without one.</summary>
    public long FirstEntry { get; private set; }

    /// <summary>Continues the epochs and the journal's numbers of the partner's former world.</summary>
    public void GoOnAfter(int epoch, long lastEntry) => world.Lock.Run(() =>
    {
        world.GoOnAfter(epoch);
        world.BeginEpoch();
        world.Journal.GoOnAfter(lastEntry);
        return world;
    });

    /// <summary>Resets the world. When the task completes, nothing sent before the reset can arrive.</summary>
    public Task<WorldBeginning> ResetAsync(params IReadOnlyCollection<KeepOnReset> kept) => BeginAgainAsync("reset", kept);

    /// <summary>Returns the world to its beginning. When the task completes, nothing sent before the return can arrive.</summary>
    public Task<WorldBeginning> ReturnToStartAsync() => BeginAgainAsync($"return to checkpoint {Checkpoints.Start}", [KeepOnReset.Journal]);

    private async Task<WorldBeginning> BeginAgainAsync(string what, IReadOnlyCollection<KeepOnReset> kept)
    {
        var outcome = await BeginAsync(what, afterEpoch: 0, () => Clear(new ResetOptions(kept, BeginsAgain: true)));
        FirstEntry = outcome.Entry;
        foreach (var seed in setup.Seeds.Where(seed => seed.PartnerId == world.PartnerId))
        {
            seed.Fill(world);
        }

        return outcome;
    }

    /// <summary>Returns whether an entry of the journal reports a reset, a restore or a return.</summary>
    public static bool IsBeginning(ControlEntry entry) => entry.What.Contains(BeginningOf, StringComparison.Ordinal) && entry.What.EndsWith(" begins", StringComparison.Ordinal);

    /// <summary>Saves the world as soon as it is idle.</summary>
    public Task<WorldSnapshot> SaveAsync(CancellationToken cancellationToken) =>
        world.Lock.RunWhenIdleAsync(() => world.Time.IsAtRest ? Save() : null, cancellationToken);

    public WorldSnapshot SaveWithJournal() => world.Lock.Run(() => Save() with { Journal = world.Journal.Save() });

    /// <summary>Saves the world as it is now. A restored world repeats the attempts in flight.</summary>
    public WorldSnapshot Save() => world.Lock.Run(() => new WorldSnapshot
    {
        PartnerId = world.PartnerId,
        Now = world.Clock.Now,
        Epoch = world.EpochNumber,
        LastEntry = world.Journal.LastNumber,
        ChanceSeed = world.Random.Seed,
        Clock = SavedClock.Of(world.Clock),
        Agenda = world.Agenda.Save(),
        Parts = setup.Parts.Save(world),
    });

    /// <summary>Restores the world from a checked snapshot. When the task completes, nothing sent before the restore can arrive.</summary>
    public Task<WorldBeginning> RestoreAsync(WorldSnapshot snapshot) => ContinueAsync("restore", snapshot, snapshot.Clock.GoOn);

    /// <summary>Returns the world to a checkpoint. When the task completes, nothing sent before the return can arrive.</summary>
    public Task<WorldBeginning> ReturnAsync(string checkpoint, WorldSnapshot snapshot) => ContinueAsync($"return to checkpoint {checkpoint}", snapshot, snapshot.Clock.GoBack);

    private Task<WorldBeginning> ContinueAsync(string what, WorldSnapshot snapshot, Func<DateTimeOffset, ClockSetting> clock) => BeginAsync(what, snapshot.Epoch, () =>
    {
        world.Journal.GoOn(snapshot.Journal, snapshot.LastEntry);
        var cancelled = Clear(new ResetOptions([KeepOnReset.Journal]));
        world.Random.Seed = snapshot.ChanceSeed;
        world.Time.BeginAnew(clock(world.Clock.MachineNow));
        setup.Parts.Load(world, snapshot);

        // Last, because an entry of a missing story is obsolete.
        world.Agenda.Load(snapshot.Agenda);

        return cancelled;
    });

    /// <summary>Ends the world. When this returns, it cannot be found any more; when the task completes, nothing sent before can arrive.</summary>
    public Task EndAsync() => BeginAsync("end", afterEpoch: 0, () =>
    {
        world.Usage.End();
        world.Agenda.Stop();
        return Clear(new ResetOptions([]));
    });

    /// <summary>Ends the world if it has been unused for so long, has no registrations, and has nothing booked or in flight.</summary>
    public bool TryEndAbandoned(TimeSpan unusedFor) => world.Lock.Run(() =>
    {
        var isAwaited = world.Parts.Any(part => part.IsAwaited) || world.Agenda.NextDueAt is not null || world.Time.IsInUse;
        if (isAwaited || !world.Usage.TryLetGo(unusedFor))
        {
            return false;
        }

        world.Agenda.Stop();
        Clear(new ResetOptions([]));
        return true;
    });

    /// <summary>Stops the world: no new work starts, and attempts in flight get time to end.</summary>
    /// <param name="patience">The time, in real time. Attempts that take longer are broken off.</param>
    public async Task<UnfinishedWork> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = world.Lock.Run(() =>
        {
            world.Agenda.Stop();
            return (world.Epoch, world.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();

        // An attempt that ignores the cancellation must not keep the process alive.
        await Task.WhenAny(emptied, Task.Delay(patience));

        return world.Lock.Run(() => new UnfinishedWork(world.PartnerId, world.Agenda.Count, [.. world.Work.SelectMany(work => work.Undone)]));
    }

    private async Task<WorldBeginning> BeginAsync(string what, int afterEpoch, Func<(int Entries, IReadOnlyDictionary<string, int> OfParts)> begin)
    {
        var (outcome, ended, emptied) = world.Lock.Run(() =>
        {
            world.Advancing.BreakOff();
            var ended = world.Epoch;
            world.GoOnAfter(afterEpoch);
            world.BeginEpoch();
            var cancelled = begin();
            var entry = new ControlEntry { At = world.Clock.Now, What = $"{what}{BeginningOf}{world.EpochNumber} begins" };
            world.Journal.Add(entry);

            return (new WorldBeginning(world.PartnerId, world.Clock.Now, world.EpochNumber, cancelled.Entries, cancelled.OfParts, entry.Number), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;

        return outcome;
    }

    // Time and chance are first, because parts that begin again use them.
    private (int Entries, IReadOnlyDictionary<string, int> OfParts) Clear(ResetOptions reset)
    {
        var entries = world.Agenda.Clear();
        world.Random.Seed = setup.ChanceSeed;
        if (!reset.Keeps(KeepOnReset.Clock))
        {
            world.Time.BeginAnew(common.Course);
        }

        if (!reset.Keeps(KeepOnReset.Journal))
        {
            world.Journal.Clear();
        }

        return (entries, setup.Parts.Clear(world, reset));
    }
}
