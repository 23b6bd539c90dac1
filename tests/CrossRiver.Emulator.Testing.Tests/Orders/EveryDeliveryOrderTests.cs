using System.Net;

namespace CrossRiver.Emulator.Testing.Orders;

public sealed class EveryDeliveryOrderTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Onboarded = "Core.Customer.Onboarded";
    private const string Pep = "Core.Customer.PepScan.Changed";
    private const string Ofac = "Core.Customer.Ofac.Changed";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_test_is_run_once_for_every_order_and_duplicate_small_ones_first()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var orders = new List<string>();

        var done = await RunAsync(inbox, came => orders.Add(string.Join(' ', came.Select(Short))));

        Assert.Equal("all 42 delivery orders were run", $"{done}");
        Assert.Equal(42, orders.Distinct().Count());
        Assert.Equal(["Onboarded PepScan Ofac", "Onboarded Ofac PepScan", "PepScan Onboarded Ofac"], orders.Take(3));
        Assert.Equal("Onboarded Onboarded PepScan Ofac", orders[6]);
        Assert.Equal("Ofac Ofac PepScan Onboarded", orders[^1]);
    }

    [Fact]
    public async Task A_test_that_trusts_the_order_fails_with_the_smallest_one_that_breaks_it()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, came => Assert.Equal(Ofac, came[^1].EventName)));

        Assert.StartsWith(
            $"""
            The test fails in delivery order 2 of 42, the smallest order that fails: 0 duplicates, 1 displacement.
              1. {Onboarded}, event 1 of 3
              2. {Ofac}, event 3 of 3
              3. {Pep}, event 2 of 3
            It fails with:
              Assert.Equal() Failure
            """,
            exception.Message,
            StringComparison.Ordinal);
        Assert.Contains($"        +1.000 s  attempt       {Ofac} → 200\n        +1.000 s  attempt       {Pep} → 200\n", exception.Message, StringComparison.Ordinal);
        Assert.IsType<Xunit.Sdk.EqualException>(exception.InnerException);
    }

    [Fact]
    public async Task A_test_that_counts_on_single_events_fails_with_one_duplicate_in_place()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, came => Assert.Equal(3, came.Count)));

        Assert.StartsWith("The test fails in delivery order 7 of 42, the smallest order that fails: 1 duplicate, 0 displacements.\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  2. {Onboarded}, event 1 of 3, duplicate\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_fails_in_any_order_fails_in_the_first()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, _ => Assert.Fail("It is Monday")));

        Assert.StartsWith($"The test fails even when each event is delivered once, in the order of creation:\n  {Onboarded}\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\nIt fails with:\n  It is Monday\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_fails_is_run_once_more()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var runs = 0;

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, came =>
        {
            runs++;
            Assert.Equal(Ofac, came[^1].EventName);
        }));

        Assert.Equal(3, runs);
        Assert.Contains("\n2 of 42 delivery orders were run. When this order is run again, the test fails again.\nStory:\n", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_test_that_passes_when_its_order_is_run_once_more_depends_on_more_than_the_order(int failing)
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var runs = 0;

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, _ => Assert.NotEqual(failing, ++runs)));

        Assert.Equal(failing + 1, runs);
        Assert.Contains(
            $"\n{failing} of 42 delivery orders were run. When this order is run again, the test passes. It depends on more than the order, such as time, random choices or effects of other runs.\n",
            exception.Message,
            StringComparison.Ordinal);
        Assert.IsType<Xunit.Sdk.NotEqualException>(exception.InnerException);
    }

    [Fact]
    public async Task What_is_left_out_is_told()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        var done = await RunAsync(inbox, _ => { }, new DeliveryOrderOptions { MostRuns = 5, Duplicates = 2 });

        Assert.True(done.IsCut);
        Assert.Equal("5 of 132 delivery orders were run; MostRuns excluded 127", $"{done}");
    }

    [Fact]
    public async Task An_event_is_delivered_before_the_next_thing_happens_if_the_order_lets_it()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var seen = new List<ScanStatus>();
        Guid? customerId = null;

        await EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                await run.Partner.RegisterAsync(inbox, [Ofac], Stop);
                customerId = await run.Partner.CreateCustomerAsync("ofac-hit", Stop);
                await run.DeliverAsync(customerId.Value, Stop);
                var changes = (await run.Partner.JournalAsync(customerId, "change,attempt", Stop)).Select(entry => entry.What).ToList();
                seen.Add(changes.IndexOf("ofac Failed → Reviewing") > changes.IndexOf($"{Ofac} → 200") ? ScanStatus.Failed : ScanStatus.Reviewing);
            },
            new DeliveryOrderOptions { Duplicates = 0 },
            Stop);

        // Of the six orders of Failed, Reviewing and Positive, two begin with Failed.
        Assert.Equal(2, seen.Count(status => status is ScanStatus.Failed));
        Assert.Equal(6, seen.Count);
    }

    [Fact]
    public async Task What_a_person_decides_meanwhile_is_delivered_in_every_order_too()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var seen = new List<ScanStatus>();

        var done = await EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                await run.Partner.RegisterAsync(inbox, [Ofac], Stop);
                var customerId = await run.Partner.CreateCustomerAsync("ofac-review", Stop);
                run.At(TimeSpan.FromHours(1), async () => seen.Add((await run.Partner.RejectAsync(customerId, Stop)).Ofac));
                await run.DeliverAsync(customerId, Stop);
                Assert.Equal(3, inbox.All.Count(webhook => webhook.CustomerId == customerId));
            },
            new DeliveryOrderOptions { Duplicates = 0 },
            Stop);

        Assert.Equal("all 6 delivery orders were run", $"{done}");
        Assert.Equal(Enumerable.Repeat(ScanStatus.Positive, 6), seen);
    }

    [Fact]
    public async Task What_is_to_be_done_is_done_between_the_deliveries_and_also_when_nothing_is_left_to_deliver()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var cameBefore = new List<(int Early, int Late)>();

        await EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                var early = 0;
                await run.Partner.RegisterAsync(inbox, [Onboarded, Ofac], Stop);
                var customerId = await run.Partner.CreateCustomerAsync(cancellationToken: Stop);
                run.At(TimeSpan.FromHours(40), () => { cameBefore.Add((early, Count())); return Task.CompletedTask; });
                run.At(TimeSpan.FromMilliseconds(500), () => { early = Count(); return Task.CompletedTask; });
                await run.DeliverAsync(customerId, Stop);

                int Count() => inbox.All.Count(webhook => webhook.CustomerId == customerId);
            },
            new DeliveryOrderOptions { Duplicates = 0 },
            Stop);

        // In the second order the first event waits for the one that happens after half a second.
        Assert.Equal([(1, 2), (0, 2)], cameBefore);
    }

    [Fact]
    public async Task A_partner_that_refuses_what_comes_too_early_gets_it_again()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        await EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                inbox.AnswerNext(new WebhookAnswer(HttpStatusCode.Conflict));
                await run.Partner.RegisterAsync(inbox, [Pep, Ofac], Stop);
                var customerId = await run.Partner.CreateCustomerAsync(cancellationToken: Stop);
                await run.DeliverAsync(customerId, Stop);

                Assert.All(await run.Partner.Deliveries.ListAsync(cancellationToken: Stop), delivery => Assert.Equal(DeliveryState.Succeeded, delivery.State));
            },
            cancellationToken: Stop);
    }

    [Fact]
    public async Task A_customer_about_whom_nothing_is_sent_is_a_mistake_of_the_test()
    {
        var exception = await Assert.ThrowsAsync<EmulatorException>(() => EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run => await run.DeliverAsync(await run.Partner.CreateCustomerAsync(cancellationToken: Stop), Stop),
            cancellationToken: Stop));

        Assert.Contains(" has no events to deliver.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Register the run's own Partner", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_delivers_nothing_is_told_how()
    {
        var exception = await Assert.ThrowsAsync<EmulatorException>(() => EveryDeliveryOrder.RunAsync(bank.Server, _ => Task.CompletedTask, cancellationToken: Stop));

        Assert.Contains("did not call DeliverAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_differ_from_run_to_run_are_a_mistake_that_is_told()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var runs = 0;

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                await run.Partner.RegisterAsync(inbox, runs++ is 0 ? [Pep, Ofac] : [Ofac], Stop);
                await run.DeliverAsync(await run.Partner.CreateCustomerAsync(cancellationToken: Stop), Stop);
            },
            cancellationToken: Stop));

        Assert.Contains("This run has other events than the first run", exception.Message, StringComparison.Ordinal);
    }

    private async Task<DeliveryOrdersRun> RunAsync(WebhookInbox inbox, Action<IReadOnlyList<ReceivedWebhook>> assert, DeliveryOrderOptions? options = null) =>
        await EveryDeliveryOrder.RunAsync(
            bank.Server,
            async run =>
            {
                await run.Partner.RegisterAsync(inbox, cancellationToken: Stop);
                await run.DeliverAsync(await run.Partner.CreateCustomerAsync(cancellationToken: Stop), Stop);
                assert([.. inbox.All.Where(webhook => webhook.PartnerId == run.Partner.PartnerId)]);
            },
            options,
            Stop);

    private static string Short(ReceivedWebhook webhook) => webhook.EventName.Split('.')[2];
}
