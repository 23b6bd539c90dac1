namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>One thing that happened in a world.</summary>
internal abstract class JournalEntry
{
    // What every kind has, and room for what one kind has beside its texts.
    private protected const int BytesOfFields = 200;

    /// <summary>The entry's place in its journal, from 1.</summary>
    [JsonPropertyOrder(-4)]
    public long Number { get; internal set; }

    /// <summary>In whose world it happened, or <see langword="null"/> when it concerned none.</summary>
    [JsonPropertyOrder(-3)]
    public Guid? PartnerId { get; internal set; }

    /// <summary>When it happened, on the world's clock.</summary>
    [JsonPropertyOrder(-2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What sort of thing it is: <c>call</c>, <c>choice</c>, <c>change</c>, <c>event</c>, <c>attempt</c>, <c>fault</c>, <c>registration</c> or <c>control</c>.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Kind { get; }

    /// <summary>Its place among everything that was entered in any journal of the emulator.</summary>
    [JsonIgnore]
    public long Order { get; internal set; }

    /// <summary>How much memory it was last found to take, in bytes.</summary>
    [JsonIgnore]
    public int KeptBytes { get; internal set; }

    /// <summary>Whether nothing is to be added to it any more.</summary>
    [JsonIgnore]
    public virtual bool IsComplete => true;

    /// <summary>The customer it is about, or <see langword="null"/> when it is about none.</summary>
    [JsonIgnore]
    public virtual Guid? AboutCustomer => null;

    /// <summary>The event it is about: its name, and its identifier if it has one.</summary>
    [JsonIgnore]
    public virtual (string? Name, Guid? Id) AboutEvent => default;

    /// <summary>About how much memory it takes, in bytes, with everything that it alone keeps alive.</summary>
    public virtual int EstimateBytes() => BytesOfFields;

    // Of text: its header and two bytes a character, in steps of eight.
    private protected static int BytesOf(string? text) => text is null ? 0 : (29 + (2 * text.Length)) & ~7;

    private protected static int BytesOf(IReadOnlyList<string>? texts) => texts?.Sum(text => BytesOf(text) + 8) + 64 ?? 0;
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

    [JsonIgnore]
    public override Guid? AboutCustomer => CustomerId;

    public override int EstimateBytes() =>
        BytesOfFields + BytesOf(Scenario) + BytesOf(Reason) + (Lost?.Sum(lost => BytesOf(lost.Scenario) + BytesOf(lost.By) + 40) ?? 0);
}

/// <summary>A scenario that a customer did not get.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="By">What it lost by: the field that is not as its match asks, or <c>partner</c>, <c>classification</c>, <c>anyOf</c>, <c>noneOf</c>, <c>chance</c> or <c>which</c>.</param>
internal sealed record LostScenario(string Scenario, string By);

/// <summary>A customer, or something that belongs to it, was made or changed.</summary>
internal sealed class ChangeEntry : JournalEntry
{
    public override string Kind => "change";

    [JsonPropertyName("customerId")]
    public required ResourceKey About { get; init; }

    /// <summary>When what caused it was due, on the world's clock, or <see langword="null"/> when a call caused it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What changed, for example <c>ofac Pending → Clear</c>.</summary>
    public required string What { get; init; }

    [JsonIgnore]
    public override Guid? AboutCustomer => About.CustomerId;

    public override int EstimateBytes() => BytesOfFields + BytesOf(What);
}

/// <summary>Something happened at the bank that partners may have registered for.</summary>
internal sealed class EventEntry : JournalEntry
{
    public override string Kind => "event";

    [JsonPropertyName("customerId")]
    public required ResourceKey About { get; init; }

    public required string EventName { get; init; }

    /// <summary>When what caused it was due, on the world's clock, or <see langword="null"/> when a call caused it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The event's identifier, or <see langword="null"/> when nobody has registered for it and so none was made.</summary>
    public Guid? EventId { get; init; }

    [JsonIgnore]
    public override Guid? AboutCustomer => About.CustomerId;

    [JsonIgnore]
    public override (string? Name, Guid? Id) AboutEvent => (EventName, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName);
}

/// <summary>One HTTP call to a callback URL, and what came of it.</summary>
internal sealed class AttemptEntry : JournalEntry
{
    public override string Kind => "attempt";

    /// <summary>The customer the event is about, or <see langword="null"/> for a ping.</summary>
    public Guid? CustomerId { get; init; }

    public required string EventName { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>How much the event told: <c>Basic</c>, only which resource changed, or <c>Extended</c>, also what.</summary>
    public string? Format { get; init; }

    /// <summary>1 for the first attempt of a delivery, 2 for its first retry.</summary>
    public required int Attempt { get; init; }

    /// <summary>The fault that made the event come again and the number of the copy, for example <c>duplicate 2</c>; <see langword="null"/> for the event itself.</summary>
    public string? Copy { get; init; }

    public required string CallbackUrl { get; init; }

    /// <summary>Whether the partner took the event: <c>succeeded</c> or <c>failed</c>.</summary>
    public string Outcome => Failure is null ? "succeeded" : "failed";

    /// <summary>The partner's answer, or <see langword="null"/> when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What went wrong with it on purpose, each as <c>auth: bad-signature</c>, or <see langword="null"/> when nothing did. The entries of kind fault before it tell the rules.</summary>
    public IReadOnlyList<string>? Faults { get; init; }

    /// <summary>Why the attempt failed, in words, or <see langword="null"/> when it succeeded.</summary>
    public string? Failure { get; init; }

    public required double DurationMilliseconds { get; init; }

    [JsonIgnore]
    public override Guid? AboutCustomer => CustomerId;

    [JsonIgnore]
    public override (string? Name, Guid? Id) AboutEvent => (EventName, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName) + BytesOf(Copy) + BytesOf(CallbackUrl) + BytesOf(Failure);
}

/// <summary>Something went wrong on purpose: with an event, or with a call of the partner's.</summary>
internal sealed class FaultEntry : JournalEntry
{
    public override string Kind => "fault";

    /// <summary>The customer it concerned, or <see langword="null"/> when it concerned none. One that the call made is known when it is made.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>The event it happened to, or <see langword="null"/> when it happened to a call.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The call it happened to, or <see langword="null"/> when it happened to an event.</summary>
    public string? RequestId { get; init; }

    /// <summary>What went wrong, for example <c>duplicate</c> or <c>customers.create: status 503</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>The rule that caused it, in words: its scenario and its place there.</summary>
    public required string Rule { get; init; }

    [JsonIgnore]
    public override Guid? AboutCustomer => CustomerId;

    [JsonIgnore]
    public override (string? Name, Guid? Id) AboutEvent => (null, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(RequestId) + BytesOf(Fault) + BytesOf(Rule);
}

/// <summary>A registration has another status.</summary>
internal sealed class RegistrationEntry : JournalEntry
{
    public override string Kind => "registration";

    public required Guid RegistrationId { get; init; }

    public required string EventName { get; init; }

    /// <summary>The statuses, for example <c>Active → Suspended</c>.</summary>
    public required string What { get; init; }

    [JsonIgnore]
    public override (string? Name, Guid? Id) AboutEvent => (EventName, null);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName) + BytesOf(What);
}

/// <summary>Somebody used the control API to change the world, or changed the scenario files.</summary>
internal sealed class ControlEntry : JournalEntry
{
    public override string Kind => "control";

    /// <summary>What was done, in words.</summary>
    public required string What { get; init; }

    public override int EstimateBytes() => BytesOfFields + BytesOf(What);
}
