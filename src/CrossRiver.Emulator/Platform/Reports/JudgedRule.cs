namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>A rule and what the journal shows of it.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Verdict">Whether the integration keeps it.</param>
/// <param name="Sentence">The rule: what a good integration does.</param>
/// <param name="Why">The verdict's reason, in words.</param>
/// <param name="Kept">How often the rule was seen to be kept.</param>
/// <param name="Broken">How often it was seen to be broken.</param>
/// <param name="Evidence">Where: when it failed, the first 20 places where the rule was broken, else the first 5 where it was kept.</param>
/// <param name="Source">Where the rule is from, in the words of <c>docs/fidelity.md</c> and with its section: <c>pages</c> or <c>ours</c>.</param>
internal sealed record JudgedRule(string Rule, Verdict Verdict, string Sentence, string Why, int Kept, int Broken, IReadOnlyList<Evidence> Evidence, string Source);

/// <summary>Whether an integration keeps a rule.</summary>
internal enum Verdict
{
    /// <summary>It was seen, and never otherwise.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>It was seen to be broken.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The journal shows neither, or not enough of it is kept.</summary>
    [JsonStringEnumMemberName("not observable")]
    NotObservable,
}

/// <summary>An entry of the journal that shows something.</summary>
/// <param name="Entry">Its number.</param>
/// <param name="At">When it happened, on the world's clock.</param>
/// <param name="What">What it shows, in a line.</param>
internal sealed record Evidence(long Entry, DateTimeOffset At, string What);
