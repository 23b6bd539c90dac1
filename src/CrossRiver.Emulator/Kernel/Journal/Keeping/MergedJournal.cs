namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>All journals of an emulator as one, in the order that they share. A cursor is a place in that order.</summary>
/// <param name="journals">Returns the journals that exist now.</param>
internal sealed class MergedJournal(JournalOrder order, Func<IEnumerable<JournalBuffer>> journals) : IJournal
{
    public JournalPage Read(JournalQuery query)
    {
        // An entry gets its place while its journal is locked. So a reader of that journal finds every entry up to this place.
        var last = order.Last;
        return query.Read(last, order.BeginsAfter, after => EntriesBetween(after, last), CursorAfter);
    }

    public long CursorAfter(JournalEntry entry) => entry.Order;

    public Task WhenChangedAsync() => order.Changed.WhenGivenAsync();

    private IEnumerable<JournalEntry> EntriesBetween(long after, long last)
    {
        var readers = new PriorityQueue<IEnumerator<JournalEntry>, long>();
        foreach (var journal in journals())
        {
            Queue(journal.Between(after, last, static entry => entry.Order).GetEnumerator());
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
}
