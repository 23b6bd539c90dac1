using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>One event on its way to one registration.</summary>
/// <param name="Event">What happened.</param>
/// <param name="RegistrationId">Who is to be told.</param>
/// <param name="Attempts">How many attempts have been answered, timed out or broken off.</param>
internal sealed record Delivery(WebhookEvent Event, Guid RegistrationId, int Attempts = 0);

/// <summary>An attempt that is to be made now.</summary>
internal sealed record AttemptOrder(Delivery Delivery, Registration Registration);

/// <summary>What came of one call to the partner.</summary>
/// <param name="StatusCode">The partner's answer, or <see langword="null"/> when none came.</param>
/// <param name="Failure">Why the attempt failed, in words, or <see langword="null"/> when it succeeded.</param>
/// <param name="Duration">How long the call took, in real time.</param>
internal sealed record AttemptResult(int? StatusCode, string? Failure, TimeSpan Duration)
{
    public bool Succeeded => Failure is null;
}

/// <summary>The next attempt of a delivery.</summary>
internal sealed record RetryEntry(Guid EventId) : AgendaEntry;
