using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>The report shows what a partner did about its customers, and each observation names its place.</summary>
public sealed class CustomerRulesTests
{
    private const string AnEvent = "Core.Customer.Ofac.Changed 00000002-0000-0000-0000-000000000000, attempt 1: answered 200 after 1 ms";

    private static readonly Guid One = TestHistory.Id(1);

    [Fact]
    public void Each_rule_says_what_a_good_integration_does_and_who_says_so() => Assert.Equal(
        [
            "20 read-after-thin-event: reads the customer, or the part of it, after a Basic event about it"
                + " (pages: the help centre advises a GET before anything is done about an event (docs/fidelity.md#webhooks)); no Basic event about one customer was taken",
            "40 kept-latest: keeps the latest status when events arrive out of order"
                + " (pages: no order is promised (docs/fidelity.md#webhooks)); no events about a customer's scans arrived out of order, or the partner showed no reaction to them",
            "60 one-customer-an-identifier: makes no second customer for one clientIdentifier"
                + " (pages: clientIdentifier is better unique; the bank is not seen to enforce it (docs/fidelity.md#idempotency)); no customer was made with a clientIdentifier",
            "80 polled-slowly: polls events, and a customer whose scans are pending, no faster than every 30 s"
                + " (pages, for events: not more than once in 30 s (docs/fidelity.md#webhooks); that it holds for customers is ours); nothing was polled twice",
        ],
        new Rule[] { new ReadAfterThinEvent(), new KeptLatest(), new OneCustomerAnIdentifier(), new PolledSlowly() }
            .Select(rule => $"{rule.Order} {rule.Name}: {rule.Sentence} ({rule.Source}); {new TestHistory().JudgedBy(rule).Why}"));

    [Fact]
    public void One_identifier_belongs_to_one_customer()
    {
        var history = new TestHistory().Create(1, "a").Create(2, "b").Create(3, "a").Create(4).Create(5, "A").Create(6, "b", status: 500).Create(7, "a", isRepeated: true).Create(0, "a")
            .Call("accounts.open", 8, body: """{"clientIdentifier":"a"}""");

        Assert.Equal(
            [
                $"1 good: customer {One} is made for clientIdentifier a",
                $"2 good: customer {TestHistory.Id(2)} is made for clientIdentifier b",
                $"3 bad: customer {TestHistory.Id(3)} is made for clientIdentifier a, as {One} was by entry 1",
                $"5 good: customer {TestHistory.Id(5)} is made for clientIdentifier A",
                $"6 bad: customer {TestHistory.Id(6)} is made for clientIdentifier b, as {TestHistory.Id(2)} was by entry 2",
            ],
            history.ObservedBy(new OneCustomerAnIdentifier()));
    }

    [Fact]
    public void A_thin_event_is_followed_by_a_read_of_its_customer()
    {
        var rule = new ReadAfterThinEvent();
        var thin = () => new TestHistory().Happened(2).Attempt(2, format: "Basic");

        Assert.Equal([$"2 bad: {AnEvent}; customer {One} was not read since"], thin().ObservedBy(rule));
        Assert.Equal([$"2 good: {AnEvent}; customer {One} was read since"], thin().Read().ObservedBy(rule));
        Assert.Equal([$"2 good: {AnEvent}; customer {One} was read since"], thin().Call("addresses.list", path: "/CORE/v1/cm/customers/1/addresses").ObservedBy(rule));
        Assert.Equal([$"3 good: {AnEvent}; customer {One} was read since"], new TestHistory().Happened(2).Read().Attempt(2, format: "Basic").ObservedBy(rule));
        Assert.All(
            new[]
            {
                thin().Read(customer: 2), thin().Read(status: 404), thin().Read(customer: 0), thin().Call("addresses.add", method: "POST"), thin().Call("events.get", path: "/webhooks/v1/events/1"),
                thin().Call("customers.list", customer: 0, status: 500), thin().Call("addresses.list", customer: 0, path: "/core/v1/cm"),
            },
            history => Assert.Equal([$"2 bad: {AnEvent}; customer {One} was not read since"], history.ObservedBy(rule)));
        Assert.Equal([$"3 bad: {AnEvent}; customer {One} was not read since"], new TestHistory().Read().Happened(2).Attempt(2, format: "Basic").ObservedBy(rule));
    }

    [Fact]
    public void A_list_may_have_shown_the_customer_of_a_thin_event()
    {
        var rule = new ReadAfterThinEvent();

        Assert.Empty(new TestHistory().Happened(2).Attempt(2, format: "Basic").Call("customers.list", customer: 0).ObservedBy(rule));
        Assert.Equal(
            [$"3 bad: {AnEvent}; customer {One} was not read since"],
            new TestHistory().Call("customers.list", customer: 0).Happened(2).Attempt(2, format: "Basic").ObservedBy(rule));
        Assert.Equal(
            [$"2 good: {AnEvent}; customer {One} was read since"],
            new TestHistory().Happened(2).Attempt(2, format: "Basic").Read().Call("customers.list", customer: 0).ObservedBy(rule));
    }

    [Fact]
    public void An_event_counts_once_and_only_if_it_was_taken_as_the_bank_sent_it()
    {
        var rule = new ReadAfterThinEvent();

        Assert.Single(new TestHistory().Happened(2).Attempt(2, format: "Basic").Attempt(2, format: "Basic").ObservedBy(rule));
        Assert.All(
            new[]
            {
                new TestHistory().Happened(2).Attempt(2, format: "Extended"), new TestHistory().Happened(2).Attempt(2, 500, "Basic"), new TestHistory().Happened(2).Attempt(2, null, "Basic"),
                new TestHistory().Happened(2).Attempt(2, 200, "Basic", fault: "body: truncated"), new TestHistory().Attempt(2, format: "Basic"),
                new TestHistory().Happened(2).Attempt(2, format: "Basic", customer: 0),
            },
            history => Assert.Empty(history.ObservedBy(rule)));
    }

    [Fact]
    public void A_read_after_an_old_event_shows_that_the_latest_status_is_kept()
    {
        var rule = new KeptLatest();

        Assert.Equal(
            [$"5 good: GET /core/v1/cm/customers/1 → 200 after an old event arrived late: {AnEvent}"],
            new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(2).Read().Read().ObservedBy(rule));
        Assert.All(
            new[]
            {
                new TestHistory().Happened(2).Happened(3).Attempt(2).Attempt(3).Read(),
                new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(3).Read(),
                new TestHistory().Happened(2).Happened(3).Attempt(3, 500).Attempt(2).Read(),
                new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(2, 500).Read(),
                new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(2, fault: "auth: bad-signature").Read(),
                new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(2).Read(status: 500),
                new TestHistory().Happened(2).Happened(3).Attempt(3).Attempt(2).Read(customer: 2),
                new TestHistory().Happened(2, CustomerEvents.NameChanged).Happened(3, CustomerEvents.NameChanged).Attempt(3).Attempt(2).Read(),
                new TestHistory().Happened(2, CustomerEvents.PepScanChanged).Happened(3).Attempt(3).Attempt(2).Read(),
                new TestHistory().Happened(3).Attempt(3).Attempt(2).Read(),
            },
            history => Assert.Empty(history.ObservedBy(rule)));
    }

    [Theory]
    [InlineData("ofac Failed → Clear", true)]
    [InlineData("ofac Failed → Clear, pepScan Pending → Clear", true)]
    [InlineData("ofac Failed → Clear, pepScan Pending → Positive", false)]
    [InlineData("ofac Clear → Failed, pepScan Pending → Clear", false)]
    [InlineData("pepScan Pending → Clear", false)]
    [InlineData("ofac Failed → Clear, ofac Clear → Failed", false)]
    [InlineData("name", false)]
    public void A_decline_of_a_clear_customer_shows_that_an_old_event_was_believed(string changes, bool isBroken)
    {
        var history = new TestHistory();
        changes.Split(", ").ToList().ForEach(change => history.Change(change));
        history.Happened(2).Happened(3).Attempt(3).Attempt(2).Call("customers.delete", method: "DELETE");

        Assert.Equal(
            isBroken ? [$"{changes.Split(", ").Length + 5} bad: DELETE /core/v1/cm/customers/1 → 200, although the scans are clear, after an old event arrived late: {AnEvent}"] : [],
            history.ObservedBy(new KeptLatest()));
    }

    [Fact]
    public void A_decline_after_a_read_or_without_an_old_event_shows_nothing()
    {
        var rule = new KeptLatest();
        var clear = () => new TestHistory().Change("ofac Failed → Clear").Happened(2).Happened(3).Attempt(3);

        Assert.Empty(clear().Call("customers.delete", method: "DELETE").ObservedBy(rule));
        Assert.Empty(clear().Read().Attempt(2).Call("customers.delete", method: "DELETE").ObservedBy(rule));
        Assert.Empty(clear().Attempt(2).Call("customers.delete", method: "DELETE", status: 400).ObservedBy(rule));
        Assert.Empty(clear().Attempt(2).Call("name.update", method: "PUT").ObservedBy(rule));
        Assert.Empty(clear().Read().Attempt(3).Attempt(2).Call("customers.delete", method: "DELETE").ObservedBy(rule));
        Assert.Single(clear().Read().Happened(4).Attempt(4).Attempt(2).Call("customers.delete", method: "DELETE").ObservedBy(rule));
        Assert.Single(clear().Read().Attempt(3).Attempt(2).Read().ObservedBy(rule));
    }

    [Fact]
    public void The_observations_of_all_customers_are_in_the_order_of_the_journal()
    {
        var history = new TestHistory()
            .Happened(2).Happened(3).Happened(4, customer: 2).Happened(5, customer: 2)
            .Attempt(5, customer: 2).Attempt(4, customer: 2).Attempt(3).Attempt(2).Read(customer: 2).Read().Create(1).Create(2).Read(customer: 2).Read().Read(customer: 2).Read();

        Assert.Equal(["9", "10"], history.ObservedBy(new KeptLatest()).Select(line => line.Split(' ')[0]));
        Assert.Equal(["15", "16"], history.ObservedBy(new PolledSlowly()).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData(29_999, "bad", "29.999")]
    [InlineData(30_000, "good", "30")]
    [InlineData(1_500, "bad", "1.5")]
    public void Two_polls_are_half_a_minute_apart(int gap, string verdict, string seconds)
    {
        var polls = new TestHistory().Call("events.poll", customer: 0, path: "/webhooks/v1/events").Call("events.poll", customer: 0, status: 400)
            .Call("events.poll", customer: 0, at: gap, path: "/webhooks/v1/events");
        var reads = new TestHistory().Create().Read().Read(gap);

        Assert.Equal([$"3 {verdict}: GET /webhooks/v1/events → 200 {seconds} s after entry 1"], polls.ObservedBy(new PolledSlowly()));
        Assert.Equal([$"3 {verdict}: GET /core/v1/cm/customers/1 → 200 {seconds} s after entry 2"], reads.ObservedBy(new PolledSlowly()));
    }

    public static TheoryData<string, string> Reasons => new()
    {
        { "create read", "" },
        { "create read read", "3" },
        { "create read read read", "3 4" },
        { "read read", "" },
        { "create repeated read read", "4" },
        { "refused read read", "" },
        { "repeated read read", "" },
        { "create read happened read", "" },
        { "create read happened read read", "5" },
        { "create happened read read", "4" },
        { "create happened happened read read", "" },
        { "create happened happened read read read", "6" },
        { "create read read happened", "3" },
        { "create read read attempt", "" },
        { "create read read read attempt", "3" },
        { "create read attempt read", "" },
        { "create read failed-attempt read", "" },
        { "create failed-attempt read read", "4" },
        { "create failed-attempt failed-attempt read read", "" },
        { "create read fault read", "" },
        { "create fault fault read read", "" },
        { "create read other-fault read", "" },
        { "create other-fault read read read", "4 5" },
        { "create read change read", "" },
        { "create ofac-clear read read", "4" },
        { "create ofac-clear pep-clear read read", "" },
        { "create ofac-clear pep-clear pep-pending read read", "6" },
        { "create pep-clear ofac-failed read read", "" },
        { "ofac-pending read read", "3" },
        { "internal-pending read read", "" },
        { "create read refused-read read", "" },
        { "create read refused-read read read", "5" },
        { "create read list read", "" },
        { "create read other-read read", "4" },
        { "create read read change", "3" },
        { "create read read change attempt", "" },
        { "create read read failed-attempt", "" },
        { "moved read read", "" },
        { "create read moved-read read", "" },
        { "create read moved-attempt read", "" },
        { "create moved-attempt moved-attempt read read", "" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_read_of_a_pending_customer_is_a_poll_unless_something_was_a_reason(string entries, string polls)
    {
        var history = new TestHistory();
        foreach (var entry in entries.Split(' '))
        {
            _ = entry switch
            {
                "create" => history.Create(),
                "refused" => history.Create(status: 400),
                "moved" => history.Create(status: 300),
                "moved-read" => history.Read(status: 300),
                "moved-attempt" => history.Attempt(2, 300),
                "repeated" => history.Create(isRepeated: true),
                "read" => history.Read(),
                "refused-read" => history.Read(status: 500),
                "other-read" => history.Read(customer: 2),
                "list" => history.Call("addresses.list"),
                "happened" => history.Happened(2),
                "attempt" => history.Attempt(2),
                "failed-attempt" => history.Attempt(2, 500),
                "fault" => history.Fault("phantom", eventNumber: 3),
                "other-fault" => history.Fault("customers.get: latency"),
                "ofac-clear" => history.Change("ofac Pending → Clear"),
                "pep-clear" => history.Change("pepScan Pending → Clear"),
                "ofac-failed" => history.Change("ofac Pending → Failed"),
                "ofac-pending" => history.Change("ofac Failed → Pending"),
                "pep-pending" => history.Change("pepScan Failed → Pending"),
                "internal-pending" => history.Change("internalList Clear → Pending"),
                _ => history.Change("name"),
            };
        }

        Assert.Equal(polls, string.Join(' ', history.ObservedBy(new PolledSlowly()).Select(line => line.Split(' ')[0])));
    }
}
