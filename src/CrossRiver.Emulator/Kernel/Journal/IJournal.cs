namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>A journal to read: one world's, or those of all worlds as one.</summary>
internal interface IJournal
{
    /// <summary>Reads what came after a cursor.</summary>
    JournalExcerpt Read(JournalQuestion question);

    /// <summary>The cursor with which a reader goes on after an entry.</summary>
    long CursorAfter(JournalEntry entry);

    /// <summary>Completes when there is something new to read: an entry, or the answer to a call.</summary>
    Task WhenChangedAsync();
}
