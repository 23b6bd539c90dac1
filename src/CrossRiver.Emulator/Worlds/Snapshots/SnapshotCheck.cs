using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Worlds.Snapshots.Checks;

namespace CrossRiver.Emulator.Worlds.Snapshots;

/// <summary>Finds out whether a snapshot agrees with itself, before anything is changed for it. Values by themselves are checked when it is read.</summary>
internal static class SnapshotCheck
{
    /// <summary>Checks a snapshot of all worlds.</summary>
    /// <exception cref="InvalidDataException">It does not agree with itself.</exception>
    public static void Check(EmulatorSnapshot snapshot, EventCatalog events)
    {
        CheckClock(snapshot.Clock, Place.Root.Of("clock"));
        JournalCheck.Check(snapshot.Journal, Place.Root.Of("journal"));
        InboxesCheck.Check(snapshot.Inboxes ?? [], Place.Root.Of("inboxes"));
        var worlds = Place.Root.Of("worlds");
        worlds.Index(snapshot.Worlds, world => world.PartnerId, "the world of partner");
        worlds.ForEach(snapshot.Worlds, (world, place) => Restore(world, place, events));
    }

    /// <summary>Checks a snapshot of one world.</summary>
    /// <returns>Its stories, ready to be told.</returns>
    /// <exception cref="InvalidDataException">It does not agree with itself.</exception>
    public static RestoredStories Restore(WorldSnapshot snapshot, EventCatalog events) => Restore(snapshot, Place.Root, events);

    private static RestoredStories Restore(WorldSnapshot snapshot, Place place, EventCatalog events)
    {
        CheckClock(snapshot.Clock, place.Of("clock"));
        AnswersCheck.Check(snapshot.Answers, place.Of("answers"));
        JournalCheck.Check(snapshot.Journal, place.Of("journal"));
        var customers = CustomersCheck.Check(snapshot.Customers, snapshot.PartnerId, place.Of("customers"));
        var registrations = RegistrationsCheck.Check(snapshot.Registrations, snapshot.PartnerId, events, place.Of("registrations"));
        new DeliveriesCheck(snapshot.Deliveries, registrations, events, place.Of("deliveries")).Check(snapshot.PartnerId);
        var stories = RestoreStories(snapshot, customers, place.Of("stories"));
        new AgendaCheck(snapshot, registrations, stories, events).Check(place.Of("agenda"));

        return stories;
    }

    private static RestoredStories RestoreStories(WorldSnapshot snapshot, Dictionary<Guid, Customer> customers, Place place)
    {
        try
        {
            snapshot.Scenarios.Own.ToList().ForEach(text => RestoredStories.ReadScenario(text));
            snapshot.Faults.Check();
            var stories = RestoredStories.Of(snapshot.Stories, customers, new Chance(snapshot.ChanceSeed, snapshot.PartnerId));
            place.Of("stories").Index(stories.Stories, story => story.CustomerId, "story of customer");

            return stories;
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith('$'))
        {
            throw new InvalidDataException($"{place.Path}: {exception.Message}", exception);
        }
    }

    private static void CheckClock(SavedClock clock, Place place) =>
        place.Of("speed").Require(clock.Speed is >= ClockOptions.SlowestSpeed and <= ClockOptions.FastestSpeed, "its clock goes at a speed that no clock has");
}
