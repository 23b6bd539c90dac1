using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Worlds.News;

/// <summary>A world's customers. What changes is told: the journal of each change, and the partner by an event.</summary>
/// <param name="world">The world.</param>
/// <param name="owners">Where the world of a customer is found.</param>
/// <param name="all">The customers of all worlds.</param>
/// <param name="measurements">Counts the events.</param>
internal sealed class WorldCustomers(World world, ResourceIndex owners, CreationOrder all, Measurements measurements)
    : CustomerStore(world.PartnerId, world.Clock, world.Chance)
{
    private readonly StoryDelivery _delivery = new(world);

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
        measurements.Published(eventName);
        var isOfInterest = world.FindSubscriber(eventName) is not null || _delivery.Concerns(change.Customer.Id);
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

    // What a world that is over makes is not found any more, nor listed.
    protected override void Own(Guid customerId)
    {
        if (owners.Add(customerId, world))
        {
            all.Add(customerId);
        }
    }

    protected override void Disown(IEnumerable<Guid> customerIds) => all.Remove([.. customerIds.Where(customerId => owners.Remove(customerId, world))]);

    // One that nobody has registered for and no rule counts is not made.
    private Guid? Publish(CustomerChange change, string eventName)
    {
        var happened = world.Part<EventMaker>().Of(change, eventName);
        var plan = _delivery.Plan(change.Customer.Id, eventName, happened.Id);
        var eventId = world.FindSubscriber(eventName) is null ? null : world.Deliveries.Publish(happened, plan);
        if (eventId is { } onItsWay)
        {
            world.FindPart<ScenarioPlayer>()?.Published(onItsWay);

            // What a fault lost on the spot counts as taken, and nobody could know it by its identifier then.
            if (world.Deliveries.Store.Find(onItsWay) is { State: DeliveryState.Finished })
            {
                world.FindPart<ScenarioPlayer>()?.Left(onItsWay);
                world.FindPart<ScenarioPlayer>()?.Taken(onItsWay);
            }
        }

        return eventId;
    }
}
