using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks;

public sealed class EventEndpointsTests : IAsyncLifetime
{
    private const string Events = "/webhooks/v1/events";
    private const string Unknown = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public EventEndpointsTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task An_event_says_how_far_it_has_come_and_when_it_was_tried_last()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await using var failing = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.RegisterAsync(failing.Url, CustomerEvents.PepScanChanged);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(900), _partner);

        var succeeded = (await _partner.GetAsync($"{Events}/{inbox.All[0].Json["id"]}")).Expect(HttpStatusCode.OK);
        var pending = (await _partner.GetAsync($"{Events}/{failing.All[0].Json["id"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["id", "eventName", "status", "partnerId", "createdAt", "lastAttemptedAt", "resources", "details"],
            succeeded.Select(member => member.Key));
        Assert.Equal("Success", (string)succeeded["status"]!);
        Assert.Equal("2021-11-22T10:49:58.943-05:00", (string)succeeded["lastAttemptedAt"]!);
        Assert.Equal("Pending", (string)pending["status"]!);
        Assert.False(inbox.All[0].Json.ContainsKey("lastAttemptedAt"));
    }

    [Fact]
    public async Task Events_are_listed_by_partner_name_and_status()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged);
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        Assert.Equal(4, (await ListAsync("")).Count);
        Assert.Equal(2, (await ListAsync("&eventName=core.customer.onboarded")).Count);
        Assert.Equal(4, (await ListAsync("&status=success")).Count);
        Assert.Empty(await ListAsync("&status=Failed"));
        Assert.Equal((await ListAsync("")).Select(IdOf), (await ListAsync("&pageSize=3")).Concat(await ListAsync("&pageSize=3&pageNumber=2")).Select(IdOf));
        Assert.Equal(["Status must be one of Pending, Success, Failed"], (await _partner.GetAsync($"{Events}?status=Lost")).Messages);
        Assert.Empty((await _partner.GetAsync($"{Events}?partnerId={Unknown}")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task A_polled_event_is_the_same_until_it_is_acknowledged()
    {
        await RegisterForPollingAsync(CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        Assert.Equal(HttpStatusCode.NoContent, (await _partner.GetAsync($"{Events}/poll?partnerId={_partner.Id}")).Status);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        var first = await PollAsync();
        var again = await PollAsync();
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal((CustomerEvents.Onboarded, "Pending"), ((string)first["eventName"]!, (string)first["status"]!));

        var acknowledged = (await _partner.PutAsync($"{Events}/{first["id"]}/acknowledge", [])).Expect(HttpStatusCode.OK);
        Assert.Equal("Success", (string)acknowledged["status"]!);
        var second = await PollAsync();
        Assert.Equal(CustomerEvents.OfacChanged, (string)second["eventName"]!);

        (await _partner.PostAsync($"{Events}/{second["id"]}/acknowledge", [])).Expect(HttpStatusCode.OK);
        (await _partner.PostAsync($"{Events}/{second["id"]}/acknowledge", [])).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await _partner.GetAsync($"{Events}/poll?partnerId={_partner.Id}")).Status);

        await _partner.PostAsync($"{Events}/{first["id"]}/resend", []);
        Assert.Equal((string)first["id"]!, (string)(await PollAsync())["id"]!);
    }

    [Fact]
    public async Task With_several_partners_a_poll_names_one()
    {
        await RegisterForPollingAsync(CustomerEvents.Onboarded);
        await _emulator.NewPartner().OnboardAsync();

        Assert.Equal(["PartnerId required, because there are several partners"], (await _partner.GetAsync($"{Events}/poll")).Messages);
    }

    [Fact]
    public async Task A_pushed_event_cannot_be_acknowledged_and_one_without_registration_not_be_sent_again()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        var id = inbox.All[0].Json["id"];

        Assert.Equal(2007, (int)(await _partner.PutAsync($"{Events}/{id}/acknowledge", [])).Json["errors"]![0]!["code"]!);
        await _partner.DeleteAsync($"/webhooks/v1/registrations/{registration["id"]}");
        Assert.Equal(2006, (int)(await _partner.PostAsync($"{Events}/{id}/resend", [])).Json["errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task An_unknown_event_is_not_found()
    {
        Answer[] answers =
        [
            await _partner.GetAsync($"{Events}/{Unknown}"), await _partner.GetAsync($"{Events}/x"),
            await _partner.PutAsync($"{Events}/{Unknown}/acknowledge", []), await _partner.PostAsync($"{Events}/{Unknown}/resend", []),
            await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/deliveries/{Unknown}"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task An_event_of_a_file_registration_goes_nowhere()
    {
        var body = _partner.Body("registration.request.json");
        body["type"] = "File";
        (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task The_names_of_all_events_are_listed()
    {
        var names = (await _partner.GetAsync("/webhooks/v1/meta")).Expect(HttpStatusCode.OK)["events"]!.AsArray().Select(name => (string)name!).ToList();

        Assert.Equal(CustomerEvents.All, names.Take(CustomerEvents.All.Count));
        Assert.Contains("Ach.Payment.Sent", names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("Core.TimeDeposit.Withdrawn", "Core.Transaction.Completed", "Core.Activity.Posted", "Core.Restriction.Removed")]
    [InlineData("Ach.Payment.Rejected", "Ach.Payment.Canceled", "Ach.Return.Received", "Ach.Noc.Received", "Ach.Batch.Imported")]
    [InlineData("Rtp.Payment.Queued", "Rtp.Payment.ResearchRequired", "International.Payment.Sent")]
    [InlineData("Check.Payment.Sent", "Check.Payment.Received", "Check.Payment.Rejected", "Check.PositivePay.Created", "Check.PositivePay.Revoked")]
    [InlineData("Cards.Card.Created", "CardPayments.Payment.Rejected", "CardPayments.Payment.Failed")]
    public async Task An_event_of_another_product_is_listed_and_can_be_registered_for(params string[] expected)
    {
        var names = (await _partner.GetAsync("/webhooks/v1/meta")).Expect(HttpStatusCode.OK)["events"]!.AsArray().Select(name => (string)name!);

        Assert.Subset(names.ToHashSet(StringComparer.Ordinal), expected.ToHashSet(StringComparer.Ordinal));
        foreach (var name in expected)
        {
            var registration = await _partner.RegisterAsync(new Uri("https://partner.example.test/hooks"), name.ToUpperInvariant());
            Assert.Equal(name, (string)registration["eventName"]!);
        }
    }

    [Fact]
    public async Task Every_attempt_is_recorded_with_the_beginning_of_its_answer()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status503ServiceUnavailable);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);

        var deliveries = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/deliveries?state=pending")).Expect(HttpStatusCode.OK);
        var delivery = Assert.Single(deliveries["results"]!.AsArray())!;
        var one = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/deliveries/{delivery["eventId"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(delivery.ToJsonString(), one.ToJsonString());
        Assert.Equal(["answered 503", "answered 503"], delivery["attempts"]!.AsArray().Select(attempt => (string)attempt!["failure"]!));
        Assert.Equal([1, 2], delivery["attempts"]!.AsArray().Select(attempt => (int)attempt!["number"]!));
        Assert.DoesNotContain("hook-password", deliveries.ToJsonString(), StringComparison.Ordinal);
    }

    private static string IdOf(JsonNode? happened) => (string)happened!["id"]!;

    private async Task RegisterForPollingAsync(params IReadOnlyList<string> eventNames)
    {
        foreach (var eventName in eventNames)
        {
            var body = _partner.Body("registration.request.json");
            body["eventName"] = eventName;
            body["type"] = "Poll";
            body.Remove("callbackUrl");
            (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        }
    }

    private async Task<JsonObject> PollAsync() => (await _partner.GetAsync($"{Events}/poll?partnerId={_partner.Id}")).Expect(HttpStatusCode.OK);

    private async Task<JsonArray> ListAsync(string query) =>
        (await _partner.GetAsync($"{Events}?partnerId={_partner.Id}{query}")).Expect(HttpStatusCode.OK)["results"]!.AsArray();
}
