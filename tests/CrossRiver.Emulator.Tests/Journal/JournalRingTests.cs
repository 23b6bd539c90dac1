namespace CrossRiver.Emulator.Journal;

public sealed class JournalRingTests
{
    [Fact]
    public void A_reader_goes_on_from_the_cursor_of_the_excerpt_before()
    {
        var journal = Filled(capacity: 100, entries: 7);

        var first = journal.Read(after: 0, limit: 5);
        var second = journal.Read(first.Cursor, limit: 5);
        var third = journal.Read(second.Cursor, limit: 5);

        Assert.Equal([1, 2, 3, 4, 5], first.Entries.Select(entry => entry.Number));
        Assert.Equal([6, 7], second.Entries.Select(entry => entry.Number));
        Assert.Empty(third.Entries);
        Assert.Equal((5, 7, 7), (first.Cursor, second.Cursor, third.Cursor));
    }

    [Fact]
    public void A_full_journal_drops_the_oldest_entries_and_says_how_many_a_reader_has_missed()
    {
        var journal = Filled(capacity: 10, entries: 25);

        Assert.Equal(Enumerable.Range(16, 10).Select(number => (long)number), journal.Read(after: 0, limit: 1000).Entries.Select(entry => entry.Number));
        Assert.Equal(15, journal.Read(after: 0, limit: 1).Lost);
        Assert.Equal(5, journal.Read(after: 10, limit: 1).Lost);
        Assert.Equal(0, journal.Read(after: 15, limit: 1).Lost);
        Assert.Equal(0, journal.Read(after: 99, limit: 1).Lost);
    }

    private static JournalRing Filled(int capacity, int entries)
    {
        var journal = new JournalRing(capacity);
        for (var i = 0; i < entries; i++)
        {
            journal.Add(new ControlEntry { At = default, What = "something" });
        }

        return journal;
    }
}
