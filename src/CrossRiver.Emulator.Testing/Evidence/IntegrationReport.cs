using System.Text.Json;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents a report on a partner's integration, judged by the journal of its world.</summary>
public sealed record IntegrationReport
{
    /// <summary>Gets the number of kept rules.</summary>
    public int Passed { get; init; }

    /// <summary>Gets the number of broken rules.</summary>
    public int Failed { get; init; }

    /// <summary>Gets the number of rules without evidence in the journal.</summary>
    public int NotObservable { get; init; }

    /// <summary>Gets the verdict on each rule.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>Gets the report as JUnit XML for CI, with a test case for each rule.</summary>
    public string JUnit { get; init; } = "";

    /// <summary>Throws if a rule is broken.</summary>
    /// <exception cref="EmulatorException">At least one rule is broken. The message contains the report.</exception>
    public void RequireNoFailure()
    {
        if (Failed > 0)
        {
            throw new EmulatorException(ToString());
        }
    }

    /// <summary>Throws if a rule is broken that was not broken in an earlier report, for example of the main branch.</summary>
    /// <param name="earlier">The JSON of the earlier report: a serialized <see cref="IntegrationReport"/>, or what the command <c>report --json</c> printed.</param>
    /// <exception cref="EmulatorException">At least one rule regressed. The message contains each of them.</exception>
    public void RequireNoRegression(string earlier)
    {
        var before = JsonSerializer.Deserialize<IntegrationReport>(earlier, JsonSerializerOptions.Web)?.Verdicts ?? [];
        var regressed = Verdicts.Where(now => now.Verdict is "failed" && before.Any(rule => rule.Rule == now.Rule && rule.Verdict is not "failed")).ToList();
        if (regressed is not [])
        {
            throw new EmulatorException($"Rules that were not broken before: {regressed.Count}.\n{string.Concat(regressed.SelectMany(Lines))}");
        }
    }

    /// <summary>Returns the counts and a line for each observed rule, broken rules first.</summary>
    public override string ToString()
    {
        var observed = Verdicts.Where(verdict => verdict.Verdict is "failed" or "passed").OrderBy(verdict => verdict.Verdict, StringComparer.Ordinal);
        return $"Rules of a good integration: {Failed} broken, {Passed} kept, {NotObservable} not observable.\n{string.Concat(observed.SelectMany(Lines))}";
    }

    private static IEnumerable<string> Lines(RuleVerdict verdict) =>
        [$"  {verdict}\n", .. verdict.Evidence.Where(_ => verdict.Verdict is "failed").Select(evidence => $"      {evidence.What}\n")];
}

/// <summary>Represents the verdict on one rule.</summary>
/// <param name="Rule">The rule's name, such as <c>took-duplicates</c>.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>not observable</c>.</param>
/// <param name="Sentence">The behavior of a good integration.</param>
/// <param name="Why">The reason of the verdict.</param>
/// <param name="Evidence">The journal entries that support the verdict.</param>
public sealed record RuleVerdict(string Rule, string Verdict, string Sentence, string Why, IReadOnlyList<RuleEvidence> Evidence)
{
    /// <summary>Returns the verdict in one line.</summary>
    public override string ToString() => $"{Verdict}: {Rule}: {Sentence}: {Why}";
}

/// <summary>Represents one journal entry that supports a verdict.</summary>
/// <param name="Entry">The entry's number in the journal.</param>
/// <param name="What">A description of the entry.</param>
public sealed record RuleEvidence(long Entry, string What);
