namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>A journal as the file of the state keeps it.</summary>
/// <param name="BeginsAfter">The number of the last entry that was forgotten on purpose; 0 when there was none.</param>
/// <param name="Entries">The entries, the oldest first.</param>
internal sealed record SavedJournal(long BeginsAfter, IEnumerable<SavedEntry> Entries);

/// <summary>One entry of a journal that is kept: a call, or anything else.</summary>
/// <param name="Number">Its number in its journal.</param>
/// <param name="Order">Its place in the order of all journals.</param>
/// <param name="Call">The entry if it is a call, else <see langword="null"/>.</param>
/// <param name="Other">The entry if it is no call, else <see langword="null"/>.</param>
internal sealed record SavedEntry(long Number, long Order, SavedCall? Call, JournalEntry? Other)
{
    /// <summary>Makes what is kept of an entry.</summary>
    public static SavedEntry Of(JournalEntry entry) => entry is CallEntry call
        ? new SavedEntry(entry.Number, entry.Order, SavedCall.Of(call), Other: null)
        : new SavedEntry(entry.Number, entry.Order, Call: null, entry);

    /// <summary>Makes the entry. Its number and order are given by its journal.</summary>
    public JournalEntry ToEntry() => Call?.ToEntry() ?? Other!;
}
