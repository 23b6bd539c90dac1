namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Some of a journal.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Cursor">The cursor to read on from.</param>
/// <param name="Lost">How many entries between the reader's last one and the cursor were dropped because a journal was full.</param>
internal sealed record JournalExcerpt(IReadOnlyList<JournalEntry> Entries, long Cursor, long Lost)
{
    /// <summary>Whether it ends before a call that has no answer yet, because the reader asked for that.</summary>
    public bool IsHeldUp { get; init; }

    /// <summary>Whether the cursor is none of this journal, which has begun again without it. The excerpt then is from the beginning.</summary>
    public bool IsRestarted { get; init; }

    /// <summary>The same for answers: true, or <see langword="null"/>.</summary>
    public bool? Restarted => IsRestarted ? true : null;
}

/// <summary>What is asked of a journal.</summary>
/// <param name="After">The cursor of the excerpt before; 0 for the beginning of what is kept.</param>
/// <param name="Limit">How many entries to read at most.</param>
internal sealed record JournalQuestion(long After, int Limit)
{
    /// <summary>A cursor behind every entry, the largest whole number that JSON readers agree on. The answer to it has the cursor of the end.</summary>
    public const long End = 9_007_199_254_740_991;

    public JournalFilter Filter { get; init; } = JournalFilter.None;

    /// <summary>Whether to stop before a call that has no answer yet.</summary>
    public bool StopsAtUnanswered { get; init; }

    /// <summary>Whether the excerpt ends before an entry. Which customer a call is about may show only in its answer.</summary>
    public bool IsHeldUpBy(JournalEntry entry) => StopsAtUnanswered && !entry.IsComplete && Filter.TakesKind(entry.Kind);
}
