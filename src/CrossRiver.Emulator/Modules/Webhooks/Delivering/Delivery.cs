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

    /// <summary>Its place in the order in which the world's events happened.</summary>
    public required long Number { get; init; }

    /// <summary>How far the event has come, in the bank's words.</summary>
    public WebhookEventStatus Status { get; init; }

    /// <summary>Where the delivery stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Every attempt that has its result.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>How it is delivered and what goes wrong with it, or <see langword="null"/> when it goes as usual.</summary>
    public DeliveryPlan? Plan { get; init; }

    /// <summary>Whether it counts as sent and never was.</summary>
    public bool IsLost { get; init; }

    /// <summary>How many attempts were made since the delivery was last begun: by the event, a restart or a resend.</summary>
    public int AttemptsOfRound { get; init; }
}

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>Waits for an earlier event of its customer, or for a slot.</summary>
    Waiting,

    /// <summary>An attempt was handed over and has no result yet.</summary>
    UnderWay,

    /// <summary>The next attempt is booked.</summary>
    Retrying,

    /// <summary>Its registration is not active: it waits in the backlog.</summary>
    Held,

    /// <summary>A tester holds all deliveries: it waits to be released.</summary>
    Paused,

    /// <summary>A fault holds it up; its time is on the agenda.</summary>
    Delayed,

    /// <summary>Waits to be polled and acknowledged.</summary>
    Polled,

    /// <summary>Nothing more happens by itself.</summary>
    Finished,
}

/// <summary>One HTTP call of a delivery, and what came of it.</summary>
/// <param name="Number">1 for the first attempt.</param>
/// <param name="SentAt">When it began, on the world's clock.</param>
/// <param name="Result">What came of it.</param>
internal sealed record Attempt(int Number, DateTimeOffset SentAt, AttemptResult Result);

/// <summary>An attempt that is to be made now.</summary>
/// <param name="Delivery">What to send.</param>
/// <param name="Registration">Where to send it, as whom.</param>
/// <param name="SentAt">The moment it begins, on the world's clock.</param>
/// <param name="Secret">What signs it.</param>
internal sealed record AttemptOrder(Delivery Delivery, Registration Registration, DateTimeOffset SentAt, SigningSecret Secret)
{
    /// <summary>What the receiver is told of the trace it is part of: the attempt's own span, or else where the event comes from.</summary>
    public TraceOrigin? Origin { get; init; } = Delivery.Event.Origin;

    /// <summary>What goes wrong with it on purpose, or <see langword="null"/>.</summary>
    public AttemptFaults? Faults { get; init; }
}

/// <summary>What came of one call to the partner.</summary>
/// <param name="Url">Where it went: the callback URL, or in a container what reaches the host.</param>
/// <param name="StatusCode">The partner's answer, or <see langword="null"/> when none came.</param>
/// <param name="Answer">The first 4 KB of the answer's body as text, or <see langword="null"/> when none came.</param>
/// <param name="Failure">Why the attempt failed, in words, or <see langword="null"/> when it succeeded.</param>
/// <param name="Duration">How long the call took, in real time.</param>
internal sealed record AttemptResult(string Url, int? StatusCode, string? Answer, string? Failure, TimeSpan Duration)
{
    /// <summary>Why the attempt failed, in one of few words, or <see langword="null"/> when it succeeded.</summary>
    public string? ErrorType { get; init; }

    public bool Succeeded => Failure is null;
}

/// <summary>The next attempt of a delivery.</summary>
/// <param name="EventId">The delivery's event.</param>
/// <param name="After">How many attempts there were when it was booked; when there are others by then, it is void.</param>
internal sealed record RetryEntry(Guid EventId, int After) : AgendaEntry
{
    public override string What => "retry";

    public override bool IsConsequence => true;

    public override Guid? OfEvent => EventId;
}
