using System.Text;
using CrossRiver.Emulator.Kernel.Journal.Keeping;

namespace CrossRiver.Emulator.Kernel.Journal;

public sealed class JournalBufferTests
{
    private const long Plenty = 1024 * 1024;

    private readonly JournalOrder _order = new();

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
        Assert.Equal((0, 25), (journal.Read(JournalQuery.End, limit: 1).Lost, journal.Read(JournalQuery.End, limit: 1).Cursor));
    }

    [Fact]
    public void A_cursor_of_an_earlier_life_is_told_from_others_and_served_from_the_beginning()
    {
        var journal = Filled(capacity: 10, entries: 5);
        var merged = new MergedJournal(_order, () => [journal]);

        foreach (var excerpt in new[] { journal.Read(after: 6, limit: 2), merged.Read(new JournalQuery(6, 2)) })
        {
            Assert.Equal((true, 0, 2), (excerpt.IsRestarted, excerpt.Lost, excerpt.Cursor));
            Assert.Equal([1, 2], excerpt.Entries.Select(entry => entry.Number));
        }

        Assert.False(journal.Read(after: 5, limit: 2).IsRestarted);
    }

    [Fact]
    public void A_journal_that_goes_on_after_an_earlier_life_repeats_no_number_and_says_what_of_that_life_is_missing()
    {
        var journal = Filled(capacity: 10, entries: 2);

        journal.GoOnAfter(18);
        journal.Add(Entry("next"));

        Assert.Equal([1, 2, 19], journal.Read(after: 0, limit: 10).Entries.Select(entry => entry.Number));
        Assert.Equal((0, 16, 4), (journal.Read(after: 0, limit: 10).Lost, journal.Read(after: 2, limit: 10).Lost, journal.Read(after: 14, limit: 10).Lost));
        Assert.Equal((0, 19), (journal.Read(after: 18, limit: 10).Lost, journal.Read(after: 18, limit: 10).Cursor));
    }

    [Fact]
    public void An_earlier_life_that_was_no_longer_changes_nothing()
    {
        var journal = Filled(capacity: 10, entries: 25);

        journal.GoOnAfter(25);
        _order.GoOnAfter(25);

        Assert.Equal((15, 25), (journal.Read(after: 0, limit: 1).Lost, journal.LastNumber));
        Assert.Equal((25, 0), (_order.Last, _order.BeginsAfter));
        _order.GoOnAfter(30);
        Assert.Equal((30, 30, 31), (_order.Last, _order.BeginsAfter, _order.Next()));
    }

    [Fact]
    public void A_journal_that_is_saved_goes_on_in_an_empty_one()
    {
        var journal = Filled(capacity: 10, entries: 5);
        journal.Clear();
        journal.Add(Entry("one"));
        var call = new CallEntry { At = default, Method = "GET", Path = "/", RequestId = "1" };
        journal.Add(call);
        var order = new JournalOrder();
        var restored = new JournalBuffer(new JournalSize(10, Plenty), order, Guid.Empty);

        restored.GoOn(journal.Save(), number: 7);

        var read = restored.Read(after: 0, limit: 10);
        Assert.Equal([(6, "control"), (7, "call")], read.Entries.Select(entry => ((int)entry.Number, entry.Kind)));
        Assert.Equal((0, Guid.Empty), (read.Lost, read.Entries[0].PartnerId));
        Assert.Equal((7, restored.Bytes), (order.Last, order.Memory.Bytes));
        Assert.True(restored.Bytes > 0);
    }

    [Fact]
    public void A_journal_with_entries_takes_no_saved_ones_and_goes_on_after_their_numbers()
    {
        var (saved, journal) = (Filled(capacity: 10, entries: 5).Save(), Filled(capacity: 10, entries: 1));

        journal.GoOn(saved, number: 5);
        journal.GoOn(saved: null, number: 6);

        Assert.Single(journal.Read(after: 0, limit: 10).Entries);
        Assert.Equal(6, journal.LastNumber);
    }

    [Fact]
    public void A_reader_that_stops_at_an_unanswered_call_goes_on_before_it()
    {
        var journal = Filled(capacity: 10, entries: 2);
        journal.Add(new CallEntry { At = default, Method = "GET", Path = "/", RequestId = "1" });
        journal.Add(Entry("behind it"));

        var all = journal.Read(new JournalQuery(0, 10) { StopsAtUnanswered = true });
        var others = journal.Read(new JournalQuery(0, 10) { StopsAtUnanswered = true, Filter = JournalFilter.OfKind("control") });

        Assert.Equal((2, 2, true), (all.Entries.Count, all.Cursor, all.IsHeldUp));
        Assert.Equal((3, 4, false), (others.Entries.Count, others.Cursor, others.IsHeldUp));
        Assert.Equal((0, 2, true), Summary(journal.Read(new JournalQuery(2, 10) { StopsAtUnanswered = true })));
    }

    [Fact]
    public void The_cursor_of_a_full_excerpt_is_its_last_entry_and_of_another_one_the_end_of_the_journal()
    {
        var journal = Filled(capacity: 10, entries: 4);
        journal.Add(new RegistrationEntry { At = default, RegistrationId = default, EventName = "", What = "" });

        Assert.Equal((2, 2, false), Summary(journal.Read(after: 0, limit: 2)));
        Assert.Equal((4, 4, false), Summary(journal.Read(new JournalQuery(0, 4) { Filter = JournalFilter.OfKind("control") })));
        Assert.Equal((4, 5, false), Summary(journal.Read(new JournalQuery(0, 5) { Filter = JournalFilter.OfKind("control") })));
        Assert.Equal((1, 5, false), Summary(journal.Read(new JournalQuery(4, 1))));
    }

    [Fact]
    public void Observers_see_each_entry_once_it_is_complete()
    {
        var seen = new List<JournalEntry>();
        var journal = new JournalBuffer(new JournalSize(10, Plenty), new JournalOrder { Observers = [new JournalObserver(seen.Add)] });
        var (entry, call) = (Entry("something"), new CallEntry { At = default, Method = "GET", Path = "/", RequestId = "1" });

        journal.Add(entry);
        journal.Add(call);
        Assert.Equal([entry], seen);
        call.Answer(new CallOutcome(200, TimeSpan.Zero));
        journal.Complete(call);

        Assert.Equal([entry, call], seen);
    }

    [Fact]
    public void What_was_forgotten_on_purpose_is_missed_only_by_a_reader_in_its_midst()
    {
        var journal = Filled(capacity: 10, entries: 5);

        journal.Clear();

        Assert.Equal((0, 5), (journal.Read(after: 0, limit: 10).Lost, journal.Read(after: 0, limit: 10).Cursor));
        Assert.Equal((2, 5), (journal.Read(after: 3, limit: 10).Lost, journal.Read(after: 3, limit: 10).Cursor));
    }

    [Fact]
    public void Long_entries_are_dropped_before_there_are_too_many()
    {
        var journal = new JournalBuffer(new JournalSize(Entries: 1000, Bytes: 100_000), _order);

        for (var i = 0; i < 100; i++)
        {
            journal.Add(Entry(new string('x', 5_000)));
        }

        var kept = journal.Read(after: 0, limit: 1000);
        Assert.Equal(9, kept.Entries.Count);
        Assert.Equal((91, 100), (kept.Lost, kept.Cursor));
        Assert.InRange(journal.Bytes, 90_000, 100_000);
    }

    [Fact]
    public void A_call_weighs_what_its_body_keeps_alive_and_an_entry_that_is_too_large_is_kept_alone()
    {
        var journal = new JournalBuffer(new JournalSize(Entries: 1000, Bytes: 3_000), _order);
        var call = new CallEntry { At = default, Method = "POST", Path = "/", RequestId = "1" };
        journal.Add(Entry("before"));
        journal.Add(call);
        Assert.Equal(2, journal.Read(after: 0, limit: 10).Entries.Count);

        call.Answer(new CallOutcome(200, TimeSpan.Zero) { Body = new byte[10_000].AsMemory(0, 4000) });
        journal.Complete(call);

        Assert.Same(call, Assert.Single(journal.Read(after: 0, limit: 10).Entries));
        Assert.InRange(journal.Bytes, 10_000, 11_000);

        journal.Add(Entry("after"));
        Assert.Equal([3], journal.Read(after: 0, limit: 10).Entries.Select(entry => entry.Number));
        Assert.InRange(journal.Bytes, 1, 1_000);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(300)]
    [InlineData(1000)]
    public void Whatever_its_size_it_keeps_the_newest_entries_in_order(int capacity)
    {
        for (var entries = 0; entries < 1500; entries += 61)
        {
            var kept = Filled(capacity, entries).Read(after: 0, limit: int.MaxValue);

            var expected = Enumerable.Range(1, entries).TakeLast(capacity).Select(number => (long)number);
            Assert.Equal(expected, kept.Entries.Select(entry => entry.Number));
            Assert.Equal((entries, Math.Max(0, entries - capacity)), (kept.Cursor, kept.Lost));
        }
    }

    [Fact]
    public void All_journals_are_read_as_one_in_the_order_of_their_entries_each_once()
    {
        var journals = Enumerable.Range(0, 3).Select(_ => new JournalBuffer(new JournalSize(10_000, Plenty * 10), _order, Guid.Empty)).ToList();
        var merged = new MergedJournal(_order, () => journals);
        for (var i = 0; i < 999; i++)
        {
            journals[i % 7 % 3].Add(Entry($"{i}"));
        }

        var (read, cursor) = (new List<string>(), 0L);
        for (var excerpt = merged.Read(new JournalQuery(cursor, 50)); excerpt.Entries is not []; excerpt = merged.Read(new JournalQuery(cursor, 50)))
        {
            read.AddRange(excerpt.Entries.Select(entry => ((ControlEntry)entry).What));
            cursor = excerpt.Cursor;
            Assert.Equal(0, excerpt.Lost);
        }

        Assert.Equal(Enumerable.Range(0, 999).Select(i => $"{i}"), read);
        Assert.Equal(999, cursor);
    }

    [Fact]
    public void Read_as_one_the_journals_say_how_many_entries_all_of_them_have_lost()
    {
        JournalBuffer[] journals = [new(new JournalSize(10, Plenty), _order), new(new JournalSize(100, Plenty), _order)];
        var merged = new MergedJournal(_order, () => journals);
        for (var i = 0; i < 60; i++)
        {
            journals[i % 2].Add(Entry("something"));
        }

        var all = merged.Read(new JournalQuery(0, 1000));
        Assert.Equal((40, 20, 60), (all.Entries.Count, all.Lost, all.Cursor));
        Assert.Equal((60, 0), (merged.Read(new JournalQuery(JournalQuery.End, 10)).Cursor, merged.Read(new JournalQuery(JournalQuery.End, 10)).Lost));
    }

    [Fact]
    public async Task Who_reads_all_journals_while_many_write_misses_nothing()
    {
        const int Writers = 4;
        const int Each = 2_000;
        var journals = Enumerable.Range(0, Writers).Select(_ => new JournalBuffer(new JournalSize(Each, Plenty * 10), _order)).ToList();
        var merged = new MergedJournal(_order, () => journals);
        var writing = Task.WhenAll(journals.Select(journal => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                journal.Add(Entry("something"));
            }
        })));

        var (read, cursor) = (0, 0L);
        while (read < Writers * Each)
        {
            var changed = merged.WhenChangedAsync();
            var excerpt = merged.Read(new JournalQuery(cursor, 100));
            Assert.Equal(0, excerpt.Lost);
            (read, cursor) = (read + excerpt.Entries.Count, excerpt.Cursor);
            if (excerpt.Entries is [] && read < Writers * Each)
            {
                await changed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            }
        }

        await writing;
        Assert.Equal(Writers * Each, read);
    }

    [Theory]
    [InlineData("""{"profile":{"taxId":"123456789"},"name":"Peter"}""", """{"profile":{"taxId":"*****6789"},"name":"Peter"}""")]
    [InlineData("""{"tax_id":123456789,"ID-Number":"1234","ssn":["1","2"]}""", """{"tax_id":"*****6789","ID-Number":"***","ssn":"***"}""")]
    [InlineData("""{"authUsername":"u","authPassword":"p","client_secret":{"a":1},"accessToken":7}""", """{"authUsername":"u","authPassword":"***","client_secret":"***","accessToken":"***"}""")]
    [InlineData("""{"callbackUrl":"https://u:p@host/a@b","mail":"a@b.test"}""", """{"callbackUrl":"https://***@host/a@b","mail":"a@b.test"}""")]
    [InlineData("""[{"a":[1,true,null,"é"]},[]]""", """[{"a":[1,true,null,"é"]},[]]""")]
    [InlineData("""{"a":{"password":"secr""", """{"a":{}}""")]
    [InlineData("""{"a":[1,{"taxId":["12345""", """{"a":[1,{"taxId":"***"}]}""")]
    [InlineData("""{"a":1,"b" nonsense password""", """{"a":1}""")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"(no text)"}""")]
    [InlineData("grant_type=client_credentials&client_secret=s", null)]
    [InlineData("\"password\"", null)]
    public void A_body_is_shown_without_what_nobody_is_to_read(string body, string? shown)
    {
        var call = new CallEntry { At = default, Method = "POST", Path = "/", RequestId = "1" };
        call.Answer(new CallOutcome(200, TimeSpan.Zero) { Body = Encoding.UTF8.GetBytes(body) });

        Assert.Equal(shown, call.Body?.GetRawText());
    }

    [Theory]
    [InlineData("?partnerId=1&taxId=123456789&x", "partnerId=1&taxId=*****6789&x")]
    [InlineData("?access_token=abc&tax%49d=123456789", "access_token=***&tax%49d=*****6789")]
    [InlineData("?back=https%3A%2F%2Fu%3Ap%40host", "back=https%3A%2F%2F***%40host")]
    [InlineData("?", null)]
    public void A_query_is_shown_without_what_nobody_is_to_read(string query, string? shown) =>
        Assert.Equal(shown, new CallEntry { At = default, Method = "GET", Path = "/", RequestId = "1", SentQuery = query }.Query);

    [Fact]
    public void The_version_increases_with_an_entry_and_with_the_answer_to_a_call()
    {
        var journal = Filled(capacity: 10, entries: 1);
        var call = new CallEntry { At = default, Method = "POST", Path = "/", RequestId = "1" };
        var before = journal.Version;

        journal.Add(call);
        var added = journal.Version;
        call.Answer(new CallOutcome(200, TimeSpan.Zero));
        journal.Complete(call);

        Assert.True(before < added && added < journal.Version);
    }

    private static (int Count, long Cursor, bool IsHeldUp) Summary(JournalPage page) => (page.Entries.Count, page.Cursor, page.IsHeldUp);

    private static ControlEntry Entry(string what) => new() { At = default, What = what };

    private JournalBuffer Filled(int capacity, int entries)
    {
        var journal = new JournalBuffer(new JournalSize(capacity, Plenty), _order);
        for (var i = 0; i < entries; i++)
        {
            journal.Add(Entry("something"));
        }

        return journal;
    }
}
