namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>Represents the expectation of a tester about a journal.</summary>
internal sealed record Expectation(string Kind, EntryPattern Pattern)
{
    private const int MostEvidence = 20;

    public int AtLeast { get; init; } = 1;

    /// <summary>Gets the greatest number of matching entries, or null for any number.</summary>
    public int? AtMost { get; init; }

    /// <summary>Gets whether the entries must be behind the entries that the previous expectation needs.</summary>
    public bool InOrder { get; init; }

    /// <summary>Checks expectations against a journal, in order.</summary>
    /// <param name="entries">The entries of the journal, the oldest first.</param>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<JournalEntry> entries, IEnumerable<Expectation> expectations)
    {
        var (findings, before) = (new List<Finding>(), 0L);
        foreach (var expectation in expectations)
        {
            var (finding, last) = expectation.Check(entries, before);
            findings.Add(finding);
            before = Math.Max(before, last);
        }

        return findings;
    }

    public override string ToString()
    {
        var number = (AtLeast, AtMost) switch
        {
            var (least, most) when least == most => $"exactly {least}",
            (0, { } most) => $"at most {most}",
            (var least, { } most) => $"{least} to {most}",
            var (least, _) => $"at least {least}",
        };
        var pattern = $"{Pattern}";

        return $"{number} {Kind}{(pattern.Length is 0 ? "" : $" with {pattern}")}{(InOrder ? ", after those before" : "")}";
    }

    // An expectation needs its first matching entries, as many as it requires at least.
    private (Finding Finding, long Last) Check(IReadOnlyList<JournalEntry> entries, long before)
    {
        var candidates = entries.Where(entry => entry.Kind == Kind && (!InOrder || entry.Number > before)).ToList();
        var found = candidates.Where(entry => Pattern.Compare(entry) is []).ToList();
        var isTooFew = found.Count < AtLeast;
        var passed = !isTooFew && (AtMost is null || found.Count <= AtMost);
        var needed = found.Take(AtLeast).LastOrDefault();
        return (
            new Finding(passed, $"{this}: {found.Count} found", found.Count, [.. found.Take(MostEvidence)], isTooFew ? NearMiss.Find(candidates, Pattern) : []),
            needed?.Number ?? 0);
    }
}

/// <summary>The result of an expectation.</summary>
/// <param name="Passed">Whether the expectation is met.</param>
/// <param name="What">The expectation and the result, in one line.</param>
/// <param name="Found">The number of matching entries.</param>
/// <param name="Evidence">The first 20 matching entries, the oldest first.</param>
/// <param name="NearestMisses">The entries that nearly match, if there are too few.</param>
internal sealed record Finding(bool Passed, string What, int Found, IReadOnlyList<object> Evidence, IReadOnlyList<NearMiss> NearestMisses);
