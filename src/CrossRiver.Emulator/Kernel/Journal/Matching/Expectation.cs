namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>What a tester expects to find in a journal.</summary>
/// <param name="Kind">The kind of the entries.</param>
/// <param name="Pattern">What they are like.</param>
internal sealed record Expectation(string Kind, EntryPattern Pattern)
{
    private const int MostEvidence = 20;

    /// <summary>How many there are at least.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>How many there are at most, or <see langword="null"/> for any number.</summary>
    public int? AtMost { get; init; }

    /// <summary>Whether they come after those of the expectation before.</summary>
    public bool InOrder { get; init; }

    /// <summary>Holds expectations against a journal, one after another.</summary>
    /// <param name="entries">The journal's entries, the oldest first.</param>
    /// <param name="expectations">The expectations.</param>
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

    // The next expectation's entries come after those that this one needs: the first ones, as many as there are at least.
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

/// <summary>What was found of an expectation.</summary>
/// <param name="Passed">Whether it is as expected.</param>
/// <param name="What">The expectation and the finding, in one line.</param>
/// <param name="Found">How many entries there are.</param>
/// <param name="Evidence">The entries, the oldest first; the first 20.</param>
/// <param name="NearestMisses">The entries that came nearest, when there are too few.</param>
internal sealed record Finding(bool Passed, string What, int Found, IReadOnlyList<object> Evidence, IReadOnlyList<NearMiss> NearestMisses);
