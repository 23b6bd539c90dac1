using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>Represents a decision that a tester makes instead of the bank.</summary>
/// <param name="Changes">The decided fields and their values, in the order of the registered fields.</param>
internal sealed record Outcome(IReadOnlyList<FieldChange> Changes)
{
    /// <summary>Gets whether the partner gets no event.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Gets whether changes are accepted that the bank never makes.</summary>
    public bool IsForced { get; init; }

    public override string ToString() => string.Join(", ", Changes.Select(change => change.ToString()).Concat(new[]
    {
        IsSilent ? "without an event" : null,
        IsForced ? "forced" : null,
    }.OfType<string>()));
}

/// <summary>Represents a future outcome.</summary>
/// <param name="Number">The number among the customer's outcomes, from 1.</param>
internal sealed record PlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, Outcome Outcome)
{
    /// <summary>Gets the name among the customer's steps. No step can have such a name.</summary>
    public string Key => $"outcome:{Number}";
}

/// <summary>Represents the agenda entry of an outcome.</summary>
/// <param name="Number">The number of the outcome. If the outcome is removed or delayed, the entry is void.</param>
internal sealed record OutcomeEntry(Guid CustomerId, int Number) : AgendaEntry
{
    public override string What => "outcome";

    public override Guid? OfCustomer => CustomerId;
}
