namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The content of a journal in a state file.</summary>
/// <param name="BeginsAfter">The number of the last entry that was removed on purpose, or 0 if there was none.</param>
/// <param name="Entries">The entries, the oldest first.</param>
internal sealed record SavedJournal(long BeginsAfter, IEnumerable<SavedEntry> Entries);

/// <summary>One entry of a journal in a state file: a call, or anything else.</summary>
/// <param name="Number">The number in its journal.</param>
/// <param name="Order">The place in the order of all journals.</param>
/// <param name="Call">The entry if it is a call, or null.</param>
/// <param name="Other">The entry if it is not a call, or null.</param>
internal sealed record SavedEntry(long Number, long Order, SavedCall? Call, JournalEntry? Other)
{
    public static SavedEntry Of(JournalEntry entry) => entry is CallEntry call
        ? new SavedEntry(entry.Number, entry.Order, SavedCall.Of(call), Other: null)
        : new SavedEntry(entry.Number, entry.Order, Call: null, entry);

    /// <summary>Returns the entry. Its journal sets its number and its order.</summary>
    public JournalEntry ToEntry() => Call?.ToEntry() ?? Other!;
}
