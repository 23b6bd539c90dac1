using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal;

namespace CrossRiver.Emulator.Platform.Reports;

/// <summary>What rules read in a journal: calls, attempts and the faults that were injected into them.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void A_call_counts_once_it_is_answered()
    {
        var (first, open, second) = (Call("1", 200), new CallEntry { At = default, Method = "GET", Path = "/open", RequestId = "2" }, Call("3", 400));

        var history = new History([first, open, second], lost: 0);

        Assert.Equal([first, second], history.Calls);
        Assert.Equal((true, false), (first.IsAccepted(), second.IsAccepted()));
        Assert.Equal("GET /3 → 400", second.Line());
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(null, false)]
    public void A_status_from_200_to_299_accepts_a_call_and_takes_an_event(int? status, bool isGood)
    {
        Assert.Equal(isGood, Call("1", status ?? CallOutcome.NoStatus).IsAccepted());
        Assert.Equal(isGood, new SentAttempt(Attempt(1, status), []).IsTaken);
    }

    [Theory]
    [InlineData("customers.get: connection reset-before-answer", true)]
    [InlineData("customers.get: hang 30s", true)]
    [InlineData("customers.get: status 503", false)]
    [InlineData("hang", false)]
    public void A_connection_that_ends_or_hangs_loses_the_answer_to_its_call(string fault, bool isLost)
    {
        var history = new History([new FaultEntry { At = default, RequestId = "1", Fault = fault, Rule = "test" }, new FaultEntry { At = default, Fault = ": hang", Rule = "test" }], lost: 0);

        Assert.Equal((isLost, false), (history.HasLostAnswer(Call("1", 200)), history.HasLostAnswer(Call("2", 200))));
    }

    [Fact]
    public void An_event_is_found_by_its_identifier()
    {
        var happened = Happened(1);

        var history = new History([Happened(0), happened, Happened(1)], lost: 0);

        Assert.Same(happened, history.FindEvent(Id(1)));
        Assert.Null(history.FindEvent(Id(0)));
        Assert.Null(history.FindEvent(Id(2)));
    }

    [Theory]
    [InlineData(0, "1 2 3")]
    [InlineData(1, "2")]
    public void When_entries_were_lost_only_attempts_count_whose_event_is_still_there(long lost, string attempts)
    {
        var history = new History([Attempt(1, 200), Happened(2), Attempt(2, 200), Attempt(3, 200)], lost);

        Assert.Equal(attempts, string.Join(' ', history.Attempts.Select(attempt => attempt.Entry.EventId.ToString()[7..8])));
    }

    [Fact]
    public void An_event_that_never_happened_has_the_fault_phantom_before_all_others()
    {
        IReadOnlyList<JournalEntry> phantom =
        [
            new FaultEntry { At = default, EventId = Id(1), Fault = "phantom", Rule = "test" },
            new FaultEntry { At = default, EventId = Id(3), Fault = "duplicate", Rule = "test" },
        ];

        var history = new History([.. phantom, Attempt(1, 200), Attempt(1, 200, "auth: none"), Attempt(2, 200, "lose"), Attempt(3, 200)], lost: 0);

        Assert.Equal(["phantom", "phantom auth: none", "lose", ""], history.Attempts.Select(attempt => string.Join(' ', attempt.Faults)));
    }

    [Theory]
    [InlineData("auth: bad-signature", true, true)]
    [InlineData("Auth: none", true, true)]
    [InlineData("body: truncate", true, false)]
    [InlineData("connection: reset", true, false)]
    [InlineData("lose", true, false)]
    [InlineData("phantom", true, false)]
    [InlineData("duplicate", false, false)]
    [InlineData("reorder", false, false)]
    public void A_fault_spoils_an_attempt_if_the_partner_was_sent_something_else(string fault, bool isSpoiled, bool isForgery)
    {
        var attempt = new SentAttempt(Attempt(1, 200), ["duplicate", fault]);

        Assert.Equal(isSpoiled, attempt.IsSpoiled);
        Assert.Equal(isForgery ? fault : null, attempt.Forgery);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_webhook_that_a_tester_has_edited_is_spoiled(bool? edited, bool isSpoiled) =>
        Assert.Equal(isSpoiled, new SentAttempt(Attempt(1, 200, edited: edited), []).IsSpoiled);

    [Theory]
    [InlineData(503, "E 00000001-0000-0000-0000-000000000000, attempt 2: answered 503 after 12 ms")]
    [InlineData(null, "E 00000001-0000-0000-0000-000000000000, attempt 2: not answered after 12 ms")]
    public void An_attempt_is_told_in_a_line(int? status, string line) => Assert.Equal(line, new SentAttempt(Attempt(1, status), []).ToString());

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static CallEntry Call(string requestId, int status)
    {
        var call = new CallEntry { At = default, Method = "GET", Path = $"/{requestId}", RequestId = requestId };
        call.Answer(new CallOutcome(status, TimeSpan.Zero));
        return call;
    }

    // Without a number, no partner has registered for it.
    private static EventEntry Happened(int number) =>
        new() { At = default, About = ResourceKey.OfCustomer(Id(9)), EventName = "E", EventId = number is 0 ? null : Id(number) };

    private static AttemptEntry Attempt(int number, int? status, string? fault = null, bool? edited = null) => new()
    {
        At = default,
        EventName = "E",
        EventId = Id(number),
        Attempt = 2,
        CallbackUrl = "http://partner.example.test",
        StatusCode = status,
        Faults = fault is null ? null : [fault],
        Edited = edited,
        DurationMilliseconds = 12.4,
    };
}
