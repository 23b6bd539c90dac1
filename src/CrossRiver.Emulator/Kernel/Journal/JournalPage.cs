namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Represents a journal to read: of one world, or of all worlds. Thread-safe.</summary>
internal interface IJournal
{
    JournalPage Read(JournalQuery query);

    /// <summary>Returns the cursor with which a reader continues after an entry.</summary>
    long CursorAfter(JournalEntry entry);

    /// <summary>Completes at the next change: a new entry, or the answer to a call.</summary>
    Task WhenChangedAsync();
}

/// <summary>A part of a journal.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Cursor">The cursor with which the reader continues.</param>
/// <param name="Lost">The number of entries before the cursor that were dropped before the reader got them.</param>
internal sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, long Cursor, long Lost)
{
    /// <summary>Gets whether it ends before a call without an answer, as the question asked.</summary>
    public bool IsHeldUp { get; init; }

    /// <summary>Gets whether the cursor is of an earlier life of the journal. The excerpt then starts at the beginning.</summary>
    public bool IsRestarted { get; init; }

    /// <summary>Gets the same for answers: true, or null if the journal did not restart.</summary>
    public bool? Restarted => IsRestarted ? true : null;
}

/// <summary>A question to a journal.</summary>
/// <param name="After">The cursor of the previous excerpt, or 0 for the beginning.</param>
/// <param name="Limit">The most entries to return.</param>
internal sealed record JournalQuery(long After, int Limit)
{
    /// <summary>A cursor behind every entry, the largest integer that all JSON readers accept. The answer to it contains the newest cursor.</summary>
    public const long End = 9_007_199_254_740_991;

    public JournalFilter Filter { get; init; } = JournalFilter.None;

    /// <summary>Gets whether the excerpt ends before a call without an answer.</summary>
    public bool StopsAtUnanswered { get; init; }

    /// <summary>Answers the question from entries whose places have no gaps, except for dropped entries.</summary>
    /// <param name="beginsAfter">The last place that was removed on purpose, which a reader from the beginning has not lost.</param>
    /// <param name="entriesAfter">Returns the entries after a place and up to the last one, in order.</param>
    public JournalPage Read(long last, long beginsAfter, Func<long, IEnumerable<JournalEntry>> entriesAfter, Func<JournalEntry, long> placeOf)
    {
        var isRestarted = After > last && After < End;
        var after = isRestarted ? 0 : Math.Min(After, last);
        var known = after is 0 ? beginsAfter : after;
        var (found, cursor, examined) = (new List<JournalEntry>(), after, 0L);
        foreach (var entry in entriesAfter(after))
        {
            if (found.Count == Limit)
            {
                return ExcerptTo(cursor);
            }

            var place = placeOf(entry);

            // The kind alone decides, because an unanswered call may not have its customer yet.
            if (StopsAtUnanswered && !entry.IsComplete && Filter.TakesKind(entry.Kind))
            {
                return ExcerptTo(place - 1) with { IsHeldUp = true };
            }

            if (Filter.Accepts(entry))
            {
                found.Add(entry);
            }

            cursor = place;
            examined += place > known ? 1 : 0;
        }

        return ExcerptTo(found.Count == Limit ? cursor : last);

        JournalPage ExcerptTo(long end) => new(found, end, Math.Max(0, end - known - examined)) { IsRestarted = isRestarted };
    }
}

/// <summary>Represents a choice of entries.</summary>
internal sealed record JournalFilter
{
    public static JournalFilter None { get; } = new();

    /// <summary>Gets the accepted kinds, or null for all.</summary>
    public IReadOnlyCollection<string>? Kinds { get; init; }

    /// <summary>Gets whether a customer of a partner is accepted, or null to accept all entries, also without a customer.</summary>
    public Func<Guid?, Guid, bool>? IsCustomer { get; init; }

    /// <summary>Gets the accepted causes, or null for all.</summary>
    public IReadOnlyCollection<EntryCause>? Causes { get; init; }

    /// <summary>Gets the name of an event in any casing, or its identifier; or null to accept all entries, also without an event.</summary>
    public string? Event { get; init; }

    public static JournalFilter OfKind(string kind) => new() { Kinds = [kind] };

    public bool TakesKind(string kind) => Kinds is null || Kinds.Contains(kind, StringComparer.Ordinal);

    public bool Accepts(JournalEntry entry) =>
        TakesKind(entry.Kind)
        && (Causes is null || Causes.Contains(entry.By))
        && (IsCustomer is null || (entry.AboutCustomer is { } customerId && IsCustomer(entry.PartnerId, customerId)))
        && (Event is null || IsEvent(entry));

    private bool IsEvent(JournalEntry entry) =>
        string.Equals(entry.AboutEvent.Name, Event, StringComparison.OrdinalIgnoreCase)
        || (entry.AboutEvent.Id is { } id && Guid.TryParse(Event, out var wanted) && id == wanted);
}
