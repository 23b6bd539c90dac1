namespace CrossRiver.Emulator.Kernel.Journal.Matching;

/// <summary>An entry that nearly matches.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Differences">The members with other values than expected.</param>
internal sealed record NearMiss(object Entry, IReadOnlyList<MemberDifference> Differences)
{
    private const int Most = 5;

    /// <summary>Finds the entries that nearly match a pattern, the nearest first, then the newest.</summary>
    public static IReadOnlyList<NearMiss> Find(IEnumerable<JournalEntry> entries, EntryPattern pattern) =>
    [
        .. entries.Select(entry => new NearMiss(entry, pattern.Compare(entry)))
            .Where(miss => miss.Differences is not [])
            .OrderBy(miss => miss.Differences.Count)
            .ThenByDescending(miss => ((JournalEntry)miss.Entry).Number)
            .Take(Most),
    ];
}
