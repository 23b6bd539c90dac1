using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>Something that happened at the bank, once.</summary>
internal sealed record WebhookEvent
{
    public required Guid Id { get; init; }

    public required string EventName { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>The customer it is about; events of one customer are sent in order.</summary>
    public required Guid CustomerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The path of what changed, without a leading slash.</summary>
    public required string Resource { get; init; }

    /// <summary>What the Extended format says about the resource.</summary>
    public required IReadOnlyDictionary<string, string?> Details { get; init; }
}

/// <summary>How far an event has come.</summary>
internal enum WebhookEventStatus
{
    Pending,
    Success,
    Failed,
}

/// <summary>An event as it is sent.</summary>
/// <remarks>
/// Source: the bank's samples (contract: customers 6, platform 3.1). What is sent always says Pending; in the Basic format
/// <c>details</c> is empty.
/// </remarks>
internal sealed record WebhookEventBody(
    Guid Id,
    string EventName,
    WebhookEventStatus Status,
    Guid PartnerId,
    string CreatedAt,
    IReadOnlyList<string> Resources,
    IReadOnlyList<IReadOnlyDictionary<string, string?>> Details)
{
    public static WebhookEventBody Sent(WebhookEvent happened, RegistrationFormat format) => new(
        happened.Id,
        happened.EventName,
        WebhookEventStatus.Pending,
        happened.PartnerId,
        EasternTime.ToMilliseconds(happened.CreatedAt),
        [happened.Resource],
        format is RegistrationFormat.Extended ? [happened.Details] : []);
}
