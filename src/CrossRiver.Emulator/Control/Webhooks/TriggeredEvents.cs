using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Sends events at the request of a tester, formed and signed as if something had happened. Customers do not change.</summary>
/// <remarks>Call only while holding the world lock.</remarks>
internal sealed class TriggeredEvents(World world, EventPublisher publisher)
{
    /// <param name="details">Members of an Extended event that add to its details or replace them.</param>
    /// <returns>The identifier of the event that the partner gets.</returns>
    /// <exception cref="ApiException">404: the customer is unknown. 400: it has no child for the event. 409: no registration matches.</exception>
    public Guid Send(Guid customerId, string eventName, IReadOnlyDictionary<string, string?> details)
    {
        var customer = world.Customers.Find(customerId) ?? throw ErrorCatalog.NotFound.ToException("Customer", customerId);
        if (world.FindSubscriber(eventName) is null)
        {
            throw WebhookErrors.NobodyRegistered.ToException(eventName, TextOfRegistrations());
        }

        var announced = ChildKinds.Announced(customer, eventName)
            ?? throw ApiException.Invalid([$"{eventName} is about something of the customer that it does not have; add one first"]);

        world.Note($"events: {eventName} of customer {customerId}{(details.Count is 0 ? "" : $" with details {string.Join(", ", details.Keys)}")}");
        var change = world.Customers.CountEvent(announced);

        return publisher.Publish(world, world.Customers.Enter(change with { What = "announced", Details = Merge(change.Details, details) })!)!.Value;
    }

    private string TextOfRegistrations()
    {
        var names = world.Registrations.All.Where(one => one.Type is not RegistrationType.File).Select(one => one.EventName).ToList();
        return $"the partner has registered for {(names is [] ? "nothing" : string.Join(", ", names))}";
    }

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
