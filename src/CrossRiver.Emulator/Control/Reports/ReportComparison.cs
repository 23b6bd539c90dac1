using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Reports;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Represents an earlier report card to compare with, as the emulator answered it. Only the rules and their verdicts are used.</summary>
internal sealed record EarlierReportRequest(IReadOnlyList<EarlierVerdict> Verdicts) : IRequestBody
{
    private const int MostRules = 100;

    private static readonly IReadOnlyList<string> VerdictNames = [.. Enum.GetValues<Verdict>().Select(WireJson.NameOf)];

    private static readonly IReadOnlyList<Field> Fields =
    [
        List(
            "verdicts",
            MostRules,
            [
                Of("rule", FieldType.Text()).Required(),
                Of("verdict", FieldType.OfText($"must be one of {string.Join(", ", VerdictNames)}", VerdictNames.Contains, new FieldFormat { Names = VerdictNames })).Required(),
                .. new[] { "sentence", "why", "kept", "broken", "evidence", "source" }.Select(Unused),
            ]).Required(),
        .. new[] { "partnerId", "now", "epoch", "lost", "passed", "failed", "notObservable" }.Select(Unused),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns the change of each rule that is in the report card now.</summary>
    public IEnumerable<RuleChange> CompareWith(IEnumerable<RuleResult> now)
    {
        var before = Verdicts.GroupBy(rule => rule.Rule, StringComparer.Ordinal).ToDictionary(rule => rule.Key, rule => rule.Last().Verdict, StringComparer.Ordinal);
        return now.Select(rule => RuleChange.Of(before.TryGetValue(rule.Rule, out var verdict) ? verdict : null, rule));
    }

    private static Field Unused(string name) => Of(name, FieldType.Anything);
}

/// <summary>Represents a verdict of an earlier report card.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>not observable</c>.</param>
internal sealed record EarlierVerdict(string Rule, Verdict Verdict);

/// <summary>Represents a report card in comparison with an earlier one.</summary>
/// <param name="Lost">The number of entries that the journal dropped.</param>
/// <param name="Regressed">The number of rules that failed and did not fail before.</param>
/// <param name="Fixed">The number of rules that passed and failed before.</param>
/// <param name="StillFailing">The number of rules that failed as before.</param>
/// <param name="StillPassing">The number of rules that passed and did not fail before.</param>
/// <param name="NotObservable">The number of rules without a verdict now.</param>
/// <param name="New">The number of rules that the earlier report card does not have.</param>
/// <param name="Rules">Each rule with its change.</param>
internal sealed record ComparisonAnswer(
    World World, long Lost, int Regressed, int Fixed, int StillFailing, int StillPassing, int NotObservable, int New, IReadOnlyList<RuleChange> Rules)
    : WorldStamp(World)
{
    public static ComparisonAnswer Of(World world, long lost, IReadOnlyList<RuleChange> rules)
    {
        return new ComparisonAnswer(
            world,
            lost,
            Count(VerdictChange.Regressed),
            Count(VerdictChange.Fixed),
            Count(VerdictChange.StillFailing),
            Count(VerdictChange.StillPassing),
            Count(VerdictChange.NotObservable),
            Count(VerdictChange.New),
            rules);

        int Count(VerdictChange change) => rules.Count(rule => rule.Change == change);
    }
}

/// <summary>Represents a rule and the change of its verdict.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Change">The change since the earlier report card.</param>
/// <param name="Before">The earlier verdict; absent for a new rule.</param>
/// <param name="Now">The verdict.</param>
/// <param name="Sentence">The rule, as a sentence about a good integration.</param>
/// <param name="Why">The verdict's reason, in words.</param>
/// <param name="Evidence">If it failed, the first 20 places where the rule was broken, else the first 5 where it was kept.</param>
internal sealed record RuleChange(string Rule, VerdictChange Change, Verdict? Before, Verdict Now, string Sentence, string Why, IReadOnlyList<Evidence> Evidence)
{
    /// <param name="before">The earlier verdict, or null if the earlier report card does not have the rule.</param>
    public static RuleChange Of(Verdict? before, RuleResult now)
    {
        var change = (before, now.Verdict) switch
        {
            (null, _) => VerdictChange.New,
            (Verdict.Failed, Verdict.Failed) => VerdictChange.StillFailing,
            (_, Verdict.Failed) => VerdictChange.Regressed,
            (_, Verdict.NotObservable) => VerdictChange.NotObservable,
            (Verdict.Failed, _) => VerdictChange.Fixed,
            _ => VerdictChange.StillPassing,
        };
        return new RuleChange(now.Rule, change, before, now.Verdict, now.Sentence, now.Why, now.Evidence);
    }

    /// <summary>Returns the rule as a result for JUnit: failed only if it regressed, and skipped if it still fails or is new and fails.</summary>
    public RuleResult ToResult()
    {
        var verdict = Change is VerdictChange.Regressed ? Verdict.Failed : Now is Verdict.Passed ? Verdict.Passed : Verdict.NotObservable;
        return new RuleResult(Rule, verdict, Sentence, $"{WireJson.NameOf(Change)}: {Why}", Kept: 0, Broken: 0, Evidence, Source: "");
    }
}

/// <summary>The change of a rule's verdict since an earlier report card.</summary>
internal enum VerdictChange
{
    /// <summary>It failed, and did not fail before.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,

    /// <summary>It passed, and failed before.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>It failed as before.</summary>
    [JsonStringEnumMemberName("still failing")]
    StillFailing,

    /// <summary>It passed, and did not fail before.</summary>
    [JsonStringEnumMemberName("still passing")]
    StillPassing,

    /// <summary>It has no verdict now.</summary>
    [JsonStringEnumMemberName("not observable")]
    NotObservable,

    /// <summary>The earlier report card does not have it.</summary>
    [JsonStringEnumMemberName("new")]
    New,
}
