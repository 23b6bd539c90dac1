using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;

namespace CrossRiver.Emulator.Worlds.Snapshots.Checks;

/// <summary>Finds out whether the deliveries of a snapshot agree with each other and with the registrations.</summary>
/// <param name="saved">The deliveries.</param>
/// <param name="registrations">The registrations by their identifiers.</param>
/// <param name="catalog">The events that a partner can register for.</param>
/// <param name="place">Where the deliveries stand.</param>
internal sealed class DeliveriesCheck(SavedDeliveries saved, Dictionary<Guid, Registration> registrations, EventCatalog catalog, Place place)
{
    private readonly Dictionary<Guid, Delivery> _deliveries = place.Of("deliveries").Index(saved.Deliveries, delivery => delivery.Event.Id, "delivery of event");

    /// <summary>Checks the deliveries.</summary>
    /// <exception cref="InvalidDataException">They do not agree.</exception>
    public void Check(Guid partnerId)
    {
        place.Of("secret").Require(SigningSecret.Parse(saved.Secret) is not null, "its signing secret is none");
        place.Of("deliveries").Index(saved.Deliveries, delivery => delivery.Number, "delivery of number");
        place.Of("deliveries").ForEach(saved.Deliveries, (delivery, at) => CheckDelivery(delivery, partnerId, at));
        CheckLines(place.Of("lines"), saved.Lines);
        CheckLines(place.Of("slotLines"), saved.SlotLines);
        place.Of("slotLines").Require(saved.SlotLines.Keys.All(registrations.ContainsKey), "a line is of a registration that is not there");
        place.Of("lines").Index(saved.Lines.Values.SelectMany(line => line), eventId => eventId, "event");
        place.Of("slotLines").Index(saved.SlotLines.Values.SelectMany(line => line), eventId => eventId, "event");
        foreach (var (key, events) in saved.Reordered)
        {
            place.Of("reordered").Of(key).Require(events.All(_deliveries.ContainsKey), "an event is to be reordered that is not there");
        }

        foreach (var (registrationId, eventId) in saved.Recovering)
        {
            place.Of("recovering").Require(registrations.ContainsKey(registrationId) && _deliveries.ContainsKey(eventId), "a registration or event that is not there is recovering");
        }

        foreach (var (registrationId, events) in saved.Gathered)
        {
            place.Of("gathered").Require(registrations.ContainsKey(registrationId) && events is not [], "nothing is gathered, or for a registration that is not there");
            place.Of("gathered").Of($"{registrationId}").ForEach(events, (gathered, at) => CheckEvent(gathered, partnerId, catalog, at));
        }
    }

    /// <summary>Checks an event.</summary>
    /// <exception cref="InvalidDataException">It is none of the bank's, or of another partner.</exception>
    public static void CheckEvent(WebhookEvent happened, Guid partnerId, EventCatalog events, Place at)
    {
        at.Of("partnerId").Require(happened.PartnerId == partnerId, "an event is of another partner");
        at.Of("eventName").Require(happened.IsPing || events.Find(happened.EventName) == happened.EventName, $"there is no event '{happened.EventName}'");
        at.Of("details").Require(happened.Details.Count is 0 || happened.Details.Count == happened.Resources.Count, "an event has other details than resources");
    }

    private void CheckDelivery(Delivery delivery, Guid partnerId, Place at)
    {
        CheckEvent(delivery.Event, partnerId, catalog, at.Of("event"));
        at.Of("number").Require(delivery.Number >= 1 && delivery.Number <= saved.Added, "a delivery has a number that was never given");
        var registration = registrations.GetValueOrDefault(delivery.RegistrationId);
        at.Of("registrationId").Require(delivery.State is DeliveryState.Finished || registration is not null, "a delivery is on its way to a registration that is not there");
        at.Of("state").Require(
            delivery.State is DeliveryState.Finished or DeliveryState.Polled || registration?.CallbackUrl is not null,
            "a delivery is on its way to a registration without a callback URL");
        at.Of("attempts").ForEach(delivery.Attempts, (attempt, place) =>
            place.Of("result.statusCode").Require(attempt.Result.StatusCode is null or >= 100 and <= 999, "an attempt has a status that there is not"));
        PlansCheck.Check(delivery.Plan, at.Of("plan"));
    }

    private void CheckLines<TLine>(Place at, IReadOnlyDictionary<TLine, IReadOnlyList<Guid>> lines)
    {
        foreach (var (lineId, line) in lines)
        {
            at.Of($"{lineId}").Require(line is not [], "a line is empty");
            at.Of($"{lineId}").Require(line.All(_deliveries.ContainsKey), "an event stands in line that is not there");
        }
    }
}
