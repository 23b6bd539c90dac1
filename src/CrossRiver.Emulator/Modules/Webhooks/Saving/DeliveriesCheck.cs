using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>Checks that the deliveries of a snapshot agree with each other and with the registrations.</summary>
internal sealed class DeliveriesCheck(SavedDeliveries saved, SnapshotInCheck snapshot)
{
    private readonly Place _place = snapshot.Place.Of("deliveries");
    private readonly Dictionary<Guid, Registration> _registrations =
        snapshot.World.Find<SavedRegistrations>()?.Registrations.ToDictionary(registration => registration.Id) ?? [];
    private readonly EventCatalog _catalog = snapshot.Services.GetRequiredService<EventCatalog>();
    private readonly Dictionary<Guid, Delivery> _deliveries =
        snapshot.Place.Of("deliveries").Of("deliveries").Index(saved.Deliveries, delivery => delivery.Event.Id, "delivery of event");

    /// <exception cref="InvalidDataException">They do not agree.</exception>
    public void Check()
    {
        _place.Of("secret").Require(SigningSecret.Parse(saved.Secret) is not null, "its signing secret is none");
        _place.Of("deliveries").Index(saved.Deliveries, delivery => delivery.Number, "delivery of number");
        _place.Of("deliveries").ForEach(saved.Deliveries, CheckDelivery);
        CheckLines(_place.Of("lines"), saved.Lines);
        CheckLines(_place.Of("slotLines"), saved.SlotLines);
        _place.Of("slotLines").Require(saved.SlotLines.Keys.All(_registrations.ContainsKey), "a line is of a registration that is not there");
        _place.Of("lines").Index(saved.Lines.Values.SelectMany(line => line), eventId => eventId, "event");
        _place.Of("slotLines").Index(saved.SlotLines.Values.SelectMany(line => line), eventId => eventId, "event");
        foreach (var (key, events) in saved.Reordered)
        {
            _place.Of("reordered").Of(key).Require(events.All(_deliveries.ContainsKey), "an event is to be reordered that is not there");
        }

        _place.Of("recovering").Require(
            saved.Recovering.All(pair => _registrations.ContainsKey(pair.Key) && _deliveries.ContainsKey(pair.Value)),
            "a registration or event that is not there is recovering");
        foreach (var (registrationId, events) in saved.Gathered)
        {
            _place.Of("gathered").Require(_registrations.ContainsKey(registrationId) && events is not [], "nothing is gathered, or for a registration that is not there");
            _place.Of("gathered").Of($"{registrationId}").ForEach(events, CheckEvent);
        }

        snapshot.Place.Of("agenda").ForEach(snapshot.World.Agenda, (due, at) => CheckEntry(due.Entry, at.Of("entry")));
    }

    private void CheckEvent(WebhookEvent happened, Place at)
    {
        at.Of("partnerId").Require(happened.PartnerId == snapshot.PartnerId, "an event is of another partner");
        at.Of("eventName").Require(happened.IsPing || _catalog.Find(happened.EventName) == happened.EventName, $"there is no event '{happened.EventName}'");
        at.Of("details").Require(happened.Details.Count is 0 || happened.Details.Count == happened.Resources.Count, "an event has other details than resources");
    }

    private void CheckEntry(AgendaEntry entry, Place at)
    {
        switch (entry)
        {
            case CopyEntry copy:
                CheckEvent(copy.Copy, at.Of("copy"));
                PlansCheck.Check(copy.Plan, at.Of("plan"));
                at.Require(_registrations.GetValueOrDefault(copy.RegistrationId) is null or { CallbackUrl: not null }, "a copy is for a registration without a callback URL");
                break;
            case PhantomEntry phantom:
                PlansCheck.Check(phantom.Phantom.Fault, at.Of("phantom"));
                at.Of("phantom").Require(phantom.Phantom.Fault.Phantom is not null, "a fault is none of its kind");
                break;
        }
    }

    private void CheckDelivery(Delivery delivery, Place at)
    {
        CheckEvent(delivery.Event, at.Of("event"));
        at.Of("number").Require(delivery.Number >= 1 && delivery.Number <= saved.Added, "a delivery has a number that was never given");
        var registration = _registrations.GetValueOrDefault(delivery.RegistrationId);
        at.Of("registrationId").Require(delivery.State is DeliveryState.Finished || registration is not null, "a delivery is on its way to a registration that is not there");
        at.Of("state").Require(
            delivery.State is DeliveryState.Finished or DeliveryState.Polled || registration?.CallbackUrl is not null,
            "a delivery is on its way to a registration without a callback URL");
        at.Of("attempts").ForEach(delivery.Attempts, (attempt, place) =>
            place.Of("result.statusCode").Require(attempt.Result.StatusCode is null or >= 100 and <= 999, "an attempt has a status that there is not"));
        at.Of("edit").Require(delivery.Edit?.FindFault() is null, delivery.Edit?.FindFault() ?? "");
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
