using System.Collections.Frozen;
using CrossRiver.Emulator.Control.Webhooks;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Deliveries;

/// <summary>Describes deliveries with their attempts, their requests and the actions on them.</summary>
internal sealed class DeliveryLines(World world, PageContext page)
{
    private readonly DeliveryActions _actions = new(world, page);

    public IReadOnlyList<DeliveryLine> Of(IReadOnlyList<Delivery> deliveries)
    {
        var due = NextAttemptsOf(deliveries);
        return [.. deliveries.Select(delivery => LineOf(delivery, due))];
    }

    /// <summary>Returns the state of a delivery as the control API names it.</summary>
    public static string StateOf(Delivery delivery) => WireJson.NameOf(DeliveryBody.OutcomeOf(delivery));

    private FrozenDictionary<Guid, DateTimeOffset> NextAttemptsOf(IEnumerable<Delivery> shown)
    {
        var late = shown.Where(delivery => delivery.State is DeliveryState.Retrying or DeliveryState.Delayed);
        var booked = late.Select(delivery => delivery.Event.Id).ToHashSet();
        var due = world.RunLocked(() => world.Agenda.DueOf(booked).Where(due => due.Entry is RetryEntry or LateEntry).ToList());
        return due.ToLookup(entry => entry.Entry.OfEvent!.Value).ToFrozenDictionary(entries => entries.Key, entries => entries.Min(entry => entry.DueAt));
    }

    private DeliveryLine LineOf(Delivery delivery, FrozenDictionary<Guid, DateTimeOffset> due) =>
        new(delivery.Event.Id, delivery.Event.EventName, EasternTime.From(delivery.Event.CreatedAt), StateOf(delivery))
        {
            Waits = DeliveryWords.WaitOf(delivery),
            NextAttemptAt = due.TryGetValue(delivery.Event.Id, out var at) ? EasternTime.From(at) : null,
            Customer = CustomerLinks.Of(world, delivery.Event.CustomerId),
            SentAs = delivery.Event.SentAs,
            Request = delivery.Edit?.Body ?? RequestOf(delivery),
            IsEdited = delivery.Edit is { IsEmpty: false },
            Edit = delivery.State is DeliveryState.Paused or DeliveryState.Delayed ? _actions.Edit(delivery, delivery.Edit?.Body ?? RequestOf(delivery)) : null,
            Attempts = DeliveryWords.AttemptsOf(delivery),
            Actions = _actions.Of(delivery),
        };

    private static string RequestOf(Delivery delivery) =>
        JsonSerializer.Serialize(MaskedBody.Read(JsonSerializer.SerializeToUtf8Bytes(WebhookEventBody.Sent(delivery), WireJson.Options)), PageContext.Indented);
}
