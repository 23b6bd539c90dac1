using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;

/// <summary>Sends the additional events of faults. Call only while holding the world lock.</summary>
internal sealed class InjectedEvents(
    EmulatorClock clock, KeyedRandom random, RegistrationStore registrations, DeliveryObservers record, Action<WebhookEvent, Registration, DeliveryPlan?> send)
{
    /// <summary>Sends a copy of an event, unless the partner polls: a polled event is listed once.</summary>
    public void Send(CopyEntry entry)
    {
        if (registrations.Find(entry.RegistrationId) is { Type: RegistrationType.Push } registration)
        {
            record.Faulted(entry.Copy.CustomerId, entry.Copy.SentId, entry.Fault, entry.Rule);
            send(entry.Copy, registration, entry.Plan);
        }
    }

    /// <summary>Sends an event without a cause, about a customer that does not exist and maybe for another partner.</summary>
    public void Send(PhantomEntry entry)
    {
        var phantom = entry.Phantom.Fault.Phantom!;
        if (registrations.FindSubscriber(phantom.Event) is not { } registration)
        {
            return;
        }

        var (own, now, choice) = (random.From(entry.Seed), clock.Now, $"{entry.Phantom.Choice}/phantom");
        var id = own.Id(now, choice);
        var nobody = own.Id(now, $"{choice}/customer");
        record.Faulted(entry.CustomerId, id, "phantom", entry.Phantom.Rule);
        var happened = new WebhookEvent
        {
            Id = id,
            EventName = phantom.Event,
            PartnerId = entry.PartnerId,
            SentFor = phantom.Customer is PhantomCustomer.OtherPartner ? own.IdWithoutPartner(now, $"{choice}/partner") : null,
            OrderingKey = $"{id}",
            CreatedAt = now,
            Resources = [$"core/v1/cm/customers/{nobody}"],
            Details = [new Dictionary<string, string?>(StringComparer.Ordinal) { ["customerId"] = $"{nobody}" }],
        };
        send(happened, registration, null);
    }
}
