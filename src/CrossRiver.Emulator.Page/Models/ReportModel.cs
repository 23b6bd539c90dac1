namespace CrossRiver.Emulator.Page.Models;

/// <summary>A report on a partner's integration, by the journal of its world.</summary>
/// <param name="Rules">The rules, the failures first.</param>
/// <param name="Passed">The number of rules that passed.</param>
/// <param name="Failed">The number of rules that failed.</param>
/// <param name="NotObservable">The number of rules without a verdict.</param>
public sealed record ReportModel(IReadOnlyList<RuleLine> Rules, int Passed, int Failed, int NotObservable)
{
    /// <summary>Gets the number of entries that the journal dropped.</summary>
    public long Lost { get; init; }

    /// <summary>Gets the comparisons with checkpoints, with the report alone first.</summary>
    public IReadOnlyList<FilterLink> Against { get; init; } = [];

    /// <summary>Gets the address of the coverage of all worlds, in Markdown.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>Gets the address of the report as JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Gets the address of the report as a JUnit file.</summary>
    public required string JUnit { get; init; }

    /// <summary>Gets the command line that reads the report as a JUnit file.</summary>
    public required string Curl { get; init; }
}

/// <summary>A rule with its verdict.</summary>
/// <param name="Rule">The name.</param>
/// <param name="Verdict">The verdict: passed, failed or not observable.</param>
/// <param name="Sentence">The rule, as a sentence about a good integration.</param>
/// <param name="Why">The reason of the verdict.</param>
/// <param name="Source">The origin of the rule.</param>
/// <param name="Evidence">The entries of the journal that show it.</param>
public sealed record RuleLine(string Rule, string Verdict, string Sentence, string Why, string Source, IReadOnlyList<EvidenceLine> Evidence)
{
    /// <summary>Gets the change since the checkpoint, or null without one.</summary>
    public string? Change { get; init; }
}

/// <summary>An entry of the journal that shows a rule kept or broken.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="At">The moment of the entry, on the world's clock.</param>
/// <param name="What">The observation in a line.</param>
/// <param name="Address">The address of the entry in the journal.</param>
public sealed record EvidenceLine(long Entry, DateTimeOffset At, string What, string Address);
