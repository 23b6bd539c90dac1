using System.Net;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control;

/// <summary>A tester decides instead of the bank what scans come to.</summary>
public sealed class OutcomeEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_result_that_is_set_is_told_to_the_partner()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged, CustomerEvents.PepScanChanged);
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");

        var after = (await story.PostAsync("outcome", """{"ofac":"failed","pepScan":"Clear"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal(("Failed", "Clear"), ((string)after["ofac"]!, (string)after["pepScan"]!));
        Assert.Equal([CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged], (await inbox.NextAsync(2)).Select(webhook => webhook.EventName));
        Assert.Contains(await story.ControlAsync(), what => what.StartsWith("outcome: pepScan Clear, ofac Failed for customer ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silent_result_is_told_to_nobody()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");

        (await story.PostAsync("outcome", """{"ofac":"Clear","event":"none"}""")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(seconds: 1);

        Assert.Equal("Clear", await story.OfacAsync());
        Assert.Empty(inbox.All);
    }

    [Fact]
    public async Task What_the_bank_never_does_is_refused_unless_it_is_forced()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "clear");
        await story.AdvanceAsync(seconds: 3);

        var refused = await story.PostAsync("outcome", """{"ofac":"Positive","pepScan":"Failed"}""");
        Assert.Equal((HttpStatusCode.Conflict, 2420), (refused.Status, (int)refused.Json["errors"]![0]!["code"]!));
        Assert.StartsWith("It was not done: the bank never goes from Clear to Positive with ofac; it goes to Failed. ", Assert.Single(refused.Messages), StringComparison.Ordinal);
        Assert.Equal("Clear", (string)(await story.TimelineAsync())["pepScan"]!);
        Assert.Empty(await story.ControlAsync());

        (await story.PostAsync("outcome", """{"ofac":"Positive","force":true}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Positive", await story.OfacAsync());
    }

    [Fact]
    public async Task A_result_for_later_comes_when_its_time_has_come()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");

        var planned = (await story.PostAsync("outcome", """{"ofac":"Failed","after":"2h"}""")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(TimeSpan.FromHours(2) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("Pending", await story.OfacAsync());
        await story.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal("outcome:1 at 7200: ofac Failed", story.PlannedOf(planned)[^1]);
        Assert.Equal("Failed", await story.OfacAsync());
        Assert.DoesNotContain(story.PlannedOf(await story.TimelineAsync()), step => step.StartsWith("outcome", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_result_for_later_is_refused_in_the_journal_if_the_bank_does_not_go_there_then()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");
        await story.PostAsync("outcome", """{"ofac":"Failed","after":"2h"}""");

        (await story.PostAsync("outcome", """{"ofac":"Positive"}""")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal("Positive", await story.OfacAsync());
        Assert.EndsWith(", the bank never goes from Positive to Failed with ofac, nor anywhere else", (await story.ControlAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_for_later_is_hurried_dropped_and_postponed_like_a_step()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");
        await story.PostAsync("outcome", """{"pepScan":"Clear","after":"1h"}""");
        await story.PostAsync("outcome", """{"ofac":"Clear","after":"1h"}""");
        await story.PostAsync("outcome", """{"ofac":"Failed","after":"1h"}""");

        (await story.PostAsync("steps/outcome:1/run")).Expect(HttpStatusCode.OK);
        (await story.PostAsync("steps/outcome:2/skip")).Expect(HttpStatusCode.OK);
        var after = (await story.PostAsync("steps/outcome:3/delay", """{"by":"1h"}""")).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", (string)after["pepScan"]!);
        Assert.Contains("outcome:3 at 7200: ofac Failed", story.PlannedOf(after));
        await story.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("Pending", await story.OfacAsync());
        await story.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("Failed", await story.OfacAsync());
    }

    [Fact]
    public async Task A_result_for_later_outlives_a_snapshot_and_comes_at_its_time()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");
        (await story.PostAsync("outcome", """{"ofac":"Failed","after":"2h","event":"none"}""")).Expect(HttpStatusCode.OK);

        var snapshot = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/snapshot")).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"isSilent":true,"isForced":false,"ofac":"Failed"}""", snapshot["outcomes"]!["planned"]![0]!["outcome"]!.ToJsonString());
        (await _partner.PutAsync($"/_emulator/partners/{_partner.Id}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Equal("Failed", await story.OfacAsync());
    }

    [Theory]
    [InlineData("ofac", "Perhaps", "$.outcomes.planned[0].outcome: \"Perhaps\" is no value of ofac")]
    [InlineData("cifNumber", "12345678901", "$.outcomes.planned[0].outcome: 'cifNumber' is no field that the bank decides")]
    public async Task A_snapshot_with_a_decision_that_cannot_be_made_is_refused(string field, string value, string message)
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");
        (await story.PostAsync("outcome", """{"ofac":"Failed","after":"2h"}""")).Expect(HttpStatusCode.OK);
        var snapshot = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/snapshot")).Expect(HttpStatusCode.OK);
        snapshot["outcomes"]!["planned"]![0]!["outcome"]![field] = value;

        var answer = await _partner.PutAsync($"/_emulator/partners/{_partner.Id}/snapshot", snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_ends_without_its_actions_when_what_it_waits_for_is_decided()
    {
        var story = await CustomerStory.BeginAsync(
            emulator,
            _partner,
            "held",
            """
            version: 1
            scenario: held
            timeline:
              - id: review
                set: { ofac: Reviewing }
                hold: { actions: { release: [ { set: { ofac: Clear } } ], reject: [ { set: { ofac: Positive } } ] }, timeout: { after: 48h, action: release } }
              - id: later
                after: 1h
                set: { pepScan: Clear }
            """);
        await story.AdvanceAsync(seconds: 1);

        (await story.PostAsync("outcome", """{"pepScan":"Failed"}""")).Expect(HttpStatusCode.OK);
        Assert.Single((await story.TimelineAsync())["holds"]!.AsArray());
        var after = (await story.PostAsync("outcome", """{"ofac":"Positive"}""")).Expect(HttpStatusCode.OK);

        Assert.Empty(after["holds"]!.AsArray());
        Assert.Equal(["later at 3601: pepScan Clear"], story.PlannedOf(after));
        await story.AdvanceAsync(TimeSpan.FromHours(49));
        Assert.Equal("Positive", await story.OfacAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await story.PostAsync("actions/release")).Status);
    }

    [Fact]
    public async Task A_rescan_lets_the_next_night_come_now()
    {
        var story = await CustomerStory.BeginAsync(
            emulator,
            _partner,
            "nights",
            "version: 1\nscenario: nights\ntimeline:\n  - set: { ofac: Clear }\n  - after: 1h\n    repeat: { every: 24h, times: 2 }\n    steps:\n      - set: { ofac: Failed }\n");
        await story.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await story.PostAsync("rescan", "")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal("Failed", await story.OfacAsync());
        Assert.Equal(["2.1.1~2 at 86460: ofac Failed"], story.PlannedOf(await story.TimelineAsync()));
    }

    [Fact]
    public async Task A_rescan_finds_what_it_is_told_or_nothing_new()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        var story = await CustomerStory.BeginAsync(emulator, _partner, "clear");
        await story.AdvanceAsync(seconds: 3);
        await inbox.NextAsync();

        (await story.PostAsync("rescan")).Expect(HttpStatusCode.OK);
        (await story.PostAsync("rescan", """{"ofac":"Clear"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Clear", await story.OfacAsync());
        (await story.PostAsync("rescan", """{"ofac":"Failed"}""")).Expect(HttpStatusCode.OK);

        await inbox.NextAsync();
        Assert.Equal("Failed", await story.OfacAsync());
        Assert.Equal(2, inbox.All.Count);
        Assert.Equal(["nothing new", "nothing new", "ofac Failed"], (await story.ControlAsync()).Select(what => what[(what.IndexOf(',', StringComparison.Ordinal) + 2)..]));
        Assert.Equal(HttpStatusCode.Conflict, (await story.PostAsync("rescan", """{"ofac":"Clear"}""")).Status);
    }

    [Fact]
    public async Task Nothing_happens_to_a_deactivated_customer()
    {
        var customer = await _partner.OnboardAsync();
        var story = new CustomerStory(emulator, _partner, customer);
        await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}");

        foreach (var (call, body) in new[] { ("rescan", ""), ("outcome", """{"ofac":"Clear"}"""), ("outcome", """{"ofac":"Clear","after":"1h"}""") })
        {
            var answer = await story.PostAsync(call, body);
            Assert.Equal((HttpStatusCode.Conflict, 2422), (answer.Status, (int)answer.Json["errors"]![0]!["code"]!));
        }

        Assert.Empty((await story.TimelineAsync())["planned"]!.AsArray());
    }

    [Theory]
    [InlineData("{}", "Ofac or PepScan required")]
    [InlineData("""{"ofac":"Done"}""", "Ofac must be one of Pending, Clear, Failed, Reviewing, Positive")]
    [InlineData("""{"ofac":"Clear","event":"some"}""", "Event must be none, or left out")]
    [InlineData("""{"ofac":"Clear","after":"soon"}""", "After must be a duration; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("""{"ofac":"Clear","force":"yes"}""", "Force must be true or false")]
    public async Task An_outcome_that_cannot_be_is_refused(string body, string message)
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "tax-id-4400");

        Assert.Equal([message], (await story.PostAsync("outcome", body)).Messages);
        Assert.Equal("Pending", await story.OfacAsync());
    }
}
