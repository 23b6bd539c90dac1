using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Ui.Deliveries;

/// <summary>A tester looks at the deliveries, and decides what is sent.</summary>
public sealed class DeliveriesViewTests
{
    private const string Row = "li.delivery";

    // The longest name that the bank takes, from right to left.
    private static readonly string LongName = $"\u202eمحمد{new string('x', 250)}";

    private static readonly Dictionary<string, string?> ManualClock = new(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" };

    [Fact]
    public async Task A_world_without_webhooks_says_so()
    {
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner();
        await partner.BeginAsync();

        var view = await OpenAsync(partner);

        Assert.Equal(HttpStatusCode.OK, view.Status);
        Assert.Contains("There are no webhooks yet.", Assert.Single(view.Texts("#deliveries > p")), StringComparison.Ordinal);
        Assert.Equal(["all 0", "pending 0", "succeeded 0", "failed 0", "held 0", "lost 0"], view.Texts("nav.filters a"));
        Assert.Equal(["Pause"], view.Texts("main button"));
    }

    [Fact]
    public async Task Webhooks_are_held_released_in_any_order_dropped_sent_again_and_resumed()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("");
        await faulty.OnboardAsync();
        var view = await (await OpenAsync(faulty.Partner)).PressAsync("Pause");
        Assert.Equal("Deliveries are paused.", view.Notice);

        await faulty.AdvanceAsync("1h");
        view = await OpenAsync(faulty.Partner);
        var held = (await faulty.DeliveriesAsync()).Select(delivery => (string)delivery["eventId"]!).ToList();
        Assert.Contains("4 webhooks wait for you", view.Texts("#pause p")[0], StringComparison.Ordinal);
        Assert.Equal(["all 4", "pending 0", "succeeded 0", "failed 0", "held 4", "lost 0"], view.Texts("nav.filters a"));
        Assert.Equal(held.Reverse<string>().Select(id => $"delivery-{id}"), view.Document.QuerySelectorAll(Row).Select(row => row.Id));

        view = await view.PressAsync("Release", $"#delivery-{held[3]}");
        Assert.Equal("The webhook is released.", view.Notice);
        await faulty.Inbox.NextAsync();
        view = await view.PressAsync("Release the next");
        Assert.Equal("Core.Customer.Onboarded is released.", view.Notice);
        await faulty.Inbox.NextAsync();
        view = await view.PressAsync("Drop", $"#delivery-{held[1]}");
        Assert.Equal("The webhook is dropped.", view.Notice);
        view = await view.PressAsync("Resend", $"#delivery-{held[1]}");
        Assert.Equal("The webhook is sent again.", view.Notice);
        view = await view.PressAsync("Resume");
        Assert.Equal("Deliveries are resumed.", view.Notice);
        await faulty.Inbox.NextAsync(2);
        await faulty.Partner.WhenIdleAsync();

        Assert.Equal([held[3], held[0], held[1], held[2]], faulty.Inbox.All.Select(webhook => (string)webhook.Json["id"]!));
        Assert.Equal("all 4, succeeded 4", string.Join(", ", (await OpenAsync(faulty.Partner)).Texts("nav.filters a").Where(filter => filter[^1] is not '0')));
    }

    [Fact]
    public async Task A_refusal_is_shown_in_the_view()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("");
        await faulty.OnboardAsync();
        var view = await (await OpenAsync(faulty.Partner)).PressAsync("Pause");
        await faulty.AdvanceAsync("1h");
        view = await OpenAsync(faulty.Partner);
        await view.PressAsync("Release the next");

        var again = await view.PressAsync("Release the next");

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.NotEmpty(again.Document.QuerySelectorAll("#notice .bad"));
        Assert.Equal(4, again.Document.QuerySelectorAll(Row).Length);
    }

    [Fact]
    public async Task A_webhook_has_its_attempts_its_request_and_its_next_retry()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("retry: { waits: [10m] }", RefuseOnboarded);
        await faulty.OnboardAsync();
        await faulty.AdvanceAsync("1s");

        var row = Assert.Single((await OpenAsync(faulty.Partner)).Document.QuerySelectorAll(Row));
        var id = (await faulty.DeliveriesAsync())[0]["eventId"];

        Assert.Matches("pending Core.Customer.Onboarded\\s+of Peter Griffin\\s+failed, and is tried again, in 10 min", row.QuerySelector("p")!.TextContent);
        Assert.Matches("✕ failed\\s+attempt 1, .*: 503 after \\d+ ms: answered 503", row.QuerySelector(".attempt")!.TextContent);
        Assert.Equal((string)id!, (string)JsonNode.Parse(row.QuerySelector("details pre")!.TextContent)!["id"]!);
        Assert.Equal(["Drop"], row.QuerySelectorAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task They_are_filtered_by_state()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("retry: { waits: [] }", RefuseOnboarded);
        await faulty.OnboardAsync();
        await faulty.AdvanceAsync("1h");

        var view = await (await OpenAsync(faulty.Partner)).FollowAsync("succeeded");

        Assert.Equal(["succeeded 3"], view.Texts("nav.filters [aria-current]"));
        Assert.Equal(3, view.Document.QuerySelectorAll(Row).Length);
        Assert.Equal("No webhook is in this state.", Assert.Single((await view.FollowAsync("lost")).Texts("#deliveries > p")));
    }

    [Fact]
    public async Task They_come_in_pages_and_none_is_missing()
    {
        await using var emulator = new RunningEmulator { Settings = ManualClock };
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardManyAnnouncedAsync(120);
        await partner.AdvanceAsync("1s");

        var first = await OpenAsync(partner);
        var second = await first.FollowAsync("Older");
        var third = await second.FollowAsync("Older");

        Assert.Equal([50, 50, 20], new[] { first, second, third }.Select(view => view.Document.QuerySelectorAll(Row).Length));
        Assert.Equal(120, new[] { first, second, third }.SelectMany(view => view.Document.QuerySelectorAll(Row)).Select(row => row.Id).Distinct().Count());
        Assert.Equal(["← Newer"], third.Texts("nav.pager a"));
        Assert.Equal(Ids(second), Ids(await third.FollowAsync("← Newer")));
        Assert.Equal(Ids(first), Ids(await (await third.FollowAsync("← Newer")).FollowAsync("← Newer")));
    }

    [Fact]
    public async Task Secrets_of_a_callback_URL_are_masked_and_hostile_names_are_text()
    {
        await using var emulator = new RunningEmulator { Settings = ManualClock };
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(new Uri($"{inbox.Url}?api_key=topsecret"), CustomerEvents.Onboarded);
        var body = partner.Body("create-personal.request.json");
        body["name"] = new JsonObject { ["firstName"] = "<script>alert(1)</script>", ["lastName"] = LongName };
        await partner.OnboardAsync(body);
        await partner.AdvanceAsync("1h");

        var view = await OpenAsync(partner);

        Assert.Equal($"<script>alert(1)</script> {LongName}", Assert.Single(view.Texts($"{Row} a.of bdi")));
        Assert.Single(view.Document.Scripts);
        Assert.Contains("/hooks", Assert.Single(view.Texts(".attempt")), StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", view.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    private static Task<int> RefuseOnboarded(Webhook webhook) => Task.FromResult(webhook.EventName == CustomerEvents.Onboarded ? 503 : 200);

    [Fact]
    public async Task A_held_webhook_is_edited_and_then_released()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        var view = await (await OpenAsync(partner)).PressAsync("Pause");
        await partner.OnboardAsync();
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(5), partner);

        view = await (await OpenAsync(partner)).PressAsync("Edit", ("change", """{ "body": { "mine": true }, "headers": { "X-Mine": "yes" } }"""));
        var edited = view.TextOf("li.delivery");
        await view.PressAsync("Release");

        Assert.Equal("The webhook is edited. Release it to send it.", view.Notice);
        Assert.Contains("Edited request", edited, StringComparison.Ordinal);
        var sent = await inbox.NextAsync();
        Assert.Equal(("""{ "mine": true }""", "yes"), (sent.Text, sent.Headers["X-Mine"]));
    }

    private static Task<BrowsedPage> OpenAsync(Partner partner) => BrowsedPage.OpenAsync(partner, $"{BrowsedPage.PathOf(partner)}/deliveries");

    private static IReadOnlyList<string?> Ids(BrowsedPage view) => [.. view.Document.QuerySelectorAll(Row).Select(row => row.Id)];
}
