using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Platform.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Rules and what they make of entries that are hard to come by from outside.</summary>
public sealed class ReportCardTests
{
    private static readonly ReportCard Card = CreateCard();
    private static readonly Guid Customer = new("11111111-0000-0000-0000-000000000001");
    private static readonly Guid Event = new("22222222-0000-0000-0000-000000000001");

    [Theory]
    [InlineData(200, "Failed")]
    [InlineData(401, "Passed")]
    [InlineData(null, "NotObservable")]
    public void A_webhook_with_a_bad_signature_is_to_be_refused(int? status, string verdict)
    {
        var judged = Judge([Happened(), Attempt(status, fault: "auth: bad-signature")]);

        Assert.Equal(verdict, $"{judged["refused-forgeries"].Verdict}");
    }

    [Fact]
    public void A_refused_forgery_is_no_refused_duplicate()
    {
        var judged = Judge([Happened(), Attempt(200), Attempt(401, fault: "auth: wrong-password"), Attempt(200)]);

        Assert.Equal((Verdict.Passed, 1), (judged["took-duplicates"].Verdict, judged["took-duplicates"].Kept));
    }

    [Fact]
    public void The_retry_of_an_attempt_that_was_not_taken_is_no_duplicate()
    {
        var judged = Judge([Happened(), Attempt(500), Attempt(500)]);

        Assert.Equal(Verdict.NotObservable, judged["took-duplicates"].Verdict);
    }

    [Theory]
    [InlineData(null, "NotObservable")]
    [InlineData("key", "Passed")]
    [InlineData("other", "Failed")]
    [InlineData("", "Failed")]
    public void A_call_whose_answer_was_lost_is_repeated_with_its_key(string? again, string verdict)
    {
        List<JournalEntry> entries =
        [
            Call("1", "key"),
            new FaultEntry { At = default, RequestId = "1", Fault = "addresses.add: connection reset-before-answer", Rule = "test" },
            .. again is null ? [] : new[] { Call("2", again) },
        ];

        Assert.Equal(verdict, $"{Judge(entries)["retried-with-same-key"].Verdict}");
    }

    [Fact]
    public void Another_body_is_another_call()
    {
        var judged = Judge([Call("1", "", status: 503, body: """{"a":1}"""), Call("2", "", body: """{"a":2}""")]);

        Assert.Equal(Verdict.NotObservable, judged["retried-with-same-key"].Verdict);
    }

    [Theory]
    [InlineData("Basic", "Failed")]
    [InlineData("Extended", "NotObservable")]
    public void Only_an_event_that_does_not_tell_must_be_followed_by_a_read(string format, string verdict)
    {
        var judged = Judge([Happened(), Attempt(200, format)]);

        Assert.Equal(verdict, $"{judged["read-after-thin-event"].Verdict}");
    }

    [Fact]
    public void A_receiver_that_reads_before_it_answers_has_read()
    {
        var judged = Judge([Happened(), Read(0), Attempt(200)]);

        Assert.Equal(Verdict.Passed, judged["read-after-thin-event"].Verdict);
    }

    [Fact]
    public void A_read_of_an_event_of_the_customer_is_no_read_of_the_customer()
    {
        var judged = Judge([Happened(), Attempt(200), Call("1", "", operation: "events.get", method: "GET", path: "/webhooks/v1/events/1")]);

        Assert.Equal(Verdict.Failed, judged["read-after-thin-event"].Verdict);
    }

    [Fact]
    public void A_list_may_have_told_of_the_customer()
    {
        var judged = Judge([Happened(), Attempt(200), Call("1", "", operation: "customers.list", method: "GET", customer: null)]);

        Assert.Equal(Verdict.NotObservable, judged["read-after-thin-event"].Verdict);
    }

    [Fact]
    public void Nobody_polls_who_reads_again_because_something_came()
    {
        var judged = Judge([Call("1", "", operation: "customers.create"), Read(0), Happened(), Attempt(200), Read(1)]);

        Assert.Equal(Verdict.NotObservable, judged["polled-slowly"].Verdict);
    }

    [Theory]
    [InlineData(2, "NotObservable")]
    [InlineData(3, "Failed")]
    public void Who_answers_two_webhooks_first_may_read_twice(int reads, string verdict)
    {
        var judged = Judge([Call("1", "", operation: "customers.create"), Happened(), Happened(), Attempt(200), Attempt(200), .. Enumerable.Range(0, reads).Select(Read)]);

        Assert.Equal(verdict, $"{judged["polled-slowly"].Verdict}");
    }

    [Fact]
    public void A_read_that_comes_before_its_webhook_is_in_the_journal_is_no_poll()
    {
        // The event was sent once more, which is no new event.
        var judged = Judge([Call("1", "", operation: "customers.create"), Happened(), Attempt(200), Read(0), Read(1), Attempt(200)]);

        Assert.Equal(Verdict.NotObservable, judged["polled-slowly"].Verdict);
    }

    [Fact]
    public void A_webhook_excuses_one_read_and_none_before_it_happened()
    {
        var twice = Judge([Call("1", "", operation: "customers.create"), Read(0), Read(1), Read(2), Attempt(200)]);
        var before = Judge([Call("1", "", operation: "customers.create"), Read(0), Read(1), Happened(), Attempt(200)]);

        Assert.Equal((Verdict.Failed, Verdict.Failed), (twice["polled-slowly"].Verdict, before["polled-slowly"].Verdict));
    }

    [Theory]
    [InlineData(1, "Failed")]
    [InlineData(30, "Passed")]
    public void A_customer_is_polled_while_its_scans_are_pending(int seconds, string verdict)
    {
        var judged = Judge([Call("1", "", operation: "customers.create"), Read(0), Read(seconds)]);

        Assert.Equal(verdict, $"{judged["polled-slowly"].Verdict}");
    }

    [Fact]
    public void A_customer_whose_scans_are_over_is_read_at_will()
    {
        var judged = Judge([Call("1", "", operation: "customers.create"), Change("ofac Pending → Clear"), Change("pepScan Pending → Clear"), Read(0), Read(1)]);

        Assert.Equal(Verdict.NotObservable, judged["polled-slowly"].Verdict);
    }

    [Fact]
    public void Evidence_is_bounded_and_all_is_counted()
    {
        List<JournalEntry> entries = [Happened(), .. Enumerable.Range(0, 101).Select(time => Attempt(time is 0 ? 200 : 500))];

        var judged = Judge(entries)["took-duplicates"];

        Assert.Equal((100, 20), (judged.Broken, judged.Evidence.Count));
    }

    [Fact]
    public void What_was_lost_may_explain_what_is_left()
    {
        var judged = Judge([Attempt(200), Attempt(401)], lost: 1);

        Assert.Equal(Verdict.NotObservable, judged["took-duplicates"].Verdict);
    }

    [Fact]
    public void The_rules_of_all_modules_are_told_in_one_order() => Assert.Equal(
        [
            "acknowledged-in-time", "read-after-thin-event", "took-duplicates", "kept-latest", "retried-with-same-key", "one-customer-an-identifier",
            "refused-forgeries", "polled-slowly", "opened-account-before-clear", "kept-token", "sent-known-members",
        ],
        Card.Judge([], lost: 0).Select(rule => rule.Rule));

    private static ReportCard CreateCard()
    {
        using var app = EmulatorApplication.CreateEmbedded([]);
        return app.Services.GetRequiredService<ReportCard>();
    }

    private static Dictionary<string, RuleResult> Judge(List<JournalEntry> entries, long lost = 0)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].Number = lost + i + 1;
        }

        return Card.Judge(entries, lost).ToDictionary(rule => rule.Rule, StringComparer.Ordinal);
    }

    private static EventEntry Happened() => new() { At = default, About = ResourceKey.OfCustomer(Customer), EventName = "Core.Customer.Onboarded", EventId = Event };

    private static ChangeEntry Change(string what) => new() { At = default, About = ResourceKey.OfCustomer(Customer), What = what };

    private static AttemptEntry Attempt(int? status, string format = "Basic", string? fault = null) => new()
    {
        At = default,
        CustomerId = Customer,
        EventName = "Core.Customer.Onboarded",
        EventId = Event,
        Format = format,
        Attempt = 1,
        CallbackUrl = "http://partner.example.test",
        StatusCode = status,
        Faults = fault is null ? null : [fault],
        DurationMilliseconds = 1,
    };

    private static CallEntry Read(int seconds) => Call($"read-{seconds}", "", operation: "customers.get", method: "GET", at: seconds);

    private static CallEntry Call(
        string requestId, string key, int status = 200, string? body = null, string operation = "addresses.add", string method = "POST", int at = 0, string? customer = "",
        string path = "/core/v1/cm/customers/1")
    {
        var call = new CallEntry
        {
            At = default(DateTimeOffset).AddSeconds(at),
            Method = method,
            Path = path,
            RequestId = requestId,
            SentKeyHash = (uint)key.Length,
        };
        call.Answer(new CallOutcome(status, TimeSpan.Zero)
        {
            Operation = operation,
            CustomerId = customer is null ? null : Customer,
            Body = body is null ? default : System.Text.Encoding.UTF8.GetBytes(body),
        });

        return call;
    }
}
