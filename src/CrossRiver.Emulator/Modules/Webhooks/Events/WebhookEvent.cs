namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>An event of the bank.</summary>
internal sealed record WebhookEvent
{
    public required Guid Id { get; init; }

    public required string EventName { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>Gets the resource that the event is about, or null if it is about several or none.</summary>
    [JsonPropertyName("customerId")]
    public ResourceKey? About { get; init; }

    /// <summary>Gets the name of the line of the event. The events of a line are sent in order.</summary>
    [JsonPropertyName("lineId")]
    public required string OrderingKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the paths of the changed resources, without a leading slash.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Gets the details of each resource, in their order, for the Extended format; empty for the Basic format.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Details { get; init; }

    /// <summary>Gets whether the event is a test of the callback URL.</summary>
    public bool IsPing { get; init; }

    /// <summary>Gets the identifier with which a copy is sent, which is the original event's, or null for <see cref="Id"/>.</summary>
    public Guid? SentAs { get; init; }

    /// <summary>Gets the partner in the body if a fault names another partner than the receiver, or null.</summary>
    public Guid? SentFor { get; init; }

    /// <summary>Gets the customer that the event is about, or null.</summary>
    [JsonIgnore]
    public Guid? CustomerId => About?.CustomerId;

    /// <summary>Gets the identifier that the partner sees.</summary>
    public Guid SentId => SentAs ?? Id;

    /// <summary>Gets the place in a trace that caused the event, or null. No body contains it.</summary>
    public ParentSpan? Origin { get; init; }
}

/// <summary>The status of an event, in the bank's words.</summary>
internal enum WebhookEventStatus
{
    Pending,
    Success,
    Failed,
}
