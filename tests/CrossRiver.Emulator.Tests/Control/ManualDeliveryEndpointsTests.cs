using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control;

/// <summary>A tester holds deliveries and lets them go one by one.</summary>
public sealed class ManualDeliveryEndpointsTests
{
    [Fact]
    public async Task Held_deliveries_wait_and_the_world_is_idle()
    {
        await using var faulty = await StartAsync();

        var paused = (await faulty.StepAsync("pause")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("1h");
        (await faulty.Partner.PostAsync($"/_emulator/partners/{faulty.Partner.Id}/wait", new JsonObject { ["until"] = "idle", ["timeout"] = "10s" })).Expect(HttpStatusCode.OK);

        Assert.Equal((true, 0), ((bool)paused["isPaused"]!, (int)paused["held"]!));
        Assert.Empty(faulty.Inbox.All);
        Assert.Equal(4, (await faulty.DeliveriesAsync("&state=held")).Count);
        Assert.Empty(await faulty.DeliveriesAsync("&state=pending"));
        Assert.Contains(await faulty.Partner.GetJournalAsync(), entry => (string?)entry["what"] == "deliveries: paused");

        var resumed = (await faulty.StepAsync("resume")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("0s");

        Assert.Equal((false, 0), ((bool)resumed["isPaused"]!, (int)resumed["held"]!));
        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged], faulty.Names);
        Assert.Equal((await faulty.DeliveriesAsync()).Select(Id), faulty.Inbox.All.Select(webhook => (string)webhook.Json["id"]!));
    }

    [Fact]
    public async Task They_are_released_in_any_order_dropped_and_sent_once_more()
    {
        await using var faulty = await StartAsync();
        await faulty.StepAsync("pause");
        await faulty.AdvanceAsync("1h");
        var held = (await faulty.DeliveriesAsync()).Select(Id).ToList();

        foreach (var index in new[] { 3, 1, 0 })
        {
            (await faulty.StepAsync($"{held[index]}/release")).Expect(HttpStatusCode.OK);
            await faulty.Inbox.NextAsync();
        }

        var dropped = (await faulty.StepAsync($"{held[2]}/drop")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("1h");

        Assert.Equal([held[3], held[1], held[0]], faulty.Inbox.All.Select(webhook => (string)webhook.Json["id"]!));
        Assert.Equal("lost", (string)dropped["state"]!);
        Assert.Equal("held", (string)(await faulty.StepAsync($"{held[2]}/resend")).Expect(HttpStatusCode.OK)["state"]!);
        await faulty.StepAsync("resume");
        Assert.Equal(held[2], (string)(await faulty.Inbox.NextAsync()).Json["id"]!);
        Assert.Contains(await faulty.Partner.GetJournalAsync(), entry => (string?)entry["what"] == $"deliveries: {held[2]} dropped");
    }

    [Fact]
    public async Task A_ping_that_is_sent_once_more_does_not_keep_a_suspended_registration_from_recovering()
    {
        var status = 200;
        await using var faulty = await StartAsync("retry: { waits: [] }", _ => Task.FromResult(status));
        var registrations = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray();
        var id = registrations.Single(registration => (string)registration!["eventName"]! == CustomerEvents.Onboarded)!["id"];
        await faulty.Partner.PutAsync($"/webhooks/v1/registrations/{id}/ping", []);
        var ping = Id(Assert.Single(await faulty.DeliveriesAsync()));
        await faulty.Inbox.NextAsync();
        status = 500;
        await faulty.AdvanceAsync("1s");

        (await faulty.StepAsync($"{ping}/resend")).Expect(HttpStatusCode.OK);
        await faulty.Inbox.NextAsync(2);
        status = 200;
        (await faulty.Partner.PutAsync($"/webhooks/v1/registrations/{id}/restart", [])).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("1s");

        Assert.Equal("Active", (string)(await faulty.Partner.GetAsync($"/webhooks/v1/registrations/{id}")).Json["status"]!);
        Assert.Empty(await faulty.DeliveriesAsync("&state=held"));
    }

    [Fact]
    public async Task What_waits_behind_an_attempt_that_hangs_is_held_and_can_be_released()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var faulty = await FaultyDeliveries.StartAsync("", webhook => webhook.EventName == CustomerEvents.Onboarded ? answer.Task : Task.FromResult(200), timeline: """
            timeline:
              - { emit: Core.Customer.Onboarded }
              - { set: { ofac: Failed } }
              - { set: { ofac: Clear } }
            """);
        (await faulty.Partner.PutAsync($"/_emulator/partners/{faulty.Partner.Id}/clock", new JsonObject { ["mode"] = "real" })).Expect(HttpStatusCode.OK);
        await faulty.OnboardAsync();
        await faulty.Inbox.NextAsync();
        await Until.HoldsAsync(async () => (await faulty.DeliveriesAsync("&state=pending")).Count >= 3);

        var paused = (await faulty.StepAsync("pause")).Expect(HttpStatusCode.OK);
        var held = (await faulty.DeliveriesAsync("&state=held")).Select(Id).ToList();
        (await faulty.StepAsync($"{held[1]}/release")).Expect(HttpStatusCode.OK);
        await faulty.Inbox.NextAsync();
        answer.SetResult(200);
        await faulty.Partner.WhenIdleAsync();
        (await faulty.StepAsync($"{held[0]}/release")).Expect(HttpStatusCode.OK);
        await faulty.Inbox.NextAsync();

        Assert.Equal(2, (int)paused["held"]!);
        Assert.Equal([held[1], held[0]], faulty.Inbox.All.Skip(1).Select(webhook => (string)webhook.Json["id"]!));
        Assert.Equal(3, faulty.Inbox.All.Count);
    }

    [Fact]
    public async Task A_polled_event_that_two_faults_hold_up_is_released_at_once()
    {
        await using var faulty = await StartAsync("faults:\n  - { event: Core.Customer.Onboarded, late: 1d }\n  - { event: Core.Customer.Onboarded, reorder: { how: reverse, window: 1d } }");
        var registrations = (await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray();
        var id = registrations.Single(registration => (string)registration!["eventName"]! == CustomerEvents.Onboarded)!["id"];
        (await faulty.Partner.PutAsync($"/webhooks/v1/registrations/{id}", new JsonObject { ["type"] = "Poll" })).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("1s");

        (await faulty.StepAsync($"{Id((await faulty.DeliveriesAsync())[0])}/release")).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await faulty.Partner.GetAsync($"/webhooks/v1/events/poll?partnerId={faulty.Partner.Id}")).Status);
    }

    [Fact]
    public async Task A_retry_is_held_too_and_goes_on_as_a_retry()
    {
        var status = 500;
        await using var faulty = await StartAsync("retry: { waits: [1m] }", _ => Task.FromResult(status));
        await faulty.AdvanceAsync("1s");

        await faulty.StepAsync("pause");
        await faulty.AdvanceAsync("1h");
        Assert.Single(faulty.Inbox.All);
        status = 200;
        await faulty.StepAsync("resume");
        await faulty.AdvanceAsync("0s");

        Assert.Equal(5, faulty.Inbox.All.Count);
        Assert.Equal([2, 1, 1, 1], (await faulty.DeliveriesAsync()).Select(delivery => delivery["attempts"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_a_fault_holds_up_can_be_released()
    {
        await using var faulty = await StartAsync("faults:\n  - { event: Core.Customer.Onboarded, late: 1d }");
        await faulty.AdvanceAsync("1h");
        Assert.Equal(3, faulty.Inbox.All.Count);
        var late = Assert.Single(await faulty.DeliveriesAsync("&state=pending"));

        (await faulty.StepAsync($"{Id(late)}/release")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("2d");

        Assert.Equal(Id(late), (string)faulty.Inbox.All[^1].Json["id"]!);
        Assert.Equal(4, faulty.Inbox.All.Count);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_and_says_why()
    {
        await using var faulty = await StartAsync();
        await faulty.AdvanceAsync("1s");
        var taken = Id(Assert.Single(await faulty.DeliveriesAsync()));

        var release = await faulty.StepAsync($"{taken}/release");
        var drop = await faulty.StepAsync($"{taken}/drop");
        var unknown = await faulty.StepAsync("6f9619ff-8b86-d011-b42d-00c04fc964ff/release");
        await faulty.StepAsync("pause");
        await faulty.AdvanceAsync("1s");
        var held = Id((await faulty.DeliveriesAsync("&state=held")).Single());
        var resend = await faulty.StepAsync($"{held}/resend");

        Assert.Equal((HttpStatusCode.Conflict, 2431), (release.Status, (int)release.Json["errors"]![0]!["code"]!));
        Assert.Equal([$"Delivery {taken} cannot be released: the partner has acknowledged it; resend it"], release.Messages);
        Assert.Equal([$"Delivery {taken} cannot be dropped: the partner has acknowledged it; resend it"], drop.Messages);
        Assert.Equal([$"Delivery {held} cannot be sent once more: it is held; release it"], resend.Messages);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.DoesNotContain(await faulty.Partner.GetJournalAsync(), entry => ((string?)entry["what"])?.EndsWith("released", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_reset_ends_the_pause_and_a_snapshot_keeps_it()
    {
        await using var faulty = await StartAsync("faults:\n  - { event: Core.Customer.Onboarded, late: 1d }\n  - { event: Core.Customer.Ofac.Changed, reorder: { how: reverse, window: 1d } }");
        await faulty.AdvanceAsync("2s");
        await faulty.StepAsync("pause");
        var path = $"/_emulator/partners/{faulty.Partner.Id}";
        var snapshot = (await faulty.Partner.GetAsync($"{path}/snapshot")).Text;

        (await faulty.Partner.PostAsync($"{path}/reset", new JsonObject { ["keep"] = new JsonArray("registrations", "scenarios", "clock") })).Expect(HttpStatusCode.OK);
        await faulty.OnboardAsync();
        await faulty.AdvanceAsync("3d");
        var sent = faulty.Inbox.All.Count;
        Assert.Equal(4, sent);
        (await faulty.Partner.PutTextAsync($"{path}/snapshot", snapshot, "application/json")).Expect(HttpStatusCode.OK);
        await faulty.AdvanceAsync("3d");
        Assert.Equal(sent, faulty.Inbox.All.Count);
        var held = (await faulty.DeliveriesAsync("&state=held")).Select(Id).ToList();
        await faulty.StepAsync("resume");
        await faulty.AdvanceAsync("0s");

        Assert.Equal(4, held.Count);
        Assert.Equal(sent + 4, faulty.Inbox.All.Count);
    }

    private static string Id(JsonObject delivery) => (string)delivery["eventId"]!;

    private static async Task<FaultyDeliveries> StartAsync(string delivery = "", Func<Webhook, Task<int>>? answer = null)
    {
        var faulty = await FaultyDeliveries.StartAsync(delivery, answer);
        await faulty.OnboardAsync();

        return faulty;
    }
}
