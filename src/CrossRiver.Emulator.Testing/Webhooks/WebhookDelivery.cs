namespace CrossRiver.Emulator.Testing;

/// <summary>Represents the delivery of one event to one registration.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Gets the event's identifier.</summary>
    public Guid EventId { get; init; }

    /// <summary>Gets the event's name.</summary>
    public string EventName { get; init; } = "";

    /// <summary>Gets the identifier of the registration that receives the event.</summary>
    public Guid RegistrationId { get; init; }

    /// <summary>Gets the event's customer, or null if the event concerns no customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Gets the moment of the event, on the world's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the current state of the delivery.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Gets the attempts so far, the oldest first.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];
}

/// <summary>Represents one call to the partner's endpoint and its result.</summary>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="SentAt">The moment of the call, on the world's clock.</param>
/// <param name="StatusCode">The status of the partner's answer, or null if the partner did not answer.</param>
/// <param name="Failure">A description of the failure, or null for a success.</param>
public sealed record DeliveryAttempt(int Number, DateTimeOffset SentAt, int? StatusCode, string? Failure);

/// <summary>Specifies the state of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>The delivery is in flight or waits for its next attempt.</summary>
    Pending,

    /// <summary>The partner acknowledged the delivery.</summary>
    Succeeded,

    /// <summary>The partner did not acknowledge the delivery, and no attempt follows.</summary>
    Failed,

    /// <summary>The delivery waits for the tester, or for a restart of its registration.</summary>
    Held,

    /// <summary>The delivery counts as sent, but no attempt was made.</summary>
    Lost,
}
