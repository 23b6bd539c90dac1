using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>An event in a webhook or an answer.</summary>
/// <remarks>Source: the bank's samples. The status in a webhook is Pending. In the Basic format <c>details</c> is empty.
/// Assumed: <c>lastAttemptedAt</c> is present after the first attempt, and not in webhooks.</remarks>
internal sealed record WebhookEventBody
{
    public required Guid Id { get; init; }

    public required string EventName { get; init; }

    public required WebhookEventStatus Status { get; init; }

    public required Guid PartnerId { get; init; }

    public required string CreatedAt { get; init; }

    public string? LastAttemptedAt { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Details { get; init; }

    /// <summary>True for a ping, else absent.</summary>
    public bool? IsPing { get; init; }

    /// <summary>Returns the body of a webhook.</summary>
    public static WebhookEventBody Sent(Delivery delivery) => new()
    {
        Id = delivery.Event.SentId,
        EventName = delivery.Event.EventName,
        Status = WebhookEventStatus.Pending,
        PartnerId = delivery.Event.SentFor ?? delivery.Event.PartnerId,
        CreatedAt = EasternTime.ToMilliseconds(delivery.Event.CreatedAt),
        Resources = delivery.Event.Resources,
        Details = delivery.Event.Details,
        IsPing = delivery.Event.IsPing ? true : null,
    };

    /// <summary>Returns the bytes of a webhook, as the bank sends it.</summary>
    public static byte[] Write(Delivery delivery) => JsonSerializer.SerializeToUtf8Bytes(Sent(delivery), WireJson.Options);

    /// <summary>Returns the body of an answer, with the status and the time of the last attempt.</summary>
    public static WebhookEventBody Asked(Delivery delivery) => Sent(delivery) with
    {
        Status = delivery.Status,
        LastAttemptedAt = delivery.Attempts is [.., var last] ? EasternTime.ToMilliseconds(last.SentAt) : null,
    };
}
