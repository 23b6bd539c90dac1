using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>The bound of all journals together.</summary>
public sealed class JournalMemoryTests
{
    private const long Most = 1_000_000;

    private readonly JournalOrder _order = new() { Memory = new JournalMemory(Most) };
    private readonly List<JournalBuffer> _journals = [];

    public JournalMemoryTests() => _order.Memory.Journals = () => _journals;

    [Fact]
    public void The_largest_journals_drop_their_oldest_entries_and_say_so_and_the_small_ones_keep_all()
    {
        var (small, large, larger) = (NewJournal(), NewJournal(), NewJournal());
        Fill(small, entries: 10);
        Fill(large, entries: 300);

        Fill(larger, entries: 1_000);

        Assert.InRange(_journals.Sum(journal => journal.Bytes), Most * 7 / 8, Most);
        Assert.Equal((10, 0), (small.Read(0, 10_000).Entries.Count, small.Read(0, 10_000).Lost));
        Assert.InRange(large.Bytes - larger.Bytes, -Most / 8, Most / 8);
        foreach (var (journal, entries) in new[] { (large, 300), (larger, 1_000) })
        {
            var read = journal.Read(0, 10_000);
            Assert.Equal((entries, entries), (read.Entries.Count + read.Lost, read.Entries[^1].Number));
            Assert.True(read.Lost > 0);
        }
    }

    [Fact]
    public void Very_many_journals_that_are_alike_keep_their_newest_entry_at_least()
    {
        for (var journal = 0; journal < 2_000; journal++)
        {
            Fill(NewJournal(), entries: 1);
        }

        Assert.All(_journals, journal => Assert.Single(journal.Read(0, 10).Entries));
    }

    [Fact]
    public void What_a_journal_that_is_gone_has_taken_counts_no_more()
    {
        for (var life = 0; life < 10; life++)
        {
            Fill(NewJournal(), entries: 200);
            _journals.Clear();
        }

        Fill(NewJournal(), entries: 300);

        Assert.Equal(0, _journals[0].Read(0, 10_000).Lost);
    }

    // Each entry takes 200 bytes and those of its text: 2,224 of 1,000 letters.
    [Theory]
    [InlineData(new[] { 100, 100, 300 }, new[] { 100, 100, 242 })]
    [InlineData(new[] { 200, 200, 100 }, new[] { 170, 170, 100 })]
    [InlineData(new[] { 150, 150, 150 }, new[] { 140, 140, 140 })]
    [InlineData(new[] { 450 }, new[] { 421 })]
    public void The_largest_journals_are_cut_to_one_size_so_that_a_sixteenth_is_free(int[] entries, int[] kept)
    {
        foreach (var count in entries)
        {
            Fill(NewJournal(), count);
        }

        Assert.Equal(kept, _journals.Select(journal => journal.Read(0, 10_000).Entries.Count));
        Assert.Equal(_order.Memory.Bytes, _journals.Sum(journal => journal.Bytes));
    }

    [Fact]
    public async Task However_many_write_at_once_the_bound_holds()
    {
        var journals = Enumerable.Range(0, 8).Select(_ => NewJournal()).ToList();

        await Task.WhenAll(journals.Select(journal => Task.Run(() => Fill(journal, entries: 2_000))));
        Fill(journals[0], entries: 100);

        Assert.InRange(_journals.Sum(journal => journal.Bytes), Most / 2, Most);
    }

    private JournalBuffer NewJournal()
    {
        var journal = new JournalBuffer(new JournalSize(Entries: 10_000, Bytes: Most * 10), _order);
        _journals.Add(journal);
        return journal;
    }

    private static void Fill(JournalBuffer journal, int entries)
    {
        for (var entry = 0; entry < entries; entry++)
        {
            journal.Add(new ChangeEntry { At = default, About = default, What = new string('x', 1_000) });
        }
    }
}
