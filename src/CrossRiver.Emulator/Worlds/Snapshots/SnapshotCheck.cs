using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Sending;

namespace CrossRiver.Emulator.Worlds.Snapshots;

/// <summary>Finds out whether a snapshot agrees with itself, before anything is changed for it.</summary>
internal static class SnapshotCheck
{
    /// <summary>Checks a snapshot of all worlds.</summary>
    /// <exception cref="InvalidDataException">It does not agree with itself.</exception>
    public static void Check(EmulatorSnapshot snapshot)
    {
        CheckClock(snapshot.Clock);
        Index(snapshot.Worlds, world => world.PartnerId, "the world of partner");
        foreach (var world in snapshot.Worlds)
        {
            Restore(world);
        }
    }

    /// <summary>Checks a snapshot.</summary>
    /// <returns>Its stories, ready to be told.</returns>
    /// <exception cref="InvalidDataException">It does not agree with itself.</exception>
    public static RestoredStories Restore(WorldSnapshot snapshot)
    {
        CheckClock(snapshot.Clock);
        Require(snapshot.Answers.All(answer => ClockCourse.Has(answer.KeptAt)), "an answer was kept at a moment that no clock shows");
        Require(SigningSecret.Parse(snapshot.Deliveries.Secret) is not null, "its signing secret is none");
        var customers = Index(snapshot.Customers.Customers, customer => customer.Id, "customer");
        var registrations = Index(snapshot.Registrations.Registrations, registration => registration.Id, "registration");
        Index(snapshot.Registrations.Registrations, registration => registration.EventName, "registration of event");
        var deliveries = Index(snapshot.Deliveries.Deliveries, delivery => delivery.Event.Id, "delivery of event");

        Require(snapshot.Customers.Customers.All(customer => customer.PartnerId == snapshot.PartnerId), "a customer is of another partner");
        Require(snapshot.Customers.HeldBack.All(change => customers.ContainsKey(change.Before.Id)), "a change is held back of a customer that is not there");
        Require(snapshot.Deliveries.Deliveries.All(delivery => delivery.State is DeliveryState.Finished || registrations.ContainsKey(delivery.RegistrationId)), "a delivery is on its way to a registration that is not there");
        Require(snapshot.Deliveries.Lines.Values.All(line => line is not []), "a line is empty");
        Require(
            snapshot.Deliveries.Lines.Values.Concat(snapshot.Deliveries.SlotLines.Values).Concat(snapshot.Deliveries.Reordered.Values).SelectMany(line => line).Concat(snapshot.Deliveries.Recovering.Values).All(deliveries.ContainsKey),
            "an event stands in line that is not there");

        snapshot.Scenarios.Own.ToList().ForEach(text => RestoredStories.ReadScenario(text));
        snapshot.Faults.Check();
        var stories = RestoredStories.Of(snapshot.Stories, customers, new Chance(snapshot.ChanceSeed, snapshot.PartnerId));
        var lanes = Index(stories.Stories, story => story.CustomerId, "story of customer").ToDictionary(story => story.Key, story => story.Value.Lanes.Count);
        Require(snapshot.Agenda.All(due => IsOfStory(due.Entry, lanes)), "an entry is of a story that is not there");

        return stories;
    }

    private static void CheckClock(SavedClock clock)
    {
        Require(ClockCourse.Has(clock.Now) && ClockCourse.Has(clock.Machine), "its clock shows a moment that no clock can");
        Require(clock.Speed is >= ClockOptions.SlowestSpeed and <= ClockOptions.FastestSpeed, "its clock goes at a speed that no clock has");
    }

    private static bool IsOfStory(AgendaEntry entry, Dictionary<Guid, int> lanes) => entry switch
    {
        StepEntry step => !lanes.TryGetValue(step.CustomerId, out var count) || (step.Lane >= 0 && step.Lane < count),
        HoldEndEntry hold => !lanes.TryGetValue(hold.CustomerId, out var count) || (hold.Lane >= 0 && hold.Lane < count),
        _ => true,
    };

    private static Dictionary<TKey, T> Index<TKey, T>(IEnumerable<T> items, Func<T, TKey> keyOf, string what)
        where TKey : notnull
    {
        var index = new Dictionary<TKey, T>();
        foreach (var item in items)
        {
            Require(index.TryAdd(keyOf(item), item), $"{what} {keyOf(item)} is there twice");
        }

        return index;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
