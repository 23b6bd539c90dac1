namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>Something that happened at the bank, once.</summary>
internal sealed record WebhookEvent
{
    public required Guid Id { get; init; }

    public required string EventName { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>The resource it is about; <see langword="null"/> when it is about several or none.</summary>
    [JsonPropertyName("customerId")]
    public ResourceKey? About { get; init; }

    /// <summary>Names the line it stands in: events of one line are sent in order.</summary>
    [JsonPropertyName("lineId")]
    public required string OrderingKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The paths of what changed, without a leading slash.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>What the Extended format says about each resource, in their order; empty for the Basic format.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Details { get; init; }

    /// <summary>Whether it only tries the way to the partner.</summary>
    public bool IsPing { get; init; }

    /// <summary>The identifier that it is sent with where that is another event's: that of the event it is a copy of.</summary>
    public Guid? SentAs { get; init; }

    /// <summary>The partner that it is sent for where that is another one than it is sent to: a mistake of the bank's, made on purpose.</summary>
    public Guid? SentFor { get; init; }

    /// <summary>The customer it is about, or <see langword="null"/> when it is about none.</summary>
    [JsonIgnore]
    public Guid? CustomerId => About?.CustomerId;

    /// <summary>The identifier that the partner sees.</summary>
    public Guid SentId => SentAs ?? Id;

    /// <summary>Where in a trace it comes from, or <see langword="null"/>. No body shows it.</summary>
    public TraceOrigin? Origin { get; init; }
}

/// <summary>How far an event has come.</summary>
internal enum WebhookEventStatus
{
    Pending,
    Success,
    Failed,
}
