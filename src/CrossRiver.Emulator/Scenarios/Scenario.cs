using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios;

/// <summary>One customer's story: who it is for, and what the bank does and when.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Which scenario wins when several match: the higher one.</summary>
    /// <value>The default is 50.</value>
    public int Priority { get; init; } = 50;

    /// <summary>The customers it is for, or <see langword="null"/> when it has to be asked for by name.</summary>
    public Match? Match { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<Step> Timeline { get; init; }
}

/// <summary>One thing the bank does to a customer.</summary>
internal sealed record Step
{
    /// <summary>Names the step within its scenario; absent steps are named by their place, from 1.</summary>
    public required string Id { get; init; }

    /// <summary>How long the bank takes, counted from the end of the step before; for the first step, from the create.</summary>
    public Delay After { get; init; }

    /// <summary>A new result of the PEP scan. A changed result publishes its event by itself, as at the bank.</summary>
    public ScanStatus? PepScan { get; init; }

    /// <summary>A new result of the OFAC scan.</summary>
    public ScanStatus? Ofac { get; init; }

    /// <summary>Whether the customer is in use. The bank has no event for it.</summary>
    public CustomerStatus? Status { get; init; }

    /// <summary>Another CIF number, 11 digits.</summary>
    public string? CifNumber { get; init; }

    /// <summary>An event to publish although nothing changes.</summary>
    public string? Emit { get; init; }
}
