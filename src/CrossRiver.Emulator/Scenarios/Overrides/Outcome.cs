using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Overrides;

/// <summary>What a tester decides instead of the bank.</summary>
/// <param name="Changes">The fields that the bank decides, and their values, in the order of the registered fields.</param>
internal sealed record Outcome(IReadOnlyList<FieldChange> Changes)
{
    /// <summary>Whether the partner is not told.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it may be what the bank never does.</summary>
    public bool IsForced { get; init; }

    public override string ToString() => string.Join(", ", Changes.Select(change => change.ToString()).Concat(new[]
    {
        IsSilent ? "without an event" : null,
        IsForced ? "forced" : null,
    }.OfType<string>()));
}

/// <summary>An outcome that is to come.</summary>
/// <param name="Number">Which of the customer's it is, from 1.</param>
/// <param name="DueAt">When it comes.</param>
/// <param name="Outcome">The outcome.</param>
internal sealed record PlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, Outcome Outcome)
{
    /// <summary>Its name among the customer's steps. No step can have such a name.</summary>
    public string Key => $"outcome:{Number}";
}

/// <summary>The moment of an outcome.</summary>
/// <param name="Number">Which of the customer's outcomes it is; when it has gone or comes later by then, the entry is void.</param>
internal sealed record OutcomeEntry(Guid CustomerId, int Number) : AgendaEntry
{
    public override string What => "outcome";

    public override Guid? OfCustomer => CustomerId;
}
