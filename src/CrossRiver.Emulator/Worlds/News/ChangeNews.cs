using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds.News;

/// <summary>Tells of the changes of a world's customers: the journal of each, and the partner by an event.</summary>
/// <param name="clock">The world's clock.</param>
/// <param name="turn">The world's turn.</param>
/// <param name="journal">The world's journal.</param>
/// <param name="events">Makes the events.</param>
/// <param name="deliveries">Takes them.</param>
/// <param name="measurements">Counts them.</param>
/// <param name="player">Says how each event is delivered, and is told of those that are on their way.</param>
internal sealed class ChangeNews(
    EmulatorClock clock,
    Turn turn,
    JournalRing journal,
    EventMaker events,
    Deliveries deliveries,
    Measurements measurements,
    ScenarioPlayer player)
{
    /// <summary>How many events there were.</summary>
    public long Events { get; private set; }

    /// <summary>Tells of a change.</summary>
    /// <returns>The event that the partner will get, or <see langword="null"/> when it gets none.</returns>
    public Guid? Tell(CustomerChange change)
    {
        var now = clock.Now;
        journal.Add(new ChangeEntry { At = now, DueAt = turn.DueAt, CustomerId = change.Customer.Id, What = change.What });
        if (change.EventName is not { } eventName)
        {
            return null;
        }

        Events++;
        measurements.Published(eventName);
        var eventId = deliveries.AreWanted(eventName) || player.Delivery.Concerns(change.Customer.Id) ? Publish(change, eventName) : null;
        journal.Add(new EventEntry { At = now, DueAt = turn.DueAt, CustomerId = change.Customer.Id, EventName = eventName, EventId = eventId });

        return eventId;
    }

    private Guid? Publish(CustomerChange change, string eventName)
    {
        var happened = events.Of(change, eventName);
        var eventId = deliveries.Publish(happened, player.Delivery.Plan(change.Customer.Id, eventName, happened.Id));
        if (eventId is { } onItsWay)
        {
            player.Published(onItsWay);

            // What a fault lost on the spot counts as taken, and nobody could know it by its identifier then.
            if (deliveries.Store.Find(onItsWay) is { State: DeliveryState.Finished })
            {
                player.Left(onItsWay);
                player.Taken(onItsWay);
            }
        }

        return eventId;
    }
}
