using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds.Keeping;
using CrossRiver.Emulator.Worlds.Snapshots;
using CrossRiver.Emulator.Worlds.Snapshots.Checks;

namespace CrossRiver.Emulator.Worlds;

/// <summary>The beginnings and the end of a world: it is begun anew, kept, restored and stopped.</summary>
/// <param name="world">The world.</param>
/// <param name="parts">What it is made of.</param>
/// <param name="common">The emulator's own clock.</param>
internal sealed class WorldLife(World world, WorldParts parts, EmulatorClock common)
{
    /// <summary>Gets where the world is now, which is where it ended when it is over.</summary>
    public FormerLife End => new(parts.PartnerId, parts.EpochNumber, parts.Journal.LastNumber);

    /// <summary>Begins the world after another life of it, whose epochs and entries are not repeated.</summary>
    /// <param name="epoch">The last epoch of that life.</param>
    /// <param name="lastEntry">The number of its last entry.</param>
    public void GoOnAfter(int epoch, long lastEntry) => parts.Turn.Take(() =>
    {
        parts.GoOnAfter(epoch);
        parts.BeginEpoch();
        parts.Journal.GoOnAfter(lastEntry);
        return parts;
    });

    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    /// <param name="kept">What stays as it is.</param>
    public async Task<ResetOutcome> ResetAsync(params IReadOnlyCollection<Kept> kept)
    {
        var outcome = await BeginAsync("reset", () =>
        {
            var cancelled = Clear(kept);
            if (parts.Surroundings.Conditions.Value.Names is not [])
            {
                parts.Faults.Begin();
            }

            return cancelled;
        });
        world.SeedFromSettings();

        return outcome;
    }

    /// <summary>Keeps the world as it is when it is idle.</summary>
    public Task<WorldSnapshot> SaveAsync(CancellationToken cancellationToken) =>
        parts.Turn.TakeInQuietAsync(() => parts.Time.IsAtRest ? Save() : null, cancellationToken);

    /// <summary>Keeps the world with its journal.</summary>
    public WorldSnapshot SaveWithJournal() => parts.Turn.Take(() => Save() with { Journal = parts.Journal.Save() });

    /// <summary>Keeps the world as it is now. What is under way to the partner is sent again when it is restored.</summary>
    public WorldSnapshot Save() => parts.Turn.Take(() => new WorldSnapshot
    {
        PartnerId = parts.PartnerId,
        Now = parts.Clock.Now,
        Epoch = parts.EpochNumber,
        LastEntry = parts.Journal.LastNumber,
        ChanceSeed = parts.Chance.Seed,
        Clock = SavedClock.Of(parts.Clock),
        Customers = parts.Customers.Save(),
        Registrations = parts.UsedRegistrations?.Save() ?? SavedRegistrations.None,
        Pings = parts.UsedEvents?.Pings ?? 0,
        Deliveries = parts.UsedDeliveries?.Save() ?? SavedDeliveries.None(parts.Surroundings.SigningSecret),
        Agenda = parts.Agenda.Save(),
        Stories = parts.UsedPlayer?.Save() ?? SavedStories.None,
        Outcomes = parts.UsedStories?.Outcomes.Save() ?? SavedOutcomes.None,
        Scenarios = parts.Scenarios.Save(),
        Answers = parts.UsedKeptAnswers?.Save() ?? [],
        Faults = parts.UsedFaults?.Save() ?? SavedFaults.None,
    });

    /// <summary>Goes on from a moment that was kept. When this completes, nothing of before can arrive any more.</summary>
    /// <exception cref="InvalidDataException">The snapshot does not agree with itself; nothing has changed.</exception>
    public Task<ResetOutcome> RestoreAsync(WorldSnapshot snapshot)
    {
        var stories = SnapshotCheck.Restore(snapshot, parts.Surroundings.Events);
        CallbacksCheck.Check(snapshot, parts.Surroundings.Callbacks);

        return BeginAsync("restore", () =>
        {
            parts.Journal.GoOn(snapshot.Journal, snapshot.LastEntry);
            var cancelled = Clear([Kept.Journal]);
            parts.Chance.Seed = snapshot.ChanceSeed;
            parts.Time.BeginAnew(snapshot.Clock.GoOn(parts.Clock.MachineNow));
            parts.Customers.Load(snapshot.Customers);
            snapshot.Customers.Customers.ToList().ForEach(customer => world.Own(customer.Id));
            parts.Registrations.Load(snapshot.Registrations);
            snapshot.Registrations.Registrations.ToList().ForEach(registration => parts.Surroundings.Owners.Add(registration.Id, world));
            parts.Events.Pings = snapshot.Pings;
            parts.Deliveries.Load(snapshot.Deliveries);
            parts.Player.Load(stories);
            parts.Stories.Outcomes.Load(snapshot.Outcomes);
            parts.Scenarios.Load(snapshot.Scenarios);
            parts.KeptAnswers.Load(snapshot.Answers);
            parts.Faults.Load(snapshot.Faults);

            // Last: an entry of a story that is not there has nothing to do.
            parts.Agenda.Load(snapshot.Agenda);

            return cancelled;
        }, snapshot.Epoch);
    }

    /// <summary>Ends the world for good. When this returns, nothing of it can be found any more; when it completes, nothing of it can arrive.</summary>
    public Task EndAsync() => BeginAsync("end", () =>
    {
        parts.LastUse.End();
        parts.Agenda.Stop();
        return Clear([]);
    });

    /// <summary>Ends the world for good if it was not used for so long, nobody has registered, and nothing is booked or on its way.</summary>
    /// <returns>Whether it is over because of that. Then nothing of it can be found any more.</returns>
    public bool TryEndAbandoned(TimeSpan unusedFor) => parts.Turn.Take(() =>
    {
        var isAwaited = world.AllRegistrations is not [] || parts.Agenda.NextDueAt is not null || parts.Time.IsInUse || parts.Unfinished is not [];
        if (isAwaited || !parts.LastUse.TryLetGo(unusedFor))
        {
            return false;
        }

        parts.Agenda.Stop();
        Clear([]);
        return true;
    });

    /// <summary>Stops the world: nothing begins any more, and attempts that are under way get a moment to end.</summary>
    /// <param name="patience">How long the moment is, in real time; after it they are broken off.</param>
    /// <returns>What the world had still to do.</returns>
    public async Task<LeftUndone> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = parts.Turn.Take(() =>
        {
            parts.Agenda.Stop();
            return (parts.Epoch, parts.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();

        // An attempt that does not end when it is broken off does not keep the program from ending.
        await Task.WhenAny(emptied, Task.Delay(patience));

        return parts.Turn.Take(() => new LeftUndone(
            parts.Agenda.Count,
            [.. parts.Unfinished.Where(delivery => delivery.State is not DeliveryState.Polled)]));
    }

    private async Task<ResetOutcome> BeginAsync(string what, Func<Cancelled> begin, int afterEpoch = 0)
    {
        var (outcome, ended, emptied) = parts.Turn.Take(() =>
        {
            parts.Time.BreakOffAdvance();
            var ended = parts.Epoch;
            parts.GoOnAfter(afterEpoch);
            parts.BeginEpoch();
            var cancelled = begin();
            parts.Journal.Add(new ControlEntry { At = parts.Clock.Now, What = $"{what}: epoch {parts.EpochNumber} begins" });

            return (new ResetOutcome(parts.PartnerId, parts.Clock.Now, parts.EpochNumber, cancelled), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;

        return outcome;
    }

    private Cancelled Clear(IReadOnlyCollection<Kept> kept)
    {
        parts.Surroundings.AllCustomers.Remove(Disown(parts.Customers.IdsFrom(0)));
        parts.UsedKeptAnswers?.Clear();
        parts.ForgetStories();
        parts.UsedFaults?.Clear();
        parts.UsedEvents?.Pings = 0;
        parts.Chance.Seed = parts.Surroundings.Worlds.Value.ChanceSeed;
        if (!kept.Contains(Kept.Scenarios))
        {
            parts.Scenarios.Clear();
        }

        var (customers, entries, deliveries) = (parts.Customers.Clear(), parts.Agenda.Clear(), parts.UsedDeliveries?.Clear() ?? 0);
        var registrations = kept.Contains(Kept.Registrations) ? 0 : ClearRegistrations();
        parts.UsedRegistrations?.Rest();
        if (!kept.Contains(Kept.Clock))
        {
            parts.Time.BeginAnew(common.Course);
        }

        if (!kept.Contains(Kept.Journal))
        {
            parts.Journal.Clear();
        }

        return new Cancelled(customers, registrations, entries, deliveries);
    }

    private int ClearRegistrations()
    {
        Disown(world.AllRegistrations.Select(registration => registration.Id));
        parts.UsedDeliveries?.Attempts.Secret = parts.Surroundings.SigningSecret;
        return parts.UsedRegistrations?.Clear() ?? 0;
    }

    private List<Guid> Disown(IEnumerable<Guid> resourceIds) => [.. resourceIds.Where(resourceId => parts.Surroundings.Owners.Remove(resourceId, world))];
}
