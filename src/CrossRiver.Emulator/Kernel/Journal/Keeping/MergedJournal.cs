namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The journals of an emulator read as one, in the order in which things were entered.</summary>
/// <param name="order">The order that they share. A cursor is a place in it.</param>
/// <param name="journals">Lists the journals that there are.</param>
internal sealed class MergedJournal(JournalOrder order, Func<IEnumerable<JournalRing>> journals) : IJournal
{
    private const int Stretch = 64;

    /// <inheritdoc/>
    public JournalExcerpt Read(JournalQuestion question)
    {
        // An entry gets its place with its journal locked. So every place up to this one can be seen, or waits for its journal.
        var last = order.Last;
        var found = new List<JournalEntry>();
        var isRestarted = question.After > last && question.After < JournalQuestion.End;
        var after = isRestarted ? 0 : Math.Min(question.After, last);
        var known = after is 0 ? order.BeginsAfter : after;
        var (cursor, examined, isHeldUp) = (after, 0L, false);
        foreach (var entry in EntriesBetween(after, last))
        {
            isHeldUp = question.IsHeldUpBy(entry);
            if (isHeldUp || found.Count == question.Limit)
            {
                return ExcerptTo(cursor);
            }

            if (question.Filter.Accepts(entry))
            {
                found.Add(entry);
            }

            cursor = entry.Order;
            examined += entry.Order > known ? 1 : 0;
        }

        return ExcerptTo(found.Count == question.Limit ? cursor : last);

        // Places are given without gaps: what was not seen was dropped.
        JournalExcerpt ExcerptTo(long end) => new(found, end, Math.Max(0, end - known - examined)) { IsHeldUp = isHeldUp, IsRestarted = isRestarted };
    }

    /// <inheritdoc/>
    public long CursorAfter(JournalEntry entry) => entry.Order;

    /// <inheritdoc/>
    public Task WhenChangedAsync() => order.Changed.WhenGivenAsync();

    private IEnumerable<JournalEntry> EntriesBetween(long after, long last)
    {
        var readers = new PriorityQueue<IEnumerator<JournalEntry>, long>();
        foreach (var journal in journals())
        {
            Queue(EntriesOf(journal, after, last).GetEnumerator());
        }

        while (readers.TryDequeue(out var reader, out _))
        {
            yield return reader.Current;
            Queue(reader);
        }

        void Queue(IEnumerator<JournalEntry> reader)
        {
            if (reader.MoveNext())
            {
                readers.Enqueue(reader, reader.Current.Order);
            }
        }
    }

    private static IEnumerable<JournalEntry> EntriesOf(JournalRing journal, long after, long last)
    {
        var stretch = new JournalEntry[Stretch];
        for (var count = stretch.Length; count == stretch.Length;)
        {
            count = journal.CopyInOrder(after, last, stretch);
            for (var i = 0; i < count; i++)
            {
                after = stretch[i].Order;
                yield return stretch[i];
            }
        }
    }
}
