using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>One event on its way to one registration, with every attempt so far.</summary>
internal sealed record Delivery
{
    public required WebhookEvent Event { get; init; }

    public required Guid RegistrationId { get; init; }

    /// <summary>Gets the place in the order in which the world's events happened.</summary>
    public required long Number { get; init; }

    /// <summary>Gets the status of the event, in the bank's words.</summary>
    public WebhookEventStatus Status { get; init; }

    public DeliveryState State { get; init; }

    /// <summary>Gets the attempts that have their results.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Gets the differences from a usual delivery, or null if there are none.</summary>
    public DeliveryPlan? Plan { get; init; }

    /// <summary>Gets the changes that a tester made to the webhook, or null if there are none.</summary>
    public WebhookEdit? Edit { get; init; }

    /// <summary>Gets whether the event counts as sent and was never sent.</summary>
    public bool IsLost { get; init; }

    /// <summary>Gets the number of attempts since the delivery was last begun: by the event, a restart or a resend.</summary>
    public int AttemptsOfRound { get; init; }
}

/// <summary>The states of a delivery.</summary>
internal enum DeliveryState
{
    /// <summary>Waits for an earlier event of its customer, or for a slot.</summary>
    Waiting,

    /// <summary>An attempt was handed over and has no result yet.</summary>
    UnderWay,

    /// <summary>The next attempt is on the agenda.</summary>
    Retrying,

    /// <summary>Waits in the backlog of a registration that is not active.</summary>
    Held,

    /// <summary>Waits for a tester's release while deliveries are paused.</summary>
    Paused,

    /// <summary>A fault delays it; its end is on the agenda.</summary>
    Delayed,

    /// <summary>Waits to be polled and acknowledged.</summary>
    Polled,

    /// <summary>Has ended, unless a call resends it.</summary>
    Finished,
}

/// <summary>One HTTP call of a delivery, with its result.</summary>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="SentAt">The time of its begin, on the world's clock.</param>
internal sealed record Attempt(int Number, DateTimeOffset SentAt, AttemptResult Result);

/// <summary>The order to make an attempt now.</summary>
/// <param name="SentAt">The time of its begin, on the world's clock.</param>
internal sealed record AttemptRequest(Delivery Delivery, Registration Registration, DateTimeOffset SentAt, SigningSecret Secret)
{
    /// <summary>Gets the place in a trace for the headers: the attempt's span, or the cause of the event.</summary>
    public ParentSpan? Origin { get; init; } = Delivery.Event.Origin;

    /// <summary>Gets the faults of the attempt, or null for none.</summary>
    public AttemptFaults? Faults { get; init; }
}

/// <summary>The result of one call to the partner.</summary>
/// <param name="Url">The called URL: the callback URL, or in a container the URL that reaches the host machine.</param>
/// <param name="StatusCode">The status of the partner's answer, or null if there was no answer.</param>
/// <param name="Answer">The first 4 KB of the answer's body as text, or null if there was no answer.</param>
/// <param name="Failure">The reason of the failure in words, or null if the attempt succeeded.</param>
/// <param name="Duration">The duration of the call, in real time.</param>
internal sealed record AttemptResult(string Url, int? StatusCode, string? Answer, string? Failure, TimeSpan Duration)
{
    /// <summary>Gets the kind of the failure in one word, or null if the attempt succeeded.</summary>
    public string? ErrorType { get; init; }

    public bool Succeeded => Failure is null;
}

/// <summary>The agenda entry for the next attempt of a delivery.</summary>
/// <param name="After">The number of attempts before it; with another number the entry is obsolete.</param>
internal sealed record RetryEntry(Guid EventId, int After) : AgendaEntry
{
    public override string What => "retry";

    public override bool IsConsequence => true;

    public override Guid? OfEvent => EventId;
}
