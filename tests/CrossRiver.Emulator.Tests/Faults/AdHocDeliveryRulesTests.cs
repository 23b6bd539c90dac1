using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Faults;

/// <summary>Rules for deliveries that a tester gives a world while it runs.</summary>
public sealed class AdHocDeliveryRulesTests : IAsyncLifetime
{
    private FaultyDeliveries _faulty = null!;

    public async ValueTask InitializeAsync() => _faulty = await FaultyDeliveries.StartAsync("");

    public ValueTask DisposeAsync() => _faulty.DisposeAsync();

    [Fact]
    public async Task It_concerns_the_events_that_happen_while_it_is_there()
    {
        await _faulty.OnboardAsync();
        await _faulty.AdvanceAsync("2s");
        await _faulty.Partner.AddFaultAsync("""{ "event": "Core.Customer.Ofac.*", "duplicate": { "copies": 1 } }""");
        await _faulty.AdvanceAsync("1s");
        (await _faulty.Partner.DeleteAsync($"/_emulator/partners/{_faulty.Partner.Id}/faults/1")).Expect(HttpStatusCode.OK);
        await _faulty.AdvanceAsync("1d");

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged, CustomerEvents.OfacChanged], _faulty.Names);
        Assert.Equal("duplicate: faults/1", Assert.Single(await _faulty.FaultsAsync()));
    }

    [Fact]
    public async Task It_counts_the_events_of_each_customer_and_tells_how_often_it_struck()
    {
        await _faulty.Partner.AddFaultAsync("""{ "event": "Core.Customer.Ofac.Changed", "which": 2, "lose": "event" }""");
        await _faulty.OnboardAsync("one");
        await _faulty.OnboardAsync("other");

        await _faulty.AdvanceAsync("1d");

        Assert.Equal(6, _faulty.Inbox.All.Count);
        Assert.Equal(2, (await _faulty.DeliveriesAsync("&state=lost")).Count);
        Assert.Equal([2], await _faulty.Partner.GetHitsAsync());
    }

    [Fact]
    public async Task It_acts_before_the_rules_of_the_scenario()
    {
        await _faulty.TellAsync("faults:\n  - { event: Core.Customer.Onboarded, attempts: 1, body: empty }");
        await _faulty.Partner.AddFaultAsync("""{ "event": "Core.Customer.Onboarded", "attempts": 1, "body": "not-json" }""");
        await _faulty.OnboardAsync();

        await _faulty.AdvanceAsync("1s");

        Assert.Equal("body: not-json: faults/1", Assert.Single(await _faulty.FaultsAsync()));
        Assert.NotEmpty(_faulty.Inbox.All[0].Text);
    }

    [Fact]
    public async Task Other_worlds_have_nothing_of_it()
    {
        var other = _faulty.Emulator.NewPartner();
        await using var inbox = await WebhookInbox.StartAsync();
        await other.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _faulty.Partner.AddFaultAsync("""{ "event": "*", "lose": "event" }""");

        await other.OnboardAsync();

        Assert.Equal(CustomerEvents.Onboarded, (await inbox.NextAsync()).EventName);
    }

    [Fact]
    public async Task A_phantom_comes_by_itself_unless_its_rule_is_gone()
    {
        var faults = $"/_emulator/partners/{_faulty.Partner.Id}/faults";
        await _faulty.Partner.AddFaultAsync("""{ "phantom": { "event": "Core.Customer.Onboarded" }, "at": "1h" }""");
        await _faulty.Partner.AddFaultAsync("""{ "phantom": { "event": "Core.Customer.Ofac.Changed" }, "at": "1h" }""");
        (await _faulty.Partner.DeleteAsync($"{faults}/2")).Expect(HttpStatusCode.OK);

        await _faulty.AdvanceAsync("59m");
        Assert.Empty(_faulty.Inbox.All);
        await _faulty.AdvanceAsync("1d");

        Assert.Equal([CustomerEvents.Onboarded], _faulty.Names);
        Assert.Equal("phantom: faults/1", Assert.Single(await _faulty.FaultsAsync()));
        Assert.Equal([1], await _faulty.Partner.GetHitsAsync());
    }

    [Fact]
    public async Task Customers_that_were_seeded_are_concerned_each_by_itself()
    {
        var seeded = (await _faulty.Partner.PostAsync($"/_emulator/partners/{_faulty.Partner.Id}/seed", new JsonObject { ["customers"] = 2 })).Expect(HttpStatusCode.OK);
        await _faulty.Partner.RegisterAsync(_faulty.Inbox.Url, CustomerEvents.NameChanged);
        await _faulty.Partner.AddFaultAsync("""{ "event": "*", "which": 1, "duplicate": { "copies": 1, "sameId": false } }""");

        foreach (var (number, id) in seeded["customers"]!.AsArray().Concat(seeded["customers"]!.AsArray()).Index())
        {
            var name = new JsonObject { ["firstName"] = $"Lois {number}", ["lastName"] = "Griffin" };
            (await _faulty.Partner.PutAsync($"/core/v1/cm/customers/{id}/name", name)).Expect(HttpStatusCode.OK);
        }

        await _faulty.AdvanceAsync("1s");

        Assert.Equal(6, _faulty.Inbox.All.Count);
        Assert.Equal(6, _faulty.Inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_snapshot_keeps_it_with_what_it_has_counted()
    {
        var snapshot = $"/_emulator/partners/{_faulty.Partner.Id}/snapshot";
        await _faulty.Partner.AddFaultAsync("""{ "event": "Core.Customer.Ofac.Changed", "which": 2, "lose": "event" }""");
        await _faulty.OnboardAsync();
        await _faulty.AdvanceAsync("2s");
        var kept = (await _faulty.Partner.GetAsync(snapshot)).Expect(HttpStatusCode.OK);

        await _faulty.AdvanceAsync("1d");
        (await _faulty.Partner.PutAsync(snapshot, kept)).Expect(HttpStatusCode.OK);
        Assert.Equal([0], await _faulty.Partner.GetHitsAsync());
        await _faulty.AdvanceAsync("1d");

        Assert.Equal([1], await _faulty.Partner.GetHitsAsync());
        Assert.Equal(3 + 1, _faulty.Inbox.All.Count);
    }

    [Theory]
    [InlineData("""{ "event": "Core.Customer.Onboarded" }""", "something is missing; write one of lose, duplicate")]
    [InlineData("""{ "event": "Core.Customer.Onbored", "lose": "event" }""", "Core.Customer.Onboarded")]
    [InlineData("""{ "call": "customers.get", "lose": "event" }""", "call")]
    [InlineData("""{ "lose": "letter" }""", "attempt")]
    public async Task What_cannot_be_is_refused_with_what_would_be_taken(string rule, string hint)
    {
        var answer = await _faulty.Partner.PostTextAsync($"/_emulator/partners/{_faulty.Partner.Id}/faults", rule);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(hint, answer.Messages[0], StringComparison.Ordinal);
        Assert.Empty(await _faulty.Partner.GetHitsAsync());
    }
}
