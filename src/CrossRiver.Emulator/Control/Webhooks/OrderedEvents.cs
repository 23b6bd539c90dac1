using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Sends events that a tester asks for, formed and signed as if something had happened. Nothing changes with them.</summary>
/// <remarks>Used in the world's turn only.</remarks>
/// <param name="world">The world.</param>
/// <param name="publisher">Sends the events.</param>
internal sealed class OrderedEvents(World world, EventPublisher publisher)
{
    /// <summary>Sends an event.</summary>
    /// <param name="customerId">The customer it is about.</param>
    /// <param name="eventName">One of the bank's events about customers.</param>
    /// <param name="details">Members that an Extended event has besides its own or instead of them.</param>
    /// <returns>The identifier of the event that the partner gets.</returns>
    /// <exception cref="RefusedException">There is no such customer (404), it has no child that the event could be about (400), or nobody has registered (409).</exception>
    public Guid Send(Guid customerId, string eventName, IReadOnlyDictionary<string, string?> details)
    {
        var customer = world.Customers.Find(customerId) ?? throw ErrorCatalog.NotFound.Refuse("Customer", customerId);
        if (world.FindSubscriber(eventName) is null)
        {
            throw WebhookErrors.NobodyRegistered.Refuse(eventName, TextOfRegistrations());
        }

        // Its number is taken only when all is well.
        if (ChildKinds.Announced(customer, eventName) is null)
        {
            throw RefusedException.Invalid([$"{eventName} is about something of the customer that it does not have; add one first"]);
        }

        world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = $"events: {eventName} of customer {customerId}" });
        var change = ChildKinds.Announced(world.Customers.CountEvent(customer), eventName)!;

        return publisher.Publish(world, world.Customers.Enter(change with { What = "announced", Details = Merge(change.Details, details) })!)!.Value;
    }

    private string TextOfRegistrations() => world.Registrations.All
        .Where(registration => registration.Type is not RegistrationType.File)
        .Select(registration => registration.EventName)
        .ToList() is { Count: > 0 } names ? $"the partner has registered for {string.Join(", ", names)}" : "the partner has registered for nothing";

    private static OrderedDictionary<string, string?> Merge(IEnumerable<KeyValuePair<string, string?>> own, IReadOnlyDictionary<string, string?> others)
    {
        var merged = new OrderedDictionary<string, string?>(own, StringComparer.Ordinal);
        foreach (var (name, value) in others)
        {
            merged[name] = value;
        }

        return merged;
    }
}
