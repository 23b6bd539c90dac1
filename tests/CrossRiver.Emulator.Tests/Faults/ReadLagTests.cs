using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Faults;

/// <summary>Reads that lag behind the event of a change, also where the event comes otherwise than as usual.</summary>
public sealed class ReadLagTests
{
    private const string Lagging = """
        timeline:
          - after: 1s
            set: { ofac: Clear }
            readLag: 3s
        """;

    [Theory]
    [InlineData("", 1, 4)]
    [InlineData("faults:\n  - late: 10s", 11, 14)]
    [InlineData("faults:\n  - lose: event", 1, 4)]
    [InlineData("faults:\n  - { attempts: 1, lose: attempt }", 1, 4)]
    [InlineData("faults:\n  - reorder: { how: reverse, window: 20s }", 21, 24)]
    public async Task Every_read_shows_the_old_value_until_so_long_after_the_event_has_left(string delivery, int leaves, int shows)
    {
        await using var faulty = await FaultyDeliveries.StartAsync(delivery, timeline: Lagging);
        var customer = await faulty.OnboardAsync();

        await faulty.AdvanceAsync($"{leaves}s");
        await faulty.AdvanceAsync($"{(shows - leaves) * 1000 - 1}ms");
        Assert.Equal(("Pending", 1, 0), await ReadAsync(faulty, customer));
        await faulty.AdvanceAsync("1ms");

        Assert.Equal(("Clear", 0, 1), await ReadAsync(faulty, customer));
    }

    [Fact]
    public async Task Each_change_of_a_step_is_shown_so_long_after_its_own_event()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("faults:\n  - { event: Core.Customer.Ofac.Changed, late: 20s }", timeline: """
            timeline:
              - after: 1s
                set: { ofac: Failed, pepScan: Failed }
                readLag: 3s
            """);
        var customer = await faulty.OnboardAsync();

        await faulty.AdvanceAsync("4s");
        var early = await faulty.Partner.GetCustomerAsync(customer);
        await faulty.AdvanceAsync("19999ms");
        var late = await faulty.Partner.GetCustomerAsync(customer);
        await faulty.AdvanceAsync("1ms");

        Assert.Equal(("Failed", "Pending", "Pending"), ((string)early["pepScan"]!, (string)early["ofac"]!, (string)late["ofac"]!));
        Assert.Equal("Failed", (string)(await faulty.Partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_record_that_lags_has_its_old_time_too()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", timeline: Lagging);
        var created = await faulty.OnboardAsync();

        await faulty.AdvanceAsync("2s");
        var lagging = await faulty.Partner.GetCustomerAsync(created);
        await faulty.AdvanceAsync("2s");
        var shown = await faulty.Partner.GetCustomerAsync(created);

        Assert.Equal((string)created["lastModifiedAt"]!, (string)lagging["lastModifiedAt"]!);
        Assert.NotEqual((string)created["lastModifiedAt"]!, (string)shown["lastModifiedAt"]!);
    }

    [Fact]
    public async Task A_later_change_that_does_not_lag_is_shown_at_once()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", timeline: """
            timeline:
              - after: 1s
                set: { ofac: Failed }
                readLag: 10s
              - after: 1s
                set: { ofac: Reviewing }
            """);
        var customer = await faulty.OnboardAsync();
        var seen = new List<string>();

        foreach (var seconds in new[] { 1, 1, 10 })
        {
            await faulty.AdvanceAsync($"{seconds}s");
            seen.Add((string)(await faulty.Partner.GetCustomerAsync(customer))["ofac"]!);
        }

        Assert.Equal(["Pending", "Reviewing", "Reviewing"], seen);
    }

    [Fact]
    public async Task With_a_negative_lag_reads_are_ahead_of_the_event()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", timeline: """
            timeline:
              - after: 10s
                set: { ofac: Clear }
                readLag: -3s
            """);
        var customer = await faulty.OnboardAsync();
        var seen = new List<(string Ofac, int Events)>();

        foreach (var milliseconds in new[] { 6_999, 1, 2_999, 1 })
        {
            await faulty.AdvanceAsync($"{milliseconds}ms");
            seen.Add(((string)(await faulty.Partner.GetCustomerAsync(customer))["ofac"]!, faulty.Inbox.All.Count));
        }

        Assert.Equal([("Pending", 0), ("Clear", 0), ("Clear", 0), ("Clear", 1)], seen);
    }

    [Fact]
    public async Task Reads_of_who_polls_lag_from_when_the_event_can_be_polled()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", timeline: Lagging);
        await ChangeRegistrationAsync(faulty, new JsonObject { ["type"] = "Poll" });
        var customer = await faulty.OnboardAsync();

        await faulty.AdvanceAsync("3s");
        Assert.Equal(HttpStatusCode.OK, (await faulty.Partner.GetAsync($"/webhooks/v1/events/poll?partnerId={faulty.Partner.Id}")).Status);
        Assert.Equal(("Pending", 1, 0), await ReadAsync(faulty, customer));
        await faulty.AdvanceAsync("1s");

        Assert.Equal(("Clear", 0, 1), await ReadAsync(faulty, customer));
    }

    [Fact]
    public async Task Reads_do_not_lag_for_ever_behind_an_event_that_was_dropped_or_has_nowhere_to_go()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", timeline: Lagging);
        var (dropped, gone) = (await faulty.OnboardAsync("dropped"), await faulty.OnboardAsync("gone"));
        await faulty.StepAsync("pause");
        await faulty.AdvanceAsync("10s");
        Assert.Equal("Pending", (string)(await faulty.Partner.GetCustomerAsync(dropped))["ofac"]!);

        (await faulty.StepAsync($"{(await faulty.DeliveriesAsync())[0]["eventId"]}/drop")).Expect(HttpStatusCode.OK);
        var registrations = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray();
        foreach (var registration in registrations)
        {
            await faulty.Partner.DeleteAsync($"/webhooks/v1/registrations/{registration!["id"]}");
        }

        await faulty.AdvanceAsync("3s");

        Assert.Equal(("Clear", "Clear"), ((string)(await faulty.Partner.GetCustomerAsync(dropped))["ofac"]!, (string)(await faulty.Partner.GetCustomerAsync(gone))["ofac"]!));
    }

    // What GET shows, and how many customers the list finds that are Pending and that are Clear.
    private static async Task<(string Ofac, int Pending, int Clear)> ReadAsync(FaultyDeliveries faulty, JsonObject customer) => (
        (string)(await faulty.Partner.GetCustomerAsync(customer))["ofac"]!,
        await CountAsync(faulty, "Pending"),
        await CountAsync(faulty, "Clear"));

    private static async Task<int> CountAsync(FaultyDeliveries faulty, string ofac)
    {
        var page = (await faulty.Partner.GetAsync($"/core/v1/cm/customers?partnerId={faulty.Partner.Id}&ofac={ofac}")).Expect(HttpStatusCode.OK);
        return page["results"]!.AsArray().Count(customer => (string)customer!["ofac"]! == ofac);
    }

    private static async Task ChangeRegistrationAsync(FaultyDeliveries faulty, JsonObject change)
    {
        var registration = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray()
            .Single(registration => (string)registration!["eventName"]! == CustomerEvents.OfacChanged)!;
        (await faulty.Partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}", change)).Expect(HttpStatusCode.OK);
    }
}
