using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Steering;

/// <summary>What somebody wants scans to come to.</summary>
internal sealed record Outcome
{
    /// <summary>The result of the OFAC scan, or <see langword="null"/> to leave it.</summary>
    public ScanStatus? Ofac { get; init; }

    /// <summary>The result of the PEP scan, or <see langword="null"/> to leave it.</summary>
    public ScanStatus? PepScan { get; init; }

    /// <summary>Whether the partner is not told.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it may be what the bank never does.</summary>
    public bool IsForced { get; init; }

    /// <summary>Gets what changes, in the order of the registered fields.</summary>
    public IReadOnlyList<FieldChange> Changes => [.. new[]
    {
        PepScan is { } pepScan ? SettableFields.PepScan.To(pepScan) : null,
        Ofac is { } ofac ? SettableFields.Ofac.To(ofac) : null,
    }.OfType<FieldChange>()];

    public override string ToString() => string.Join(", ", Changes.Select(change => change.ToString()).Concat(new[]
    {
        IsSilent ? "without an event" : null,
        IsForced ? "forced" : null,
    }.OfType<string>()));
}

/// <summary>An outcome that is to come.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Number">Which of the customer's it is, from 1.</param>
/// <param name="DueAt">When it comes.</param>
/// <param name="Outcome">The outcome.</param>
internal sealed record PlannedOutcome(Guid CustomerId, int Number, DateTimeOffset DueAt, Outcome Outcome)
{
    /// <summary>Its name among the customer's steps. No step can have such a name.</summary>
    public string Key => $"outcome:{Number}";
}

/// <summary>The moment of an outcome.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Number">Which of the customer's outcomes it is; when it has gone or comes later by then, the entry is void.</param>
internal sealed record OutcomeEntry(Guid CustomerId, int Number) : AgendaEntry
{
    public override string What => "outcome";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>What a snapshot keeps of results that a tester has decided for later.</summary>
/// <param name="Planned">The outcomes that are to come; the agenda has their moments.</param>
/// <param name="Numbered">How many there were: they are numbered on.</param>
internal sealed record SavedOutcomes(IReadOnlyList<PlannedOutcome> Planned, int Numbered)
{
    /// <summary>Nobody has ever decided one.</summary>
    public static SavedOutcomes None { get; } = new([], Numbered: 0);
}
