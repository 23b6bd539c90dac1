using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Reports.Rules;

namespace CrossRiver.Emulator.Reports;

/// <summary>Judges a partner's integration by what its world's journal shows.</summary>
internal static class ReportCard
{
    /// <summary>The rules, in the order in which they are told.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new AcknowledgedInTime(),
        new ReadAfterThinEvent(),
        new TookDuplicates(),
        new KeptLatest(),
        new RetriedWithSameKey(),
        new OneCustomerAnIdentifier(),
        new RefusedForgeries(),
        new PolledSlowly(),
        new KeptToken(),
        new SentKnownMembers(),
    ];

    /// <summary>Holds every rule against a journal.</summary>
    /// <param name="entries">Its entries, the oldest first.</param>
    /// <param name="lost">How many entries before them were dropped, because the journal was full.</param>
    public static IReadOnlyList<JudgedRule> Judge(IReadOnlyList<JournalEntry> entries, long lost)
    {
        var history = new History(entries, lost);
        return [.. Rules.Select(rule => rule.Judge(history))];
    }
}
