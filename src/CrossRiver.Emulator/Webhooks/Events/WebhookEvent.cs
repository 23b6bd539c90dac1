namespace CrossRiver.Emulator.Webhooks.Events;

/// <summary>Something that happened at the bank, once.</summary>
internal sealed record WebhookEvent
{
    public required Guid Id { get; init; }

    public required string EventName { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>The customer it is about, whose events are sent in order; <see langword="null"/> for a ping.</summary>
    public Guid? CustomerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The paths of what changed, without a leading slash.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>What the Extended format says about each resource, in their order.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Details { get; init; }

    /// <summary>Whether it only tries the way to the partner.</summary>
    public bool IsPing => CustomerId is null;
}

/// <summary>How far an event has come.</summary>
internal enum WebhookEventStatus
{
    Pending,
    Success,
    Failed,
}
