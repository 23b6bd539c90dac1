namespace CrossRiver.Emulator.Testing;

/// <summary>A customer's story as the emulator plans it: the steps that came and are to come, and who is waited for.</summary>
public sealed record CustomerTimeline
{
    /// <summary>Whose it is.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>The moment, on the world's clock.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The scenario, or <see langword="null"/> for a customer without a story.</summary>
    public string? Scenario { get; init; }

    /// <summary>Whether the customer is in use: <c>Active</c> or <c>Inactive</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The result of the OFAC scan so far.</summary>
    public ScanStatus Ofac { get; init; }

    /// <summary>The result of the PEP scan so far.</summary>
    public ScanStatus PepScan { get; init; }

    /// <summary>The steps that came or were skipped, the oldest first.</summary>
    public IReadOnlyList<TimelineStep> Past { get; init; } = [];

    /// <summary>The steps to come, by their time; what waits for something else comes last.</summary>
    public IReadOnlyList<TimelineStep> Planned { get; init; } = [];

    /// <summary>The waits for a person at the bank.</summary>
    public IReadOnlyList<TimelineHold> Holds { get; init; } = [];
}

/// <summary>One step of a customer's story.</summary>
/// <param name="Id">Its name, for the verbs on steps.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="At">When it came, or <see langword="null"/> when it is to come.</param>
/// <param name="DueAt">When it is to come, or <see langword="null"/> when it came, or waits for something else.</param>
/// <param name="End">What became of it, <c>ran</c> or <c>skipped</c>, or <see langword="null"/> when it is to come.</param>
public sealed record TimelineStep(string Id, string What, DateTimeOffset? At, DateTimeOffset? DueAt, string? End);

/// <summary>A wait for a person at the bank.</summary>
/// <param name="Id">The step that waits.</param>
/// <param name="Actions">What the person may do, such as <c>release</c>.</param>
/// <param name="EndsAt">When it ends by itself, or <see langword="null"/>.</param>
public sealed record TimelineHold(string Id, IReadOnlyList<string> Actions, DateTimeOffset? EndsAt);

/// <summary>The bank's check of a customer against the OFAC or PEP lists. The names are the bank's.</summary>
public enum ScanStatus
{
    /// <summary>Not answered yet.</summary>
    Pending,

    /// <summary>Nothing found.</summary>
    Clear,

    /// <summary>Something was found, and nobody has looked at it.</summary>
    Failed,

    /// <summary>A person at the bank is looking.</summary>
    Reviewing,

    /// <summary>Confirmed: the customer must be declined.</summary>
    Positive,
}
