namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>A good habit of an integration that a journal can show.</summary>
/// <param name="name">The name, which stays the same.</param>
/// <param name="sentence">The rule, as a sentence about a good integration.</param>
/// <param name="source">The origin of the rule, in the words of <c>docs/fidelity.md</c> and with its section: <c>pages</c> or <c>ours</c>.</param>
/// <param name="unseen">The reason for the missing verdict if nothing was observed.</param>
internal abstract class Rule(int order, string name, string sentence, string source, string unseen)
{
    private const int MostBroken = 20;
    private const int MostKept = 5;

    /// <summary>Gets the place of the rule in a report, which is sorted by it in ascending order.</summary>
    public int Order { get; } = order;

    public string Name { get; } = name;

    public string Sentence { get; } = sentence;

    public string Source { get; } = source;

    /// <summary>Returns the places where the rule was kept or broken, in the journal's order.</summary>
    public abstract IEnumerable<Observation> Observe(History history);

    /// <summary>Judges a journal. Without its dropped entries, which may have broken the rule, no rule passes.</summary>
    public RuleResult Judge(History history)
    {
        var observed = Observe(history).ToLookup(observation => observation.IsGood);
        var (kept, broken) = (observed[true].Count(), observed[false].Count());
        var (verdict, why) = (broken, kept) switch
        {
            ( > 0, _) => (Verdict.Failed, $"{broken} of {broken + kept} were not so"),
            (_, 0) => (Verdict.NotObservable, $"{unseen}{(history.Lost > 0 ? $" in what is kept; {history.Lost} older entries were lost" : "")}"),
            _ when history.Lost > 0 => (Verdict.NotObservable, $"{kept} were so, but {history.Lost} older entries were lost"),
            _ => (Verdict.Passed, $"all {kept} were so"),
        };

        var evidence = (verdict is Verdict.Failed ? observed[false].Take(MostBroken) : observed[true].Take(MostKept))
            .Select(observation => new Evidence(observation.Entry.Number, observation.Entry.At, observation.What));
        return new RuleResult(Name, verdict, Sentence, why, kept, broken, [.. evidence], Source);
    }
}

/// <summary>A place in the journal where a rule was kept or broken.</summary>
/// <param name="IsGood">Whether the rule was kept.</param>
/// <param name="What">The observation in a line.</param>
internal sealed record Observation(JournalEntry Entry, bool IsGood, string What);

/// <summary>A rule and its verdict.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Verdict">Whether the integration keeps it.</param>
/// <param name="Sentence">The rule, as a sentence about a good integration.</param>
/// <param name="Why">The verdict's reason, in words.</param>
/// <param name="Kept">How often the rule was seen to be kept.</param>
/// <param name="Broken">How often it was seen to be broken.</param>
/// <param name="Evidence">If it failed, the first 20 places where the rule was broken, else the first 5 where it was kept.</param>
/// <param name="Source">The origin of the rule, in the words of <c>docs/fidelity.md</c> and with its section: <c>pages</c> or <c>ours</c>.</param>
internal sealed record RuleResult(
    string Rule, Verdict Verdict, string Sentence, string Why, int Kept, int Broken, IReadOnlyList<Evidence> Evidence, string Source);

/// <summary>The verdict on a rule.</summary>
internal enum Verdict
{
    /// <summary>The rule was seen to be kept, and never to be broken.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>The rule was seen to be broken.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The journal shows neither, or some of its entries were dropped.</summary>
    [JsonStringEnumMemberName("not observable")]
    NotObservable,
}

/// <summary>An entry of the journal that shows a rule kept or broken.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="At">The moment of the entry, on the world's clock.</param>
/// <param name="What">The observation in a line.</param>
internal sealed record Evidence(long Entry, DateTimeOffset At, string What);
