using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;

/// <summary>Events that come late, in another order, again and from nowhere.</summary>
public sealed class EventFaultsTests : IDisposable
{
    private readonly WebhookWorld _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task A_late_event_is_sent_after_its_delay_and_the_next_one_before_it()
    {
        _bank.Register();
        _bank.Plan = happened => happened.Version is 1 ? new DeliveryPlan { Choice = "key", Late = Planned(new DeliveryFault { Late = Fixed(10) }) } : null;

        _bank.Happen();
        _bank.Happen();
        Assert.Equal(["1: Pending Delayed 0", "2: Success Finished 1"], _bank.States);
        Assert.Equal(["late event of event 1 at 10"], Pending(60));
        await _bank.AdvanceAsync(10);

        Assert.Equal(["2", "1"], _bank.Sent);
        Assert.Equal(["""{"at":0,"by":"bank","kind":"fault","customerId":"customer 1","eventId":"1","fault":"late","rule":"rule in story.yaml"}"""], _bank.Journal("fault"));
        Assert.Contains("struck rule in story.yaml", _bank.Observed);
    }

    [Fact]
    public void A_late_event_of_a_range_of_delays_has_another_for_each_rule_and_seed()
    {
        _bank.Register();
        var late = Planned(new DeliveryFault { Late = new Delay(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)) });
        foreach (var plan in new[] { new DeliveryPlan { Choice = "a", Late = late }, new DeliveryPlan { Choice = "a", Late = late with { Choice = "other" } }, new DeliveryPlan { Choice = "a", Late = late, Seed = 7 } })
        {
            _bank.Plan = _ => plan;
            _bank.Happen();
        }

        var due = _bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(60)).Select(work => work.DueAt!.Value).ToList();
        Assert.Equal(3, due.Distinct().Count());
        Assert.All(due, moment => Assert.InRange(moment, WebhookWorld.Start.AddSeconds(10), WebhookWorld.Start.AddSeconds(20)));
    }

    [Theory]
    [InlineData("Reverse", "5 4 3 2 1")]
    [InlineData("Swap", "2 1 4 3 5")]
    public async Task Events_of_a_window_come_in_another_order(string how, string order)
    {
        _bank.Register();
        Reorder(how);

        _bank.Happen();
        Assert.Equal(["end of a reordering of customer customer 1 at 10"], Pending(60));
        await _bank.AdvanceAsync(4);
        Array.ForEach([2, 3, 4, 5], _ => _bank.Happen());
        await _bank.AdvanceAsync(5.9);
        Assert.Empty(_bank.Sent);
        await _bank.AdvanceAsync(0.1);

        Assert.Equal(order, string.Join(' ', _bank.Sent));
        Assert.Equal(
            Enumerable.Range(1, 5).Select(number => $$"""{"at":{{(number is 1 ? 0 : 4)}},"by":"bank","kind":"fault","customerId":"customer 1","eventId":"{{number}}","fault":"reorder","rule":"rule in story.yaml"}"""),
            _bank.Journal("fault"));
    }

    [Fact]
    public async Task A_shuffle_is_the_same_again_and_another_for_each_seed()
    {
        var orders = new List<string>();
        foreach (var seed in new long?[] { null, null, 1, 2, 3, 4 })
        {
            using var bank = new WebhookWorld();
            bank.Register();
            bank.Plan = _ => new DeliveryPlan { Choice = "key", Seed = seed, Reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Shuffle, TimeSpan.FromSeconds(10)) }) };
            Array.ForEach([.. Enumerable.Range(1, 20)], _ => bank.Happen());
            await bank.AdvanceAsync(10);
            orders.Add(string.Join(' ', bank.Sent));
        }

        Assert.Equal(orders[0], orders[1]);

        // The seed of the settings is 1.
        Assert.Equal(4, orders.Distinct(StringComparer.Ordinal).Count());
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(1, 20), order.Split(' ').Select(int.Parse).Order()));
        Assert.DoesNotContain(string.Join(' ', Enumerable.Range(1, 20)), orders);
        Assert.DoesNotContain(string.Join(' ', Enumerable.Range(1, 20).Reverse()), orders);
    }

    [Fact]
    public async Task Events_of_another_customer_or_rule_have_a_window_of_their_own()
    {
        _bank.Register();
        Reorder("Reverse");
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(5);
        _bank.Happen(customer: 2);
        _bank.Happen(customer: 1);
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Reverse, TimeSpan.FromSeconds(10)) }) with { Name = "other" } };
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(5);

        Assert.Equal(["3", "1"], _bank.Sent);
        await _bank.AdvanceAsync(5);
        Assert.Equal(["3", "1", "2", "4"], _bank.Sent);
    }

    [Fact]
    public void Ten_thousand_events_are_collected_and_the_next_one_is_sent_at_once()
    {
        _bank.Register();
        Reorder("Reverse");
        _bank.Happen();
        var window = Assert.Single(_bank.Deliveries.Save().Reordered.Keys);
        Assert.Equal($"{WebhookWorld.Id(101)}/rule", window);

        Fill(9_999);
        _bank.Happen();
        Fill(10_000);
        _bank.Happen();

        Assert.Equal(["1: Pending Delayed 0", "2: Pending Delayed 0", "3: Success Finished 1"], _bank.States);
        Assert.Contains("\"fault\":\"reorder: left out, too many wait already\",\"rule\":\"rule in story.yaml\"", _bank.Journal("fault").Last(), StringComparison.Ordinal);

        void Fill(int count) =>
            _bank.Deliveries.Faults.Load(new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal) { [window] = [.. Enumerable.Range(1, count).Select(WebhookWorld.Id)] });
    }

    [Fact]
    public async Task A_duplicate_comes_after_each_gap_with_the_identifier_of_the_event_even_if_the_event_was_not_taken()
    {
        var registration = _bank.Register();
        _bank.Receiver.Answers.Enqueue(500);
        _bank.Plan = happened => happened.Version is 1 ? Duplicating(2, Fixed(10), sameId: true) : null;

        _bank.Happen();
        Assert.Equal(["retry of event 1 at 1", "duplicate of an event of customer customer 1 at 10", "duplicate of an event of customer customer 1 at 20"], Pending(60));
        await _bank.AdvanceAsync(60);

        Assert.Equal(["1", "1", "1", "1"], _bank.Sent);
        Assert.Single(_bank.Receiver.Sent.Select(webhook => webhook.Text).Distinct());
        Assert.Equal(
            [
                """{"at":10,"by":"bank","kind":"fault","customerId":"customer 1","eventId":"1","fault":"duplicate","rule":"rule in story.yaml"}""",
                """{"at":20,"by":"bank","kind":"fault","customerId":"customer 1","eventId":"1","fault":"duplicate","rule":"rule in story.yaml"}""",
            ],
            _bank.Journal("fault"));
        Assert.Equal([null, null, "duplicate 1", "duplicate 2"], _bank.Journal("attempt").Select(text => Member(text, "copy")));
        Assert.Equal(3, _bank.World.AllDeliveries.Select(delivery => delivery.Event.Id).Distinct().Count());
        Assert.Equal(3, _bank.World.AllDeliveries.Select(delivery => delivery.Event.OrderingKey).Distinct().Count());
        Assert.NotNull(registration);
    }

    [Fact]
    public async Task A_duplicate_with_another_identifier_is_the_same_but_for_it()
    {
        _bank.Register();
        _bank.Plan = happened => happened.Version is 1 ? Duplicating(2, Fixed(1), sameId: false) : null;

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        var ids = _bank.Receiver.Sent.Select(webhook => $"{webhook.Json.GetProperty("id")}").ToList();
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Single(_bank.Receiver.Sent.Select((webhook, index) => webhook.Text.Replace(ids[index], "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task A_duplicate_is_not_held_up_by_the_line_of_its_event()
    {
        _bank.Register();
        _bank.Plan = happened => happened.Version is 1 ? Duplicating(1, Fixed(0), sameId: true) : null;
        _bank.Receiver.Answer = _ => _bank.Receiver.Sent.Count is 1 ? new TaskCompletionSource<HttpResponseMessage>().Task : Task.FromResult(new HttpResponseMessage());

        _bank.Happen();
        await Until.HoldsAsync(() => _bank.Receiver.Sent.Count is 2);

        Assert.Equal(["1", "1"], _bank.Sent);
    }

    [Fact]
    public void The_gaps_of_a_range_are_others_for_each_copy()
    {
        _bank.Register();
        _bank.Plan = _ => Duplicating(5, new Delay(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)), sameId: true);
        _bank.Happen();

        var due = _bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(200)).Select(work => work.DueAt!.Value).Prepend(WebhookWorld.Start).ToList();
        var gaps = due.Skip(1).Zip(due, (later, earlier) => later - earlier).ToList();
        Assert.Equal(5, gaps.Distinct().Count());
        Assert.All(gaps, gap => Assert.InRange(gap.TotalSeconds, 10, 20));
    }

    [Fact]
    public async Task A_replay_comes_after_the_event_was_taken_and_not_before()
    {
        _bank.Register();
        _bank.Receiver.Answers.Enqueue(500);
        var replay = Planned(new DeliveryFault { Replay = new Replay(Fixed(100), Times: 2) });
        _bank.Plan = happened => happened.Version is 1 ? new DeliveryPlan { Choice = "key", Replay = replay } : null;

        _bank.Happen();
        Assert.Equal(["retry of event 1 at 1"], Pending(600));
        await _bank.AdvanceAsync(1);
        Assert.Equal(["replay of an event of customer customer 1 at 101", "replay of an event of customer customer 1 at 201"], Pending(600));
        await _bank.AdvanceAsync(600);

        Assert.Equal(["1", "1", "1", "1"], _bank.Sent);
        Assert.Equal([null, null, "replay 1", "replay 2"], _bank.Journal("attempt").Select(text => Member(text, "copy")));
        Assert.Equal(["replay", "replay"], _bank.Journal("fault").Select(text => Member(text, "fault")));
        Assert.Empty(Pending(6000));
    }

    [Fact]
    public async Task A_lost_event_is_not_replayed()
    {
        _bank.Register();
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Loss = Planned(new DeliveryFault { Lose = Loss.Event }), Replay = Planned(new DeliveryFault { Replay = new Replay(Fixed(1), Times: 1) }) };

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        Assert.Empty(_bank.Sent);
    }

    [Fact]
    public async Task A_copy_is_not_sent_to_a_registration_that_polls_or_is_gone()
    {
        var registration = _bank.Register();
        _bank.Plan = happened => happened.Version is 1 ? Duplicating(2, Fixed(10), sameId: true) : null;
        _bank.Happen();
        _bank.Do(() => _bank.World.Registrations.Keep(registration with { Type = RegistrationType.Poll }));
        await _bank.AdvanceAsync(10);
        _bank.World.Unregister(registration.Id);
        await _bank.AdvanceAsync(60);

        Assert.Equal(["1"], _bank.Sent);
        Assert.Empty(_bank.Journal("fault"));
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("late")]
    [InlineData("copy")]
    public void When_a_hundred_thousand_consequences_wait_no_more_are_booked_and_the_journal_says_so(string last)
    {
        _bank.Register();
        var later = WebhookWorld.Start.AddDays(1);
        _bank.Do(() =>
        {
            // Obsolete entries are forgotten when they are first.
            _bank.World.Agenda.Book(later.AddHours(-1), new ReorderEntry(CustomerId: null, "", NewOrder.Reverse, "", Seed: null));
            for (var number = 1; number < 100_000; number++)
            {
                _bank.World.Agenda.Book(later, new RetryEntry(WebhookWorld.Id(number), After: 1));
            }

            _bank.World.Agenda.Book(later, last switch
            {
                "retry" => new RetryEntry(Guid.Empty, After: 1),
                "late" => new LateEntry(Guid.Empty),
                _ => new CopyEntry(SampleEvents.EventOf(1), Guid.Empty, new DeliveryPlan { Choice = "" }, "duplicate", "rule"),
            });
        });
        _bank.Receiver.Answers.Enqueue(500);
        _bank.Plan = _ => Duplicating(2, Fixed(10), sameId: true) with { Late = Planned(new DeliveryFault { Late = Fixed(10) }) };

        _bank.Happen();

        Assert.Equal(["late: left out, too many wait already", "duplicate: left out, too many wait already"], _bank.Journal("fault").Select(text => Member(text, "fault")));
        Assert.Equal(["1: Failed Held 1"], _bank.States);
        Assert.Contains(_bank.Log.All, line => line.Contains("(answered 500; too many retries wait already)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("OtherPartner")]
    public void A_phantom_is_an_event_about_a_customer_that_does_not_exist(string customer)
    {
        _bank.Register(format: RegistrationFormat.Extended);
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.File);

        Send(CustomerEvents.Onboarded, "choice", seed: null);
        Send(CustomerEvents.Onboarded, "other choice", seed: null);
        Send(CustomerEvents.Onboarded, "choice", seed: 7);
        Send(CustomerEvents.OfacChanged, "choice", seed: null);
        Send(CustomerEvents.PepScanChanged, "choice", seed: null);

        Assert.Equal(3, _bank.Receiver.Sent.Count);
        Assert.Equal(3, _bank.Receiver.Sent.Select(webhook => $"{webhook.Json.GetProperty("id")}").Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, _bank.World.AllDeliveries.Select(delivery => delivery.Event.OrderingKey).Distinct(StringComparer.Ordinal).Count());
        Assert.All(_bank.Receiver.Sent, webhook =>
        {
            var about = $"{webhook.Json.GetProperty("details")[0].GetProperty("customerId")}";
            Assert.NotEqual(Guid.Empty, Guid.Parse(about));
            Assert.NotEqual(about, $"{webhook.Json.GetProperty("id")}");
            Assert.Equal($"core/v1/cm/customers/{about}", $"{webhook.Json.GetProperty("resources")[0]}");
            Assert.Equal(customer is "Unknown", webhook.Json.GetProperty("partnerId").GetGuid() == WebhookWorld.PartnerId);
            Assert.Equal("2026-03-02T04:00:00.000-05:00", $"{webhook.Json.GetProperty("createdAt")}");
        });
        Assert.Equal(3, _bank.Receiver.Sent.Select(webhook => $"{webhook.Json.GetProperty("resources")[0]}").Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(customer is "Unknown" ? 1 : 3, _bank.Receiver.Sent.Select(webhook => $"{webhook.Json.GetProperty("partnerId")}").Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("""{"at":0,"by":"bank","kind":"fault","customerId":"?","eventId":"?","fault":"phantom","rule":"rule in story.yaml"}""", _bank.Journal("fault").First());
        Assert.Equal($"{_bank.Receiver.Sent[0].Json.GetProperty("id")}", $"{_bank.World.AllDeliveries.First().Event.Id}");

        void Send(string name, string choice, long? seed)
        {
            var planned = Planned(new DeliveryFault { Phantom = new Phantom(name, Enum.Parse<PhantomCustomer>(customer)) }) with { Choice = choice };
            _bank.Do(() => _bank.World.Send(new PhantomEntry(WebhookWorld.PartnerId, WebhookWorld.Id(101), planned, seed)));
        }
    }

    private static DeliveryPlan Duplicating(int copies, Delay gap, bool sameId) => new() { Choice = "key", Duplicate = Planned(new DeliveryFault { Duplicate = new Duplicate(copies, gap, sameId) }) };

    private static PlannedFault Planned(DeliveryFault fault) => new("rule", "story.yaml", "choice", fault);

    private static Delay Fixed(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private static string? Member(string json, string name) => System.Text.Json.JsonElement.Parse(json).TryGetProperty(name, out var member) ? $"{member}" : null;

    private void Reorder(string how) =>
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Reorder = Planned(new DeliveryFault { Reorder = new Reorder(Enum.Parse<NewOrder>(how), TimeSpan.FromSeconds(10)) }) };

    private IEnumerable<string> Pending(double seconds) => _bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(seconds))
        .Select(work => _bank.Named($"{work} at {(work.DueAt!.Value - WebhookWorld.Start).TotalSeconds:0}"));
}
