using System.Text;

namespace CrossRiver.Emulator.Testing;

/// <summary>How well a partner's integration behaved, judged by the journal of its world.</summary>
public sealed record IntegrationReport
{
    /// <summary>How many rules were kept.</summary>
    public int Passed { get; init; }

    /// <summary>How many rules were broken.</summary>
    public int Failed { get; init; }

    /// <summary>For how many rules nothing happened by which they could be judged.</summary>
    public int NotObservable { get; init; }

    /// <summary>The verdict on each rule.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>The same as JUnit's XML, for CI: a rule is a test case.</summary>
    public string JUnit { get; init; } = "";

    /// <summary>Fails if a rule was broken, and tells which and why.</summary>
    /// <exception cref="EmulatorException">One was.</exception>
    public void RequireNoFailure()
    {
        if (Failed > 0)
        {
            throw new EmulatorException(ToString());
        }
    }

    /// <summary>The counts, and a line for each rule that was observed, broken ones first.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Rules of a good integration: {Failed} broken, {Passed} kept, {NotObservable} not observable.\n");
        foreach (var verdict in Verdicts.Where(verdict => verdict.Verdict is "failed" or "passed").OrderBy(verdict => verdict.Verdict, StringComparer.Ordinal))
        {
            text.Append("  ").Append(verdict).Append('\n');
            verdict.Evidence.Where(_ => verdict.Verdict is "failed").ToList().ForEach(evidence => text.Append("      ").Append(evidence.What).Append('\n'));
        }

        return text.ToString();
    }
}

/// <summary>The verdict on one rule.</summary>
/// <param name="Rule">Its name, such as <c>took-duplicates</c>.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>not observable</c>.</param>
/// <param name="Sentence">What a good integration does.</param>
/// <param name="Why">Why the verdict is as it is.</param>
/// <param name="Evidence">What it is founded on.</param>
public sealed record RuleVerdict(string Rule, string Verdict, string Sentence, string Why, IReadOnlyList<RuleEvidence> Evidence)
{
    /// <summary>The verdict in a line.</summary>
    public override string ToString() => $"{Verdict}: {Rule}: {Sentence}: {Why}";
}

/// <summary>One thing that happened, which a verdict is founded on.</summary>
/// <param name="Entry">Its number in the journal.</param>
/// <param name="What">What happened, in words.</param>
public sealed record RuleEvidence(long Entry, string What);
