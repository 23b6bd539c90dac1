using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>Which events a list shows; a member that is absent excludes none.</summary>
/// <remarks>Assumed: the bank's pages speak of searching events and do not show how.</remarks>
internal sealed record EventFilter : IQuery<EventFilter>
{
    public Guid? PartnerId { get; private init; }

    /// <summary>In any casing.</summary>
    public string? EventName { get; private init; }

    public WebhookEventStatus? Status { get; private init; }

    public static EventFilter Read(QueryReader query) => new()
    {
        PartnerId = query.Id("partnerId", "Only events of this partner."),
        EventName = query.Text("eventName", "Only events of this name, in any casing."),
        Status = query.OneOf<WebhookEventStatus>("status", "Only events that have come so far."),
    };

    /// <summary>Whether the list shows a delivery's event. An event that was sent several times by a fault is one event.</summary>
    public bool Accepts(Delivery delivery) =>
        delivery.Event.SentAs is null
        && (EventName is null || string.Equals(EventName, delivery.Event.EventName, StringComparison.OrdinalIgnoreCase))
        && (Status is null || Status == delivery.Status);
}
