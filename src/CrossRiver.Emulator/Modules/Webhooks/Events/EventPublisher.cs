using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>Creates webhook events from the events of worlds, and publishes them.</summary>
internal sealed class EventPublisher(IDeliveryPlanner planner, Metrics metrics)
{
    /// <summary>Publishes an event to the partner of a world, and enters it in the journal. Call only while holding the world lock.</summary>
    /// <returns>The identifier of the event that the partner gets, or null if the partner has not registered.</returns>
    public Guid? Publish(World world, DomainEvent happened)
    {
        var name = happened.Type.Name;
        metrics.Published(name);

        // The rules count an event for which the partner has not registered, too.
        var plan = planner.Plan(world, happened);
        var eventId = world.FindSubscriber(name) is null ? null : Send(world, happened, plan);
        world.Journal.Add(new EventEntry { At = happened.At, By = world.Lock.Cause, DueAt = world.Lock.DueAt, About = happened.About, EventName = name, EventId = eventId });

        return eventId;
    }

    private static Guid? Send(World world, DomainEvent happened, DeliveryPlan? plan)
    {
        var deliveries = world.Deliveries;
        var eventId = deliveries.Publish(world.Part<EventMaker>().Of(happened), plan);
        if (eventId is { } onItsWay)
        {
            deliveries.Record.Published(onItsWay);

            // An event that a fault loses at once counts as taken. Its observers had no identifier yet.
            if (deliveries.Store.Find(onItsWay) is { State: DeliveryState.Finished })
            {
                deliveries.Record.FirstAttemptStarted(onItsWay);
                deliveries.Record.Acknowledged(onItsWay);
            }
        }

        return eventId;
    }
}
