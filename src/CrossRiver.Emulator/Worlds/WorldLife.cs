using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Sending;

namespace CrossRiver.Emulator.Worlds;

/// <summary>The beginnings and the end of a world: it is begun anew, and stopped.</summary>
/// <param name="parts">What the world is made of.</param>
/// <param name="surroundings">What all worlds share.</param>
/// <param name="course">How the time of a world goes that begins now.</param>
/// <param name="seed">Makes the customers that every epoch begins with.</param>
internal sealed class WorldLife(WorldParts parts, Surroundings surroundings, Func<ClockCourse> course, Action seed)
{
    /// <summary>Begins the world anew. When this completes, nothing of before can arrive any more.</summary>
    /// <param name="kept">What stays as it is.</param>
    public async Task<ResetOutcome> ResetAsync(IReadOnlyCollection<Kept> kept)
    {
        var (outcome, ended, emptied) = parts.Turn.Take(() =>
        {
            parts.Time.BreakOffAdvance();
            var ended = parts.Outbox.BeginEpoch();
            var cancelled = Clear(kept);
            parts.Journal.Add(new ControlEntry { At = parts.Clock.Now, What = $"reset: epoch {parts.Outbox.Epoch.Number} begins" });

            return (new ResetOutcome(parts.PartnerId, parts.Clock.Now, parts.Outbox.Epoch.Number, cancelled), ended, ended.EndAsync());
        });

        await ended.CancelAsync();
        await emptied;
        seed();

        return outcome;
    }

    /// <summary>Stops the world: nothing begins any more, and attempts that are under way get a moment to end.</summary>
    /// <param name="patience">How long the moment is, in real time; after it they are broken off.</param>
    /// <returns>What the world had still to do.</returns>
    public async Task<LeftUndone> StopAsync(TimeSpan patience)
    {
        var (epoch, emptied) = parts.Turn.Take(() =>
        {
            parts.Runner.Stop();
            parts.Outbox.Stop();
            return (parts.Outbox.Epoch, parts.Outbox.Epoch.EndAsync());
        });

        await Task.WhenAny(emptied, Task.Delay(patience));
        await epoch.CancelAsync();
        await emptied;

        return parts.Turn.Take(() => new LeftUndone(
            parts.Runner.Agenda.Count,
            [.. parts.Deliveries.Store.Unfinished.Where(delivery => delivery.State is not DeliveryState.Polled)]));
    }

    private Cancelled Clear(IReadOnlyCollection<Kept> kept)
    {
        Disown(parts.Customers.Order.From(0));
        surroundings.AllCustomers.Remove(parts.Customers.Order.From(0).ToHashSet());
        parts.KeptAnswers.Clear();
        parts.Player.Clear();
        parts.Events.Clear();
        if (!kept.Contains(Kept.Scenarios))
        {
            parts.Scenarios.Clear();
        }

        var (customers, entries, deliveries) = (parts.Customers.Clear(), parts.Runner.Agenda.Clear(), parts.Deliveries.Clear());
        var registrations = kept.Contains(Kept.Registrations) ? 0 : ClearRegistrations();
        parts.Registrations.Rest();
        if (!kept.Contains(Kept.Clock))
        {
            parts.Time.BeginAnew(course());
        }

        if (!kept.Contains(Kept.Journal))
        {
            parts.Journal.Clear();
        }

        return new Cancelled(customers, registrations, entries, deliveries);
    }

    private int ClearRegistrations()
    {
        Disown(parts.Registrations.Ids);
        parts.Deliveries.Secret = surroundings.Webhooks.Value.ReadSigningSecret();
        return parts.Registrations.Clear();
    }

    private void Disown(IEnumerable<Guid> resourceIds)
    {
        foreach (var resourceId in resourceIds)
        {
            surroundings.Owners.Remove(resourceId);
        }
    }
}
