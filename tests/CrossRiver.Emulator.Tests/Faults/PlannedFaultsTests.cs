using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Faults;

/// <summary>Faults of whole events, as the partner's receiver sees them, each beside the events that it does not concern.</summary>
public sealed class PlannedFaultsTests
{
    [Fact]
    public async Task Without_faults_every_event_comes_once_and_in_order()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal(await WhatHappenedAsync(faulty), Ids(faulty));
        Assert.Empty(await faulty.FaultsAsync());
    }

    [Fact]
    public async Task A_duplicate_has_the_id_of_the_event_and_comes_after_the_gap()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, which: 2, duplicate: { copies: 2, gap: 10s, sameId: true } }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("12s");
        var before = Ids(faulty);
        await faulty.AdvanceAsync("1d");

        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal(happened, before);
        Assert.Equal([.. happened, happened[2], happened[2]], Ids(faulty));
        Assert.Equal(["duplicate: faulty, delivery fault 1 in world:faulty(1,1)", "duplicate: faulty, delivery fault 1 in world:faulty(1,1)"], await faulty.FaultsAsync());
        Assert.Equal([null, null, null, null, "duplicate 1", "duplicate 2"], (await faulty.AttemptsAsync()).Select(attempt => (string?)attempt["copy"]));
    }

    [Fact]
    public async Task A_duplicate_with_an_id_of_its_own_is_the_same_but_for_it()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Onboarded, duplicate: { copies: 1, sameId: false } }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1s");

        var (first, second) = (faulty.Inbox.All[0].Json, faulty.Inbox.All[1].Json);
        Assert.Equal(2, faulty.Inbox.All.Count);
        Assert.NotEqual((string)first["id"]!, (string)second["id"]!);
        second["id"] = (string)first["id"]!;
        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Theory]
    [InlineData("reverse", "0 3 2 1")]
    [InlineData("swap", "0 2 1 3")]
    public async Task Events_are_gathered_and_come_in_another_order(string how, string order)
    {
        await using var faulty = await FaultyDeliveries.StartAsync($"faults:\n  - {{ event: Core.Customer.Ofac.Changed, reorder: {{ how: {how}, window: 10s }} }}");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("11s");
        Assert.Equal([CustomerEvents.Onboarded], faulty.Names);
        Assert.Equal(3, (await faulty.DeliveriesAsync("&state=pending")).Count);
        await faulty.AdvanceAsync("1s");

        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal(order, string.Join(' ', Ids(faulty).Select(id => happened.ToList().IndexOf(id))));
        Assert.Equal(3, (await faulty.FaultsAsync()).Count(fault => fault.StartsWith("reorder:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_snapshot_in_the_middle_of_gathering_changes_nothing_of_the_order()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, reorder: { how: reverse, window: 10s } }");
        var snapshot = $"/_emulator/partners/{faulty.Partner.Id}/snapshot";
        await faulty.OnboardAsync();
        await faulty.AdvanceAsync("3s");

        (await faulty.Partner.PutAsync(snapshot, (await faulty.Partner.GetAsync(snapshot)).Expect(System.Net.HttpStatusCode.OK))).Expect(System.Net.HttpStatusCode.OK);
        await faulty.AdvanceAsync("1d");

        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal("0 3 2 1", string.Join(' ', Ids(faulty).Select(id => happened.ToList().IndexOf(id))));
    }

    [Fact]
    public async Task A_shuffle_is_the_same_again()
    {
        const string Shuffle = "faults:\n  - { event: Core.Customer.Ofac.Changed, reorder: { how: shuffle, window: 10s } }";
        await using var first = await FaultyDeliveries.StartAsync(Shuffle);
        await using var second = await FaultyDeliveries.StartAsync(Shuffle);

        var orders = new List<string>();
        foreach (var faulty in new[] { first, second })
        {
            foreach (var number in Enumerable.Range(0, 8))
            {
                await faulty.OnboardAsync($"{number}");
            }

            await faulty.AdvanceAsync("1m");
            orders.Add(await OrdersAsync(faulty));
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.InRange(orders[0].Split('\n').Distinct(StringComparer.Ordinal).Count(), 2, 6);
    }

    [Fact]
    public async Task A_late_event_is_overtaken_and_holds_nobody_up()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, which: 1, late: 1h }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1h");
        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal([happened[0], happened[2], happened[3]], Ids(faulty));
        await faulty.AdvanceAsync("2s");

        Assert.Equal(happened[1], Ids(faulty)[^1]);
        Assert.Equal("late: faulty, delivery fault 1 in world:faulty(1,1)", Assert.Single(await faulty.FaultsAsync()));
    }

    [Fact]
    public async Task A_replay_comes_long_after_the_event_was_taken()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Onboarded, replay: { after: 1d, times: 2 } }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");
        Assert.Equal(4, faulty.Inbox.All.Count);
        await faulty.AdvanceAsync("1s");
        Assert.Equal(5, faulty.Inbox.All.Count);
        await faulty.AdvanceAsync("30d");

        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal([.. happened, happened[0], happened[0]], Ids(faulty));
        var listed = (await faulty.Partner.GetAsync($"/webhooks/v1/events?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray();
        Assert.Equal(4, listed.Count);
    }

    [Fact]
    public async Task An_event_that_is_not_taken_is_not_replayed()
    {
        await using var faulty = await FaultyDeliveries.StartAsync(
            "retry: { waits: [], suspend: false }\nfaults:\n  - { event: Core.Customer.Onboarded, replay: { after: 1d } }",
            webhook => Task.FromResult(webhook.EventName == CustomerEvents.Onboarded ? 500 : 200));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("30d");

        Assert.Equal(4, faulty.Inbox.All.Count);
    }

    [Theory]
    [InlineData("unknown", true)]
    [InlineData("other-partner", false)]
    public async Task A_phantom_is_about_nobody(string customer, bool isForPartner)
    {
        await using var faulty = await FaultyDeliveries.StartAsync($"faults:\n  - at: 500ms\n    phantom: {{ event: Core.Customer.Ofac.Changed, customer: {customer} }}");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("500ms");

        var phantom = Assert.Single(faulty.Inbox.All);
        Assert.Equal(CustomerEvents.OfacChanged, phantom.EventName);
        Assert.Equal(isForPartner, (string)phantom.Json["partnerId"]! == $"{faulty.Partner.Id}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await faulty.Partner.GetAsync($"/{phantom.Json["resources"]![0]}")).Status);
        Assert.Equal("phantom: faulty, delivery fault 1 in world:faulty(1,1)", Assert.Single(await faulty.FaultsAsync()));
    }

    [Fact]
    public async Task A_phantom_comes_with_the_event_that_it_is_for()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, which: 2, phantom: { event: Core.Customer.Onboarded } }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged, CustomerEvents.Onboarded, CustomerEvents.OfacChanged], faulty.Names);
    }

    [Fact]
    public async Task A_lost_event_counts_as_sent_and_comes_when_it_is_asked_for()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, which: 2, lose: event }");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        var happened = await WhatHappenedAsync(faulty);
        Assert.Equal([happened[0], happened[1], happened[3]], Ids(faulty));
        var lost = Assert.Single(await faulty.DeliveriesAsync("&state=lost"));
        Assert.Equal((happened[2], 0), ((string)lost["eventId"]!, lost["attempts"]!.AsArray().Count));
        var asked = await faulty.Partner.GetAsync($"/webhooks/v1/events/{happened[2]}");
        Assert.Equal("Success", (string)asked.Json["status"]!);
        Assert.Equal("lose: event: faulty, delivery fault 1 in world:faulty(1,1)", Assert.Single(await faulty.FaultsAsync()));

        await faulty.Partner.PostAsync($"/webhooks/v1/events/{happened[2]}/resend", []);
        Assert.Equal(happened[2], (string)(await faulty.Inbox.NextAsync(4))[^1].Json["id"]!);
    }

    [Fact]
    public async Task A_lost_event_that_would_be_polled_counts_as_acknowledged()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Onboarded, lose: event }", timeline: """
            timeline:
              - id: onboarded
                after: 1s
                emit: Core.Customer.Onboarded
              - upon: { acked: onboarded, orAfter: 1h }
                set: { ofac: Clear }
            """);
        var registrations = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray();
        var id = registrations.Single(registration => (string)registration!["eventName"]! == CustomerEvents.Onboarded)!["id"];
        (await faulty.Partner.PutAsync($"/webhooks/v1/registrations/{id}", new JsonObject { ["type"] = "Poll" })).Expect(System.Net.HttpStatusCode.OK);
        var customer = await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1s");

        Assert.Equal("Clear", (string)(await faulty.Partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task Faults_of_a_step_concern_its_event_only()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Onboarded, duplicate: { copies: 1 } }", timeline: """
            timeline:
              - after: 1s
                emit: Core.Customer.Onboarded
              - id: failed
                after: 1s
                set: { ofac: Failed }
                delivery:
                  faults:
                    - lose: event
              - after: 1s
                set: { ofac: Clear }
            """);
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.Onboarded, CustomerEvents.OfacChanged], faulty.Names);
        Assert.Equal("Clear", (string)(await faulty.Partner.GetCustomerAsync(new JsonObject { ["id"] = faulty.Inbox.All[0].CustomerId }))["ofac"]!);
        Assert.Contains("lose: event: faulty, step failed, delivery fault 1 in world:faulty(1,1)", await faulty.FaultsAsync());
    }

    private static IReadOnlyList<string> Ids(FaultyDeliveries faulty) => [.. faulty.Inbox.All.Select(webhook => (string)webhook.Json["id"]!)];

    // Of each customer, in what order its events came; the customers as they were made.
    private static async Task<string> OrdersAsync(FaultyDeliveries faulty)
    {
        var happened = (await faulty.Partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "event").ToList();
        return string.Join('\n', happened.GroupBy(entry => (string)entry["customerId"]!, StringComparer.Ordinal).Select(own =>
        {
            var inOrder = own.Select(entry => (string)entry["eventId"]!).ToList();
            return string.Join(' ', Ids(faulty).Select(id => inOrder.IndexOf(id)).Where(index => index >= 0));
        }));
    }

    // In the order of the changes.
    private static async Task<IReadOnlyList<string>> WhatHappenedAsync(FaultyDeliveries faulty) =>
        [.. (await faulty.Partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "event" && entry["eventId"] is not null).Select(entry => (string)entry["eventId"]!)];
}
