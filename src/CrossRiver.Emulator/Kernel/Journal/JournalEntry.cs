namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Represents an entry of a journal.</summary>
internal abstract class JournalEntry
{
    // The size of the common fields, with room for the fields of one kind beside its texts.
    private protected const int BytesOfFields = 200;

    /// <summary>The number in its journal, from 1.</summary>
    [JsonPropertyOrder(-5)]
    public long Number { get; internal set; }

    /// <summary>The partner of the world, or null if the entry concerns no world.</summary>
    [JsonPropertyOrder(-4)]
    public Guid? PartnerId { get; internal set; }

    /// <summary>The moment on the world's clock.</summary>
    [JsonPropertyOrder(-3)]
    public required DateTimeOffset At { get; init; }

    /// <summary><c>call</c>, <c>choice</c>, <c>change</c>, <c>event</c>, <c>attempt</c>, <c>fault</c>, <c>registration</c> or <c>control</c>.</summary>
    [JsonPropertyOrder(-2)]
    public abstract string Kind { get; }

    /// <summary>The cause: a call of the <c>partner</c>, the <c>bank</c> by its steps and webhooks, or the <c>tester</c> by a control call.</summary>
    [JsonPropertyOrder(-1)]
    public EntryCause By { get; init; }

    /// <summary>Gets the place in the order of all journals of the emulator.</summary>
    internal long Order { get; set; }

    /// <summary>Gets whether the entry is final.</summary>
    internal virtual bool IsComplete => true;

    /// <summary>Gets the customer that the entry is about, or null.</summary>
    internal virtual Guid? AboutCustomer => null;

    /// <summary>Gets the name and the identifier of the event that the entry is about, or nulls.</summary>
    internal virtual (string? Name, Guid? Id) AboutEvent => default;

    /// <summary>Estimates the memory in bytes, with everything that the entry alone keeps alive.</summary>
    public virtual int EstimateBytes() => BytesOfFields;

    // A text takes its header and two bytes per character, in steps of eight.
    private protected static int BytesOf(string? text) => text is null ? 0 : (29 + (2 * text.Length)) & ~7;

    private protected static int BytesOf(IReadOnlyList<string>? texts) => texts?.Sum(text => BytesOf(text) + 8) + 64 ?? 0;
}

/// <summary>The cause of an entry.</summary>
internal enum EntryCause
{
    /// <summary>A scan, a step of a story, a webhook or a fault.</summary>
    [JsonStringEnumMemberName("bank")]
    Bank,

    /// <summary>A call to the bank's API.</summary>
    [JsonStringEnumMemberName("partner")]
    Partner,

    /// <summary>A control call, also from the page or the command line.</summary>
    [JsonStringEnumMemberName("tester")]
    Tester,
}

/// <summary>A customer got its scenario.</summary>
internal sealed class ChoiceEntry : JournalEntry
{
    public override string Kind => "choice";

    public required Guid CustomerId { get; init; }

    public required string Scenario { get; init; }

    /// <summary>The reason for the choice, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The scenarios that nearly matched, at most five, or null if there were none.</summary>
    public IReadOnlyList<ScenarioNearMiss>? Lost { get; init; }

    internal override Guid? AboutCustomer => CustomerId;

    public override int EstimateBytes() =>
        BytesOfFields + BytesOf(Scenario) + BytesOf(Reason) + (Lost?.Sum(lost => BytesOf(lost.Scenario) + BytesOf(lost.By) + 40) ?? 0);
}

/// <summary>A scenario that nearly matched a customer.</summary>
/// <param name="By">The field without a match, or <c>partner</c>, <c>classification</c>, <c>anyOf</c>, <c>noneOf</c>, <c>chance</c> or <c>which</c>.</param>
internal sealed record ScenarioNearMiss(string Scenario, string By);

/// <summary>A customer, or a resource that belongs to it, was created or changed.</summary>
internal sealed class ChangeEntry : JournalEntry
{
    public override string Kind => "change";

    [JsonPropertyName("customerId")]
    public required ResourceKey About { get; init; }

    /// <summary>The moment at which the cause was due, on the world's clock, or null if a call was the cause.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The change, for example <c>ofac Pending → Clear</c>.</summary>
    public required string What { get; init; }

    /// <summary>The field that was set, by its key in scenario files, for example <c>ofac</c>; or null for another change.</summary>
    public string? Field { get; init; }

    /// <summary>The new value of the field, as scenario files have it, or null for another change.</summary>
    public string? Value { get; init; }

    internal override Guid? AboutCustomer => About.CustomerId;

    public override int EstimateBytes() => BytesOfFields + BytesOf(What) + BytesOf(Value);
}

/// <summary>An event happened at the bank, whether or not a partner has registered for it.</summary>
internal sealed class EventEntry : JournalEntry
{
    public override string Kind => "event";

    [JsonPropertyName("customerId")]
    public required ResourceKey About { get; init; }

    public required string EventName { get; init; }

    /// <summary>The moment at which the cause was due, on the world's clock, or null if a call was the cause.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The event's identifier, or null if no partner has registered for it.</summary>
    public Guid? EventId { get; init; }

    internal override Guid? AboutCustomer => About.CustomerId;

    internal override (string? Name, Guid? Id) AboutEvent => (EventName, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName);
}

/// <summary>An HTTP call to a callback URL, with its result.</summary>
internal sealed class AttemptEntry : JournalEntry
{
    public override string Kind => "attempt";

    /// <summary>The customer that the event is about, or null for a ping.</summary>
    public Guid? CustomerId { get; init; }

    public required string EventName { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>The format of the event: <c>Basic</c>, with the changed resource only, or <c>Extended</c>, with the details.</summary>
    public string? Format { get; init; }

    /// <summary>1 for the first attempt of a delivery, 2 for its first retry.</summary>
    public required int Attempt { get; init; }

    /// <summary>The fault that repeated the event and the number of the copy, for example <c>duplicate 2</c>; null for the event itself.</summary>
    public string? Copy { get; init; }

    /// <summary>True if a tester has edited the webhook before its release, else absent.</summary>
    public bool? Edited { get; init; }

    public required string CallbackUrl { get; init; }

    /// <summary>The result: <c>succeeded</c> or <c>failed</c>.</summary>
    public string Outcome => Failure is null ? "succeeded" : "failed";

    /// <summary>The status of the partner's answer, or null if there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The faults of the attempt, each as <c>auth: bad-signature</c>, or null if there were none. The entries before contain the rules.</summary>
    public IReadOnlyList<string>? Faults { get; init; }

    /// <summary>The reason for the failure, in words, or null if the attempt succeeded.</summary>
    public string? Failure { get; init; }

    public required double DurationMilliseconds { get; init; }

    internal override Guid? AboutCustomer => CustomerId;

    internal override (string? Name, Guid? Id) AboutEvent => (EventName, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName) + BytesOf(Copy) + BytesOf(CallbackUrl) + BytesOf(Failure);
}

/// <summary>A fault was applied to an event or to a call of the partner.</summary>
internal sealed class FaultEntry : JournalEntry
{
    public override string Kind => "fault";

    /// <summary>The customer, or null if the fault concerned none. It is set when the call creates the customer.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>The event with the fault, or null if a call had it.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The call with the fault, or null if an event had it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The fault, for example <c>duplicate</c> or <c>customers.create: status 503</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>The rule that caused it, in words: its scenario and its place there.</summary>
    public required string Rule { get; init; }

    internal override Guid? AboutCustomer => CustomerId;

    internal override (string? Name, Guid? Id) AboutEvent => (null, EventId);

    public override int EstimateBytes() => BytesOfFields + BytesOf(RequestId) + BytesOf(Fault) + BytesOf(Rule);
}

/// <summary>The status of a registration changed.</summary>
internal sealed class RegistrationEntry : JournalEntry
{
    public override string Kind => "registration";

    public required Guid RegistrationId { get; init; }

    public required string EventName { get; init; }

    /// <summary>The statuses, for example <c>Active → Suspended</c>.</summary>
    public required string What { get; init; }

    internal override (string? Name, Guid? Id) AboutEvent => (EventName, null);

    public override int EstimateBytes() => BytesOfFields + BytesOf(EventName) + BytesOf(What);
}
