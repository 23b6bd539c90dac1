using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The customers that need attention are found without a search, and what is wrong is mended from the view.</summary>
public sealed class WorldAttentionTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" },
    };

    private Partner _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = _emulator.NewPartner();
        await _partner.BeginAsync();
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task An_open_hold_is_first_and_ends_by_its_button()
    {
        await _partner.OnboardAsync(scenario: "stuck-pending");
        await _partner.OnboardAsync(scenario: "ofac-review");
        await _partner.OnboardAsync(scenario: "clear");
        await _partner.AdvanceAsync("1h");

        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        Assert.Equal("Needs attention 2", world.TextOf("#attention h2"));
        Assert.Contains("waiting for release or reject; else release in 47 h", world.Texts("#attention li")[0], StringComparison.Ordinal);
        Assert.Contains("stuck OFAC Pending, PEP Pending, and nothing is planned", world.Texts("#attention li")[1], StringComparison.Ordinal);

        world = await world.PressAsync("Release", "#attention");
        Assert.Equal("Needs attention 1", world.TextOf("#attention h2"));
        Assert.Contains("release", world.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stuck_customer_is_not_stuck_any_more_once_its_scans_are_planned_or_final_and_after_a_snapshot_it_is_as_before()
    {
        var customer = await _partner.OnboardAsync(scenario: "stuck-pending");
        Assert.Equal("Needs attention", await TitleAsync());
        await _partner.AdvanceAsync("1h");
        Assert.Equal("Needs attention 1", await TitleAsync());

        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Text;
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear", ["pepScan"] = "Clear", ["after"] = "1h" });
        Assert.Equal("Needs attention", await TitleAsync());
        await _partner.AdvanceAsync("2h");
        Assert.Equal("Needs attention", await TitleAsync());

        await _partner.PutTextAsync($"{_partner.Control}/snapshot", snapshot, "application/json");
        Assert.Equal("Needs attention 1", await TitleAsync());
        await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}");
        Assert.Equal("Needs attention", await TitleAsync());
    }

    [Fact]
    public async Task Many_customers_that_need_attention_are_paged()
    {
        for (var number = 0; number < 53; number++)
        {
            await _partner.OnboardAsync(scenario: "ofac-review");
        }

        await _partner.AdvanceAsync("1h");
        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        Assert.Equal("Needs attention 53", world.TextOf("#attention h2"));
        Assert.Equal(50, world.Texts("#attention li").Count);
        world = await world.FollowLinkAsync("#attention a[rel=next]");
        Assert.Equal(3, world.Texts("#attention li").Count);
        Assert.Equal("51 to 53 of 53", world.TextOf("#attention .pager span"));
    }

    [Fact]
    public async Task A_failing_receiver_is_seen_and_the_registration_restarts_from_the_view()
    {
        var status = 500;
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(status));
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync(scenario: "clear");
        await _partner.AdvanceAsync("200ms");
        Assert.Contains("failed webhook Core.Customer.Onboarded: ", await AttentionAsync(), StringComparison.Ordinal);

        await _partner.AdvanceAsync("48h");
        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        Assert.Contains("waits for a restart of the registration", world.TextOf("#attention"), StringComparison.Ordinal);
        Assert.Contains("Suspended Core.Customer.Onboarded", world.TextOf("#registrations li"), StringComparison.Ordinal);
        Assert.Contains("500", world.TextOf("#registrations li"), StringComparison.Ordinal);
        Assert.Contains("1 event waits for a restart.", world.TextOf("#registrations li"), StringComparison.Ordinal);

        status = 200;
        await world.PressAsync("Restart", "#registrations");
        await _partner.WhenIdleAsync();
        world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        Assert.Equal("Needs attention", world.TextOf("#attention h2"));
        Assert.Contains("Active Core.Customer.Onboarded", world.TextOf("#registrations li"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_partner_registers_with_the_built_in_inbox_pings_it_and_removes_the_registration()
    {
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Register", "#registrations");
        world = await world.PressAsync("Register", "#registrations", ("callbackUrl", "http://127.0.0.1:9/own"), ("format", "Extended"));
        Assert.Equal(2, world.Texts("#registrations li").Count);
        Assert.Contains("Core.Customer.Onboarded Basic", world.Texts("#registrations li")[0], StringComparison.Ordinal);
        Assert.Contains("Core.Customer.Ofac.Changed Extended http://127.0.0.1:9/own", world.Texts("#registrations li")[1], StringComparison.Ordinal);

        world = await world.PressAsync("Ping", "#registrations");
        await _partner.WhenIdleAsync();
        Assert.Single((await _partner.GetAsync($"/_emulator/inbox/{_partner.Id:N}/messages")).Json["messages"]!.AsArray());

        world = await world.PressAsync("Remove", "#registrations");
        Assert.Contains("Ofac", Assert.Single(world.Texts("#registrations li")), StringComparison.Ordinal);
        Assert.Equal("Core.Customer.Onboarded", world.Texts("#registrations option")[0]);
    }

    [Fact]
    public async Task Conditions_and_faults_are_switched_and_show_their_hits()
    {
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Start", "#faults li:nth-child(2)", ("lasts", "2h"));
        Assert.Contains("on throttled · 0 hits · ends in 2 h", world.Texts("#faults li")[1], StringComparison.Ordinal);

        world = await world.PressAsync("Stop", "#faults");
        world = await world.PressAsync("Slow down", "#faults", ("latency", "1ms"));
        world = await world.PressAsync("Fail", "#faults", ("status", "503"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await world.PressAsync("Create the customer", "#new")).Status);
        world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        Assert.Contains("on Rule 1 · 1 hit", world.Texts("#faults li")[2], StringComparison.Ordinal);
        Assert.Contains("status 503", world.Texts("#faults li")[3], StringComparison.Ordinal);
        Assert.Equal(0, await _partner.CountCustomersAsync());

        world = await (await world.PressAsync("Remove", "#faults")).PressAsync("Remove", "#faults");
        world = await world.PressAsync("Add the rule", "#faults", ("rule", """{ "event": "Core.Customer.*", "lose": "event" }"""));
        Assert.Contains("""{"event":"Core.Customer.*","lose":"event"}""", world.Texts("#faults li")[2], StringComparison.Ordinal);
        Assert.Contains("unknown key", (await world.PressAsync("Add the rule", "#faults", ("rule", """{ "cal": 1 }"""))).TextOf("#notice"), StringComparison.Ordinal);
    }

    private async Task<string> TitleAsync() => (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).TextOf("#attention h2");

    private async Task<string> AttentionAsync() => (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).TextOf("#attention");
}
