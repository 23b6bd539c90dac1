using System.Text.Json.Serialization;

namespace CrossRiver.Emulator.Journal;

/// <summary>One thing that happened in a world.</summary>
internal abstract class JournalEntry
{
    /// <summary>The entry's place in its journal, from 1.</summary>
    [JsonPropertyOrder(-3)]
    public long Number { get; internal set; }

    /// <summary>When it happened, on the world's clock.</summary>
    [JsonPropertyOrder(-2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What sort of thing it is: <c>call</c>, <c>choice</c>, <c>change</c>, <c>event</c>, <c>attempt</c>, <c>registration</c> or <c>control</c>.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Kind { get; }
}

/// <summary>A call to the bank's API. It is entered when it is accepted and completed when it is answered.</summary>
internal sealed class CallEntry : JournalEntry
{
    private volatile int _statusCode;

    public override string Kind => "call";

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The client that called with a token of ours, or <see langword="null"/>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The call whose answer was given again because of its idempotency key, or <see langword="null"/>.</summary>
    public string? OriginalRequestId { get; init; }

    /// <summary>Members of the body that the bank does not document, by their path.</summary>
    public IReadOnlyList<string>? UnknownMembers { get; init; }

    /// <summary>The status of the answer, or <see langword="null"/> while there is none.</summary>
    public int? StatusCode => _statusCode is 0 ? null : _statusCode;

    /// <summary>Why the call was refused, a message a fault, or <see langword="null"/> when it was not.</summary>
    public IReadOnlyList<string>? Errors { get; private set; }

    public void Answer(int statusCode, IReadOnlyList<string>? errors)
    {
        Errors = errors;
        _statusCode = statusCode;
    }
}

/// <summary>A customer was given its scenario.</summary>
internal sealed class ChoiceEntry : JournalEntry
{
    public override string Kind => "choice";

    public required Guid CustomerId { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Why this one, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The scenarios that came nearest to it without being chosen, at most five, or <see langword="null"/> when none came near.</summary>
    public IReadOnlyList<LostScenario>? Lost { get; init; }
}

/// <summary>A scenario that a customer did not get.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="By">What it lost by: the field that is not as its match asks, or <c>partner</c>, <c>classification</c>, <c>anyOf</c>, <c>noneOf</c>, <c>chance</c> or <c>which</c>.</param>
internal sealed record LostScenario(string Scenario, string By);

/// <summary>A customer, or something that belongs to it, was made or changed.</summary>
internal sealed class ChangeEntry : JournalEntry
{
    public override string Kind => "change";

    public required Guid CustomerId { get; init; }

    /// <summary>When what caused it was due, on the world's clock, or <see langword="null"/> when a call caused it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What changed, for example <c>ofac Pending → Clear</c>.</summary>
    public required string What { get; init; }
}

/// <summary>Something happened at the bank that partners may have registered for.</summary>
internal sealed class EventEntry : JournalEntry
{
    public override string Kind => "event";

    public required Guid CustomerId { get; init; }

    public required string EventName { get; init; }

    /// <summary>When what caused it was due, on the world's clock, or <see langword="null"/> when a call caused it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The event's identifier, or <see langword="null"/> when nobody has registered for it and so none was made.</summary>
    public Guid? EventId { get; init; }
}

/// <summary>One HTTP call to a callback URL, and what came of it.</summary>
internal sealed class AttemptEntry : JournalEntry
{
    public override string Kind => "attempt";

    /// <summary>The customer the event is about, or <see langword="null"/> for a ping.</summary>
    public Guid? CustomerId { get; init; }

    public required string EventName { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>1 for the first attempt of a delivery, 2 for its first retry.</summary>
    public required int Attempt { get; init; }

    public required string CallbackUrl { get; init; }

    /// <summary>The partner's answer, or <see langword="null"/> when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why the attempt failed, in words, or <see langword="null"/> when it succeeded.</summary>
    public string? Failure { get; init; }

    public required double DurationMilliseconds { get; init; }
}

/// <summary>A registration has another status.</summary>
internal sealed class RegistrationEntry : JournalEntry
{
    public override string Kind => "registration";

    public required Guid RegistrationId { get; init; }

    public required string EventName { get; init; }

    /// <summary>The statuses, for example <c>Active → Suspended</c>.</summary>
    public required string What { get; init; }
}

/// <summary>Somebody used the control API to change the world, or changed the scenario files.</summary>
internal sealed class ControlEntry : JournalEntry
{
    public override string Kind => "control";

    /// <summary>What was done, in words.</summary>
    public required string What { get; init; }
}
