using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>A registration from its first failure to its recovery, and every call in each of its statuses.</summary>
public sealed class RegistrationLifeTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;
    private volatile int _answer = 200;
    private WebhookInbox _inbox = null!;
    private JsonObject _registration = [];

    public RegistrationLifeTests() => _partner = _emulator.NewPartner();

    private string Path => $"/webhooks/v1/registrations/{_registration["id"]}";

    public async ValueTask InitializeAsync()
    {
        _inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(_answer));
        _registration = await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Fact]
    public async Task After_the_last_retry_it_is_suspended_and_later_events_wait()
    {
        await SuspendAsync();
        Assert.Equal(("Suspended", 4), await StatusAsync());
        Assert.Equal(4, _inbox.All.Count);

        var later = await _partner.OnboardAsync();
        await AdvanceAsync(60);

        Assert.Equal(4, _inbox.All.Count);
        Assert.Equal(["Failed", "Pending"], await StatusesAsync());
        Assert.Equal([("held", 4), ("held", 0)], await DeliveriesAsync());
        Assert.DoesNotContain(_inbox.All, webhook => webhook.CustomerId == (string)later["id"]!);
        var change = Assert.Single(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "registration");
        Assert.Equal("Active → Suspended", (string)change["what"]!);
    }

    [Fact]
    public async Task What_was_to_be_tried_again_waits_to_be_polled_when_the_registration_is_changed_so()
    {
        _answer = 500;
        await _partner.OnboardAsync();
        await AdvanceAsync(1);
        var tried = _inbox.All.Count;

        (await _partner.PutAsync(Path, new JsonObject { ["type"] = "Poll" })).Expect(HttpStatusCode.OK);
        await AdvanceAsync(60);

        Assert.Equal(tried, _inbox.All.Count);
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/webhooks/v1/events/poll?partnerId={_partner.Id}")).Status);
    }

    [Fact]
    public async Task One_success_after_a_restart_makes_it_active_and_the_backlog_drains_in_order()
    {
        await SuspendAsync();
        var waiting = new List<string> { _inbox.All[0].CustomerId };
        for (var i = 0; i < 5; i++)
        {
            waiting.Add((string)(await _partner.OnboardAsync())["id"]!);
            await AdvanceAsync(1);
        }

        _answer = 200;
        var restarted = (await _partner.PutAsync($"{Path}/restart", [])).Expect(HttpStatusCode.OK);
        await IdleAsync();

        Assert.Equal("Restarting", (string)restarted["status"]!);
        Assert.Equal(("Active", 0), await StatusAsync());
        Assert.Equal(waiting, _inbox.All.Skip(4).Select(webhook => webhook.CustomerId));
        Assert.All(await StatusesAsync(), status => Assert.Equal("Success", status));
        Assert.Equal(
            ["Active → Suspended", "Suspended → Restarting", "Restarting → Active"],
            (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "registration").Select(entry => (string)entry["what"]!));
    }

    [Fact]
    public async Task Two_failures_after_a_restart_suspend_it_again()
    {
        await SuspendAsync();
        await _partner.OnboardAsync();
        await AdvanceAsync(1);

        await _partner.PutAsync($"{Path}/restart", []);
        await IdleAsync();
        Assert.Equal(("Restarting", 1), await StatusAsync());
        Assert.Equal(5, _inbox.All.Count);
        await AdvanceAsync(1);
        Assert.Equal(("Suspended", 2), await StatusAsync());
        await AdvanceAsync(60);

        Assert.Equal(6, _inbox.All.Count);
        Assert.Single(_inbox.All.Select(webhook => webhook.CustomerId).Distinct());
        Assert.Equal([("held", 6), ("held", 0)], await DeliveriesAsync());
    }

    [Fact]
    public async Task A_failure_then_a_success_after_a_restart_makes_it_active()
    {
        await SuspendAsync();
        await _partner.PutAsync($"{Path}/restart", []);
        await IdleAsync();

        _answer = 200;
        await AdvanceAsync(1);

        Assert.Equal(("Active", 0), await StatusAsync());
        Assert.Equal([("succeeded", 6)], await DeliveriesAsync());
    }

    [Fact]
    public async Task A_receiver_that_fails_again_while_the_backlog_drains_suspends_it_again_and_nothing_is_lost()
    {
        await SuspendAsync();
        for (var i = 0; i < 3; i++)
        {
            await _partner.OnboardAsync();
            await AdvanceAsync(1);
        }

        var answers = 0;
        await using var moody = await WebhookInbox.StartAsync(_ => Task.FromResult(Interlocked.Increment(ref answers) == 1 ? 200 : 503));
        await _partner.PutAsync(Path, new JsonObject { ["callbackUrl"] = moody.Url.OriginalString });
        await _partner.PutAsync($"{Path}/restart", []);
        await AdvanceAsync(60);

        Assert.Equal("Suspended", (await StatusAsync()).Status);
        Assert.Equal("succeeded", (await DeliveriesAsync())[0].State);
        Assert.All((await DeliveriesAsync()).Skip(1), delivery => Assert.Equal("held", delivery.State));

        _answer = 200;
        await _partner.PutAsync(Path, new JsonObject { ["callbackUrl"] = _inbox.Url.OriginalString });
        await _partner.PutAsync($"{Path}/restart", []);
        await IdleAsync();
        Assert.Equal(("Active", 0), await StatusAsync());
        Assert.All(await StatusesAsync(), status => Assert.Equal("Success", status));
    }

    [Fact]
    public async Task A_restart_of_one_that_is_active_changes_nothing()
    {
        var restarted = (await _partner.PutAsync($"{Path}/restart", [])).Expect(HttpStatusCode.OK);

        Assert.Equal("Active", (string)restarted["status"]!);
        Assert.Empty(_inbox.All);
    }

    [Fact]
    public async Task When_it_is_deleted_its_backlog_is_lost()
    {
        await SuspendAsync();
        await _partner.OnboardAsync();
        await AdvanceAsync(1);

        await _partner.DeleteAsync(Path);
        _answer = 200;
        _registration = await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await AdvanceAsync(60);

        Assert.Equal(4, _inbox.All.Count);
        Assert.Empty(await StatusesAsync());
        await _partner.OnboardAsync();
        await AdvanceAsync(1);
        Assert.Equal(5, _inbox.All.Count);
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("Suspended")]
    [InlineData("Restarting")]
    [ContractRow("6.3 202")]
    public async Task A_ping_is_sent_once_in_every_status_and_has_no_effect_on_it(string status)
    {
        await BringToAsync(status);
        var before = await StatusAsync();
        var sent = _inbox.All.Count;

        var answer = await _partner.PutAsync($"{Path}/ping", []);
        await IdleAsync();

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var ping = Assert.Single(_inbox.All.Skip(sent)).Json;
        Assert.Equal(
            $$"""{"id":"{{ping["id"]}}","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"{{_partner.Id}}","createdAt":"{{ping["createdAt"]}}","resources":[],"details":[],"isPing":true}""",
            ping.ToJsonString());
        Assert.Equal(before, await StatusAsync());
        var asked = (await _partner.GetAsync($"/webhooks/v1/events/{ping["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(status == "Active" ? "Success" : "Failed", (string)asked["status"]!);
    }

    [Theory]
    [InlineData("Active", "Success", 2)]
    [InlineData("Suspended", "Pending", 4)]
    [InlineData("Restarting", "Pending", 5)]
    public async Task A_resent_event_is_sent_if_the_registration_is_active_and_waits_else(string status, string eventStatus, int attempts)
    {
        if (status == "Active")
        {
            await _partner.OnboardAsync();
            await AdvanceAsync(1);
        }

        await BringToAsync(status);
        var eventId = _inbox.All[0].Json["id"]!;

        (await _partner.PostAsync($"/webhooks/v1/events/{eventId}/resend", [])).Expect(HttpStatusCode.OK);
        await IdleAsync();

        Assert.Equal(attempts, _inbox.All.Count(webhook => webhook.Json["id"]!.ToString() == eventId.ToString()));
        Assert.Equal(eventStatus, (string)(await _partner.GetAsync($"/webhooks/v1/events/{eventId}")).Json["status"]!);
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("Suspended")]
    [InlineData("Restarting")]
    public async Task A_change_keeps_the_status_and_what_is_not_sent(string status)
    {
        await BringToAsync(status);
        var before = (await _partner.GetAsync(Path)).Json;

        var changed = (await _partner.PutAsync(Path, new JsonObject
        {
            ["partnerId"] = _partner.Id.ToString(),
            ["eventName"] = "core.customer.ofac.changed",
            ["callbackUrl"] = "https://partner.example.test/new",
            ["format"] = "extended",
            ["type"] = null,
            ["consecutiveErrors"] = null,
            ["lastError"] = null,
            ["status"] = null,
        })).Expect(HttpStatusCode.OK);

        before["eventName"] = "Core.Customer.Ofac.Changed";
        before["callbackUrl"] = "https://partner.example.test/new";
        before["format"] = "Extended";
        Assert.Equal(before.ToJsonString(), changed.ToJsonString());
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
    }

    [Fact]
    public async Task A_change_to_another_partner_a_taken_event_or_something_wrong_is_refused()
    {
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.OfacChanged);
        var before = (await _partner.GetAsync(Path)).Text;

        var other = await _partner.PutAsync(Path, new JsonObject { ["partnerId"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff" });
        var taken = await _partner.PutAsync(Path, new JsonObject { ["eventName"] = CustomerEvents.OfacChanged });
        var wrong = await _partner.PutAsync(Path, new JsonObject { ["callbackUrl"] = "nowhere", ["format"] = "Full" });

        Assert.Equal([$"PartnerId must be {_partner.Id}, the partner of the registration"], other.Messages);
        Assert.Equal(2001, (int)taken.Json["errors"]![0]!["code"]!);
        Assert.Equal(2, wrong.Messages.Count);
        Assert.Equal(before, (await _partner.GetAsync(Path)).Text);
    }

    [Fact]
    public async Task Calls_of_an_unknown_registration_are_not_found()
    {
        const string Unknown = "/webhooks/v1/registrations/6f9619ff-8b86-d011-b42d-00c04fc964ff";
        Answer[] answers =
        [
            await _partner.GetAsync(Unknown), await _partner.PutAsync(Unknown, []), await _partner.DeleteAsync(Unknown),
            await _partner.PutAsync($"{Unknown}/restart", []), await _partner.PutAsync($"{Unknown}/ping", []),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    [Trait("lane", "slow")]
    public async Task A_thousand_events_wait_and_drain_in_order_with_none_lost_or_doubled()
    {
        await SuspendAsync();
        await _partner.OnboardManyAnnouncedAsync(999);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(10), _partner);
        var expected = (await _partner.GetDeliveriesAsync()).Select(delivery => (string)delivery["eventId"]!).ToList();

        _answer = 200;
        await _partner.PutAsync($"{Path}/restart", []);
        await _partner.WhenIdleAsync();

        Assert.Equal(1_000, expected.Count);
        Assert.Equal(expected, _inbox.All.Skip(4).Select(webhook => (string)webhook.Json["id"]!));
        Assert.Equal(("Active", 0), await StatusAsync());
    }

    private async Task BringToAsync(string status)
    {
        if (status != "Active")
        {
            await SuspendAsync();
        }

        if (status == "Restarting")
        {
            await _partner.PutAsync($"{Path}/restart", []);
            await IdleAsync();
        }
    }

    private async Task SuspendAsync()
    {
        _answer = 500;
        await _partner.OnboardAsync();
        await AdvanceAsync(8);
    }

    private async Task AdvanceAsync(int seconds)
    {
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        }
    }

    private Task IdleAsync() => _emulator.AdvanceAsync(TimeSpan.Zero, _partner);

    private async Task<(string Status, int Errors)> StatusAsync()
    {
        var registration = (await _partner.GetAsync(Path)).Expect(HttpStatusCode.OK);
        return ((string)registration["status"]!, (int)registration["consecutiveErrors"]!);
    }

    private async Task<IReadOnlyList<string>> StatusesAsync() =>
        [.. (await _partner.GetAsync($"/webhooks/v1/events?partnerId={_partner.Id}&pageSize=50")).Json["results"]!.AsArray().Select(happened => (string)happened!["status"]!)];

    private async Task<IReadOnlyList<(string State, int Attempts)>> DeliveriesAsync() =>
        [.. (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/deliveries")).Json["results"]!.AsArray()
            .Select(delivery => ((string)delivery!["state"]!, delivery["attempts"]!.AsArray().Count))];
}
