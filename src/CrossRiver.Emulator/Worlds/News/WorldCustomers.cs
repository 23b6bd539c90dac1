using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.News;

/// <summary>A world's customers. What changes is told: the journal of each change, and the partner by an event.</summary>
/// <param name="world">What the world is made of.</param>
internal sealed class WorldCustomers(WorldParts world) : CustomerStore(world.PartnerId, world.Clock, world.Chance)
{
    /// <summary>How many events there were.</summary>
    public long Events { get; private set; }

    /// <summary>Within a turn: whether nobody is told of changes, because customers are being seeded.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Tells of a change.</summary>
    /// <returns>The event that the partner will get, or <see langword="null"/> when it gets none.</returns>
    public Guid? Tell(CustomerChange change)
    {
        var now = world.Clock.Now;
        world.Journal.Add(new ChangeEntry { At = now, DueAt = world.Turn.DueAt, CustomerId = change.Customer.Id, What = change.What });
        if (change.EventName is not { } eventName)
        {
            return null;
        }

        Events++;
        world.Surroundings.Measurements.Published(eventName);
        var isOfInterest = world.UsedRegistrations?.FindSubscriber(eventName) is not null || world.StoryDelivery.Concerns(change.Customer.Id);
        var eventId = isOfInterest ? Publish(change, eventName) : null;
        world.Journal.Add(new EventEntry { At = now, DueAt = world.Turn.DueAt, CustomerId = change.Customer.Id, EventName = eventName, EventId = eventId });

        return eventId;
    }

    protected override void Raise(CustomerChange change)
    {
        if (!IsSilent)
        {
            Tell(change);
        }
    }

    // One that nobody has registered for and no rule counts is not made.
    private Guid? Publish(CustomerChange change, string eventName)
    {
        var happened = world.Events.Of(change, eventName);
        var plan = world.StoryDelivery.Plan(change.Customer.Id, eventName, happened.Id);
        var eventId = world.UsedRegistrations?.FindSubscriber(eventName) is null ? null : world.Deliveries.Publish(happened, plan);
        if (eventId is { } onItsWay)
        {
            world.UsedPlayer?.Published(onItsWay);

            // What a fault lost on the spot counts as taken, and nobody could know it by its identifier then.
            if (world.Deliveries.Store.Find(onItsWay) is { State: DeliveryState.Finished })
            {
                world.UsedPlayer?.Left(onItsWay);
                world.UsedPlayer?.Taken(onItsWay);
            }
        }

        return eventId;
    }
}
