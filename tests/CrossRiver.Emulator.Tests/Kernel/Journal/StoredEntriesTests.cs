using System.Runtime.CompilerServices;
using System.Text.Json;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CsCheck;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>The entries as a journal keeps them.</summary>
public sealed class StoredEntriesTests
{
    private const int Capacity = 150;
    private const long MostBytes = 60_000;

    private static readonly int BytesOfValues = Unsafe.SizeOf<StoredEntry>();

    private static readonly DateTimeOffset Nine = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Partner = Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf");
    private static readonly Guid Customer = Guid.Parse("63a08245-a44c-8d01-fe70-b5120143169d");

    // Drops of too much memory are as frequent as drops of too many entries.
    private static readonly Gen<JournalEntry> AnyEntry = Gen.Select(Gen.Int[0, 4], Gen.Frequency((9, Gen.Int[0, 20]), (1, Gen.Int[200, 20_000])), (kind, length) => EntryOf(kind, new string('x', length)));

    public static TheoryData<string> Kinds => ["change", "event", "choice", "call", "control"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_entry_is_read_as_it_was_added(string kind)
    {
        var journal = new JournalBuffer(new JournalSize(10, MostBytes), new JournalOrder(), Partner);
        journal.Add(EntryOf(4, "before"));
        var entry = new[] { EntryOf(0, "ofac Pending → Clear"), EntryOf(1, "Core.Customer.Onboarded"), EntryOf(2, "clear"), EntryOf(3, "/"), EntryOf(4, "reset") }.Single(entry => entry.Kind == kind);

        journal.Add(entry);

        var read = journal.Read(after: 1, limit: 10).Entries;
        Assert.Equal(AsText(entry), AsText(Assert.Single(read)));
        Assert.Equal((2, Partner, 2), (read[0].Number, read[0].PartnerId, read[0].Order));
    }

    [Fact]
    public void An_entry_without_the_members_that_may_be_missing_is_read_without_them()
    {
        var journal = new JournalBuffer(new JournalSize(10, MostBytes), new JournalOrder());
        JournalEntry[] entries =
        [
            new ChangeEntry { At = Nine, About = ResourceKey.OfCustomer(Customer), What = "created" },
            new EventEntry { At = Nine, About = ResourceKey.OfCustomer(Customer), EventName = "Core.Customer.Onboarded" },
            new ChoiceEntry { At = Nine, CustomerId = Customer, Scenario = "clear", Reason = "it is the default" },
        ];

        entries.ToList().ForEach(journal.Add);

        Assert.Equal(entries.Select(AsText), journal.Read(after: 0, limit: 10).Entries.Select(AsText));
    }

    /// <summary>Each with what the others have not.</summary>
    public static TheoryData<string> Calls =>
    [
        "usual", "without a body", "without a customer and a client", "unanswered", "refused", "with a query", "repeated", "with unknown members", "with a name in large letters",
        "with a name that is no identifier", "with a part of a body", "with keys", "without a status",
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_is_read_as_it_was_answered(string kind)
    {
        var journal = new JournalBuffer(new JournalSize(10, MostBytes), new JournalOrder(), Partner);
        var call = new CallEntry
        {
            At = Nine,
            Method = "POST",
            Path = "/core/v1/cm/customers",
            RequestId = kind switch { "with a name in large letters" => $"{Customer}".ToUpperInvariant(), "with a name that is no identifier" => "1", _ => $"{Customer}" },
            SentQuery = kind is "with a query" ? "?pageSize=1" : null,
            ClientId = kind is "without a customer and a client" ? null : "client",
            OriginalRequestId = kind is "repeated" ? "2" : null,
            SentKeyHash = kind is "with keys" ? 3U : 0,
            SentTokenHash = kind is "with keys" ? 4U : 0,
            UnknownMembers = kind is "with unknown members" ? ["nick"] : null,
        };
        var body = """{"classification":"Personal"}"""u8.ToArray();
        var outcome = new CallOutcome(kind is "without a status" ? CallOutcome.NoStatus : 200, TimeSpan.FromMilliseconds(1.5))
        {
            Operation = "customers.create",
            CustomerId = kind is "without a customer and a client" ? null : Customer,
            Errors = kind is "refused" ? ["Name must be sent"] : null,
            Refusals = kind is "refused" ? ["missing"] : null,
            Body = kind switch { "without a body" => default, "with a part of a body" => body.AsMemory(0, 5), _ => body },
        };

        journal.Add(call);
        if (kind is not "unanswered")
        {
            call.Answer(outcome, kind is "without a body" ? 0 : 5_000);
            journal.Complete(call);
        }

        var read = Assert.IsType<CallEntry>(Assert.Single(journal.Read(after: 0, limit: 10).Entries));
        Assert.Equal(AsText(call), AsText(read));
        Assert.Equal((call.SentTokenHash, call.IsComplete, call.EstimateBytes()), (read.SentTokenHash, read.IsComplete, read.EstimateBytes()));
        Assert.Equal(call.Refusals ?? [], read.Refusals ?? []);
        Assert.True(read.HasBodyOf(call));
        Assert.Equal(call.EstimateBytes() + (ReferenceEquals(call, read) ? BytesOfValues : 0), journal.Bytes);
        Assert.Equal(kind is "usual" or "without a body" or "without a customer and a client" or "with keys" or "without a status", !ReferenceEquals(call, read));
    }

    [Fact]
    public void Of_several_calls_the_answered_one_is_stored_again_also_beside_a_gap_in_the_numbers()
    {
        var journal = new JournalBuffer(new JournalSize(10, MostBytes), new JournalOrder());
        var calls = Enumerable.Range(0, 4).Select(_ => new CallEntry { At = Nine, Method = "GET", Path = "/", RequestId = $"{Customer}" }).ToList();
        calls[..2].ForEach(journal.Add);
        journal.GoOnAfter(70);
        calls[2..].ForEach(journal.Add);

        foreach (var call in calls[1..3])
        {
            call.Answer(new CallOutcome(200, TimeSpan.Zero));
            journal.Complete(call);
        }

        var read = journal.Read(after: 0, limit: 10).Entries;
        Assert.Equal([1, 2, 71, 72], read.Select(entry => entry.Number));
        Assert.Equal([true, false, false, true], read.Zip(calls, ReferenceEquals));
        Assert.Equal([false, true, true, false], read.Select(entry => entry.IsComplete));
    }

    [Fact]
    public void Changes_with_equal_texts_keep_one_string()
    {
        var journal = new JournalBuffer(new JournalSize(10, MostBytes), new JournalOrder());
        foreach (var status in new[] { "Clear", "Clear", "Failed" })
        {
            journal.Add(new ChangeEntry { At = Nine, About = default, What = $"ofac Pending → {status}" });
        }

        var texts = journal.Read(after: 0, limit: 10).Entries.Cast<ChangeEntry>().Select(change => change.What).ToList();

        Assert.Same(texts[0], texts[1]);
        Assert.Equal("ofac Pending → Failed", texts[2]);
    }

    [Fact]
    public void A_full_journal_takes_further_changes_without_new_memory()
    {
        var entries = Enumerable.Range(0, Capacity * 5).Select(number => Numbered(EntryOf(number % 3, "text"), number + 1)).ToList();
        var stored = new StoredEntries(new JournalSize(Capacity, MostBytes * 10));
        entries[..(Capacity * 2)].ForEach(entry => stored.Add(entry));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = Capacity * 2; i < entries.Count; i++)
        {
            stored.Add(entries[i]);
        }

        // The choices weigh their lists of near misses with an enumerator.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Capacity * 100);
        Assert.Equal(Capacity, stored.Count);
    }

    [Fact]
    public void An_entry_that_was_dropped_is_weighed_no_more()
    {
        var stored = new StoredEntries(new JournalSize(1, MostBytes));
        var (dropped, kept) = (new FaultEntry { At = Nine, Fault = "", Rule = "" }, new FaultEntry { At = Nine, Fault = "", Rule = "" });
        stored.Add(Numbered(dropped, 1));
        var bytes = stored.Bytes;

        Assert.Equal(0, stored.Add(Numbered(kept, 2)));
        Assert.Equal((0, bytes), (stored.Update(dropped), stored.Bytes));
        Assert.Equal(-bytes, stored.Clear());
        Assert.Equal((0, 0, 0), (stored.Update(kept), stored.Bytes, stored.Count));
    }

    [Fact]
    public void Whatever_is_added_dropped_and_cleared_the_newest_entries_stay_in_order() => Gen.Select(AnyEntry, Gen.Int[0, 200]).List[0, 600].Sample(
        deeds =>
        {
            var stored = new StoredEntries(new JournalSize(Capacity, MostBytes));
            var (model, last) = (new List<JournalEntry>(), 0);
            foreach (var (entry, deed) in deeds)
            {
                var before = stored.Bytes;
                var grown = 0L;
                switch (deed)
                {
                    case 0:
                        grown = stored.Clear();
                        model.Clear();
                        break;
                    case 1 or 2:
                        grown = -stored.DropDownTo(MostBytes / 2);
                        TrimTo(MostBytes / 2);
                        break;
                    default:
                        grown = stored.Add(Numbered(entry, ++last));
                        model.Add(entry);
                        model.RemoveRange(0, Math.Max(0, model.Count - Capacity));
                        TrimTo(MostBytes);
                        break;
                }

                Assert.Equal(model.Sum(BytesOf), stored.Bytes);
                Assert.Equal((stored.Bytes - before, model.Count), (grown, stored.Count));
            }

            var copies = new StoredEntry[Capacity + 1];
            foreach (var place in new[] { 0, last - 70, last - 1, last })
            {
                var count = stored.CopyAfter(place, static entry => entry.Number, copies);
                Assert.Equal(model.Where(entry => entry.Number > place).Select(AsText), copies[..count].Select(copy => AsText(copy.ToEntry(null))));
            }

            void TrimTo(long bytes)
            {
                while (model.Count > 1 && model.Sum(BytesOf) > bytes)
                {
                    model.RemoveAt(0);
                }
            }
        },
        iter: 60);

    private static JournalEntry EntryOf(int kind, string text) => kind switch
    {
        0 => new ChangeEntry { At = Nine, By = EntryCause.Partner, DueAt = Nine.AddSeconds(1), About = ResourceKey.OfCustomer(Customer), What = text, Field = "ofac", Value = "Clear" },
        1 => new EventEntry { At = Nine, By = EntryCause.Tester, DueAt = Nine.AddSeconds(1), About = ResourceKey.OfCustomer(Customer), EventName = text, EventId = Partner },
        2 => new ChoiceEntry { At = Nine, By = EntryCause.Partner, CustomerId = Customer, Scenario = text, Reason = "its match holds", Lost = [new ScenarioNearMiss("pep-hit", "name.lastName")] },
        3 => new CallEntry { At = Nine, Method = "GET", Path = text, RequestId = "1" },
        _ => new ControlEntry { At = Nine, What = text },
    };

    private static T Numbered<T>(T entry, int number)
        where T : JournalEntry
    {
        (entry.Number, entry.Order) = (number, number);
        return entry;
    }

    private static long BytesOf(JournalEntry entry) => entry.EstimateBytes() + (entry is ChangeEntry or EventEntry or ChoiceEntry ? 0 : BytesOfValues);

    private static string AsText(JournalEntry entry) => JsonSerializer.Serialize<object>(entry);
}
