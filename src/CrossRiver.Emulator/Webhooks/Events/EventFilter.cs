using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Webhooks.Sending;

namespace CrossRiver.Emulator.Webhooks.Events;

/// <summary>Which events a list shows; a member that is absent excludes none.</summary>
/// <remarks>Assumed: the bank's pages speak of searching events and do not show how.</remarks>
internal sealed record EventFilter
{
    public Guid? PartnerId { get; private init; }

    /// <summary>In any casing.</summary>
    public string? EventName { get; private init; }

    public WebhookEventStatus? Status { get; private init; }

    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="Errors.RefusedException">A member has not the form of its field.</exception>
    public static ValueTask<EventFilter> BindAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var filter = new EventFilter
        {
            PartnerId = query.Id("partnerId"),
            EventName = query.Text("eventName"),
            Status = query.OneOf<WebhookEventStatus>("status"),
        };
        query.ThrowIfFaulty();

        return ValueTask.FromResult(filter);
    }

    /// <summary>Whether the list shows a delivery's event.</summary>
    public bool Accepts(Delivery delivery) =>
        (EventName is null || string.Equals(EventName, delivery.Event.EventName, StringComparison.OrdinalIgnoreCase))
        && (Status is null || Status == delivery.Status);
}
