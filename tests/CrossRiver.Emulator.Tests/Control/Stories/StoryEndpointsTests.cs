using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>What people at the bank do, done by a call, and the timeline of a story.</summary>
public sealed class StoryEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("release", "Clear")]
    [InlineData("reject", "Positive")]
    public async Task A_review_is_decided_once(string action, string ofac)
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        var story = new CustomerStory(emulator, _partner, customer);

        var tooEarly = await story.PostAsync($"actions/{action}");
        await story.AdvanceAsync(seconds: 5);
        (await story.PostAsync($"actions/{action}")).Expect(HttpStatusCode.OK);
        var tooLate = await story.PostAsync("actions/release");
        await story.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ofac, (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.All([tooEarly, tooLate], answer => Assert.Equal((HttpStatusCode.Conflict, 2410), (answer.Status, (int)answer.Json["errors"]![0]!["code"]!)));
        Assert.EndsWith("; it waits for no action", Assert.Single(tooLate.Messages), StringComparison.Ordinal);
        Assert.Contains($"actions: {action} at review of customer {customer["id"]}", await story.ControlAsync());
    }

    [Theory]
    [InlineData("actions/release", "{}", "Clear", "Clear")]
    [InlineData("actions/reject", "{}", "Positive", "Clear")]
    [InlineData("outcome", """{"ofac":"Clear"}""", "Clear", "Clear")]
    [InlineData("outcome", """{"ofac":"Positive","after":"0s"}""", "Positive", "Clear")]
    public async Task A_decision_answers_with_the_customer_after_it(string call, string body, string ofac, string pepScan)
    {
        var story = await BeginAsync("- after: 1s\n  set: { ofac: Reviewing }\n  hold:\n    actions:\n      release: [ { set: { ofac: Clear } } ]\n      reject: [ { set: { ofac: Positive } } ]\n- set: { pepScan: Clear }\n");

        await AnswersAsync(story, call, body, ofac, pepScan);
    }

    [Theory]
    [InlineData("steps/later/run", "{}", "Clear", "Clear")]
    [InlineData("steps/later/skip", "{}", "Pending", "Clear")]
    public async Task A_step_that_is_hurried_or_dropped_answers_with_the_customer_after_it(string call, string body, string ofac, string pepScan)
    {
        var story = await BeginAsync("- id: later\n  after: 1h\n  set: { ofac: Clear }\n- set: { pepScan: Clear }\n");

        await AnswersAsync(story, call, body, ofac, pepScan);
    }

    [Fact]
    public async Task A_scan_that_finds_something_answers_with_the_customer_after_it()
    {
        var story = await BeginAsync("- after: 1h\n  repeat: { every: 24h, times: 3 }\n  steps:\n    - set: { ofac: Failed }\n    - set: { pepScan: Clear }\n");

        await AnswersAsync(story, "rescan", "{}", "Failed", "Clear");
    }

    [Fact]
    public async Task An_action_while_the_time_is_being_advanced_answers_with_what_it_led_to()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "ofac-review");
        await story.AdvanceAsync(seconds: 3);
        var taken = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var inbox = await WebhookInbox.StartAsync(_ => taken.Task);
        await _partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        await _partner.OnboardAsync();
        var advance = _partner.PostAsync($"{_partner.Control}/clock/advance", new JsonObject { ["by"] = "10s" });
        await inbox.NextAsync();

        var answer = (await story.PostAsync("actions/release")).Expect(HttpStatusCode.OK);
        taken.SetResult(200);
        (await advance).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", (string)answer["ofac"]!);
    }

    [Fact]
    public async Task An_action_that_the_story_does_not_have_is_told_with_what_was_probably_meant()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "ofac-review");
        await story.AdvanceAsync(seconds: 5);

        var wrong = await story.PostAsync("actions/releese");

        Assert.Equal(HttpStatusCode.NotFound, wrong.Status);
        Assert.Equal(["Action releese not found; did you mean 'release'?"], wrong.Messages);
        Assert.DoesNotContain(await story.ControlAsync(), what => what.StartsWith("actions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("x")]
    public async Task An_unknown_customer_is_not_found(string id)
    {
        var path = $"/_emulator/partners/{_partner.Id}/customers/{id}";

        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"{path}/timeline")).Status);
        foreach (var call in new[] { "actions/release", "outcome", "rescan", "steps/x/run", "steps/x/skip", "steps/x/delay" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _partner.PostAsync($"{path}/{call}", [])).Status);
        }
    }

    [Fact]
    public async Task A_timeline_tells_what_came_what_is_to_come_and_when()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "ofac-review");
        await story.AdvanceAsync(TimeSpan.FromMilliseconds(100));

        var timeline = await story.TimelineAsync();

        Assert.Equal(["onboarded ran at 0.1: Core.Customer.Onboarded"], story.PastOf(timeline));
        Assert.Equal(
            ["pep-answer at 0.95: pepScan Clear", "ofac-answer at 1: ofac Failed", "review at 2: ofac Reviewing; waits for release, reject; after 2d: release"],
            story.PlannedOf(timeline));
        Assert.Equal([true, false, false], timeline["planned"]!.AsArray().Select(step => (bool)step!["isNext"]!));
        Assert.Equal(("ofac-review", _partner.Id.ToString(), 1), ((string)timeline["scenario"]!, (string)timeline["partnerId"]!, (int)timeline["epoch"]!));
        Assert.Equal(emulator.Clock.GetUtcNow(), (DateTimeOffset)timeline["now"]!);
    }

    [Fact]
    public async Task A_hold_tells_its_actions_and_when_it_ends_by_itself()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "ofac-review");
        await story.AdvanceAsync(seconds: 5);

        var hold = Assert.Single((await story.TimelineAsync())["holds"]!.AsArray())!;

        Assert.Equal(("review", "release"), ((string)hold["id"]!, (string)hold["timeoutAction"]!));
        Assert.Equal(["release", "reject"], hold["actions"]!.AsArray().Select(action => (string)action!));
        Assert.Equal(2 + (48 * 3600), story.SecondsOf(hold["endsAt"]));
    }

    [Fact]
    public async Task A_story_that_is_over_keeps_its_past_and_a_long_one_is_cut()
    {
        var over = await CustomerStory.BeginAsync(emulator, _partner, "clear");
        await over.AdvanceAsync(seconds: 3);
        var nightly = await CustomerStory.BeginAsync(
            emulator, _partner, "nights", "version: 1\nscenario: nights\ntimeline:\n  - after: 1h\n    repeat: { every: 24h, times: 10000 }\n    steps:\n      - set: { ofac: Clear }\n");

        var (past, planned) = (await over.TimelineAsync(), await nightly.TimelineAsync());

        Assert.Equal(3, past["past"]!.AsArray().Count);
        Assert.Empty(past["planned"]!.AsArray());
        Assert.False((bool)past["isCut"]!);
        Assert.Equal(200, planned["planned"]!.AsArray().Count);
        Assert.True((bool)planned["isCut"]!);
        Assert.Equal(["1 at 3600: 10000 times, every 1d", "1.1.1~1 at 3600: ofac Clear", "1.1.1~2 at 90000: ofac Clear"], nightly.PlannedOf(planned).Take(3));
    }

    [Fact]
    public async Task What_waits_for_somebody_says_for_what()
    {
        var story = await CustomerStory.BeginAsync(
            emulator,
            _partner,
            "waiting",
            """
            version: 1
            scenario: waiting
            timeline:
              - upon: { call: addresses.add, times: 2 }
                after: 1s
                set: { pepScan: Clear }
              - after: 1s
                set: { ofac: Failed }
                hold: { actions: { release: [ { set: { ofac: Clear } } ] } }
              - after: 1h
                set: { ofac: Failed }
            """);

        Assert.Equal(
            ["1 waits for 2 calls addresses.add of the partner: pepScan Clear", "2 waits for the step 1: ofac Failed; waits for release", "3 waits for the end of the hold at 2: ofac Failed"],
            story.PlannedOf(await story.TimelineAsync()));
    }

    private async Task<CustomerStory> BeginAsync(string timeline)
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "at-once", $"version: 1\nscenario: at-once\ntimeline:\n{timeline}");
        await story.AdvanceAsync(seconds: 2);
        return story;
    }

    private async Task AnswersAsync(CustomerStory story, string call, string body, string ofac, string pepScan)
    {
        var answer = (await story.PostAsync(call, body)).Expect(HttpStatusCode.OK);

        Assert.Equal((ofac, pepScan), ((string)answer["ofac"]!, (string)answer["pepScan"]!));
        Assert.DoesNotContain(answer["planned"]!.AsArray(), step => (DateTimeOffset?)step!["dueAt"] <= emulator.Clock.GetUtcNow());
    }
}
