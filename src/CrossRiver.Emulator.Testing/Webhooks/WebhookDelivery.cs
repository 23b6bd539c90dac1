namespace CrossRiver.Emulator.Testing;

/// <summary>One event on its way to one registration.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The event.</summary>
    public Guid EventId { get; init; }

    /// <summary>The event's name.</summary>
    public string EventName { get; init; } = "";

    /// <summary>Where it goes.</summary>
    public Guid RegistrationId { get; init; }

    /// <summary>The customer it is about, or <see langword="null"/>.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>When the event happened, on the world's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What has become of it.</summary>
    public DeliveryState State { get; init; }

    /// <summary>The calls to the partner so far.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];
}

/// <summary>One call to the partner's endpoint, and what came of it.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="SentAt">When it was made, on the world's clock.</param>
/// <param name="StatusCode">The partner's answer, or <see langword="null"/> when none came.</param>
/// <param name="Failure">Why it failed, in words, or <see langword="null"/>.</param>
public sealed record DeliveryAttempt(int Number, DateTimeOffset SentAt, int? StatusCode, string? Failure);

/// <summary>What has become of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>It is on its way, or waits for another attempt.</summary>
    Pending,

    /// <summary>The partner took it.</summary>
    Succeeded,

    /// <summary>The partner did not take it, and it is not tried again.</summary>
    Failed,

    /// <summary>It waits for the tester, or for its registration to be restarted.</summary>
    Held,

    /// <summary>It counts as sent, and never was.</summary>
    Lost,
}
