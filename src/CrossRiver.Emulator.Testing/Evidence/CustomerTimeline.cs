namespace CrossRiver.Emulator.Testing;

/// <summary>Represents a customer's story at one moment: the past steps, the planned steps, and the holds.</summary>
public sealed record CustomerTimeline
{
    /// <summary>Gets the customer's identifier.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>Gets the moment of this timeline, on the world's clock.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Gets the scenario, or null for a customer without a story.</summary>
    public string? Scenario { get; init; }

    /// <summary>Gets the customer's status: <c>Active</c> or <c>Inactive</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Gets the current result of the OFAC scan.</summary>
    public ScanStatus Ofac { get; init; }

    /// <summary>Gets the current result of the PEP scan.</summary>
    public ScanStatus PepScan { get; init; }

    /// <summary>Gets the steps that ran or were skipped, the oldest first.</summary>
    public IReadOnlyList<TimelineStep> Past { get; init; } = [];

    /// <summary>Gets the planned steps by due time. Steps without a due time are last.</summary>
    public IReadOnlyList<TimelineStep> Planned { get; init; } = [];

    /// <summary>Gets the holds that wait for a person at the bank.</summary>
    public IReadOnlyList<TimelineHold> Holds { get; init; } = [];
}

/// <summary>Represents one step of a customer's story.</summary>
/// <param name="Id">The step's id, for the methods of <see cref="CustomerSteps"/>.</param>
/// <param name="What">A description of the step.</param>
/// <param name="At">The moment at which the step ended, or null for a planned step.</param>
/// <param name="DueAt">The moment at which the step is due, or null if it is past or waits for another condition.</param>
/// <param name="End">The result, <c>ran</c> or <c>skipped</c>, or null for a planned step.</param>
public sealed record TimelineStep(string Id, string What, DateTimeOffset? At, DateTimeOffset? DueAt, string? End);

/// <summary>Represents a hold: a step that waits for a person at the bank.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Actions">The actions that end the hold, such as <c>release</c>.</param>
/// <param name="EndsAt">The moment at which the hold ends without an action, or null for an unlimited hold.</param>
public sealed record TimelineHold(string Id, IReadOnlyList<string> Actions, DateTimeOffset? EndsAt);

/// <summary>Specifies the result of a customer's check against the OFAC or PEP lists, with the names of the bank.</summary>
public enum ScanStatus
{
    /// <summary>The scan has no result yet.</summary>
    Pending,

    /// <summary>The scan found nothing.</summary>
    Clear,

    /// <summary>The scan found a hit that no person has reviewed.</summary>
    Failed,

    /// <summary>A person at the bank reviews the hit.</summary>
    Reviewing,

    /// <summary>A person at the bank confirmed the hit. The partner must decline the customer.</summary>
    Positive,
}
