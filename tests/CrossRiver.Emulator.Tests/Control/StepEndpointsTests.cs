using System.Net;

namespace CrossRiver.Emulator.Control;

/// <summary>A tester hurries, drops and postpones what is planned for a customer.</summary>
public sealed class StepEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Nights =
        """
        version: 1
        scenario: nights
        timeline:
          - set: { ofac: Clear }
          - id: nightly
            after: 12h
            repeat: { every: 24h, times: 3 }
            steps:
              - id: scan
                set: { pepScan: Clear }
        """;

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_step_that_is_hurried_comes_now_and_what_follows_counts_from_now()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "late-hit");
        await story.AdvanceAsync(seconds: 3);

        var after = (await story.PostAsync("steps/nightly-scan/run")).Expect(HttpStatusCode.OK);

        Assert.Equal("Failed", (string)after["ofac"]!);
        Assert.Equal(["review at 3603: ofac Reviewing", "confirmed at 18003: ofac Positive"], story.PlannedOf(after));
        Assert.Equal("nightly-scan ran at 3: ofac Failed", story.PastOf(after)[^1]);
        await story.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("Reviewing", await story.OfacAsync());
        Assert.Contains(await story.ControlAsync(), what => what.StartsWith("steps: run nightly-scan of customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hurried_step_waits_for_no_call()
    {
        var story = await CustomerStory.BeginAsync(
            emulator, _partner, "waits", "version: 1\nscenario: waits\ntimeline:\n  - id: wait\n    upon: { call: addresses.add }\n    set: { ofac: Clear }\n");
        Assert.Equal(["wait waits for the partner's call addresses.add: ofac Clear"], story.PlannedOf(await story.TimelineAsync()));

        (await story.PostAsync("steps/wait/run")).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", await story.OfacAsync());
        Assert.Empty(story.PlannedOf(await story.TimelineAsync()));
    }

    [Fact]
    public async Task A_step_that_is_dropped_does_not_come()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "late-hit");
        await story.AdvanceAsync(seconds: 3);

        (await story.PostAsync("steps/review/skip")).Expect(HttpStatusCode.OK);
        var after = (await story.PostAsync("steps/nightly-scan/skip")).Expect(HttpStatusCode.OK);
        Assert.Equal(["confirmed at 14403: ofac Positive"], story.PlannedOf(after));
        await story.AdvanceAsync(TimeSpan.FromHours(4));

        var timeline = await story.TimelineAsync();
        Assert.Equal(["nightly-scan skipped at 3: ofac Failed", "review skipped at 3: ofac Reviewing", "confirmed ran at 14403: ofac Positive"], story.PastOf(timeline).Skip(3));
        Assert.Equal("Positive", (string)timeline["ofac"]!);
    }

    [Theory]
    [InlineData("""{"by":"2h"}""", 7200)]
    [InlineData("""{"by":"PT2H"}""", 7200)]
    [InlineData("""{"to":"2021-11-22T16:49:58.843Z"}""", null)]
    public async Task A_step_that_is_postponed_comes_later_and_so_does_what_follows(string body, int? seconds)
    {
        await using var own = new StandingEmulator();
        var story = await CustomerStory.BeginAsync(own, own.NewPartner(), "clear");

        var after = (await story.PostAsync("steps/onboarded/delay", body)).Expect(HttpStatusCode.OK);

        var due = seconds + 0.1m ?? 3600m;
        Assert.Equal(
            [$"onboarded at {due:0.##}: Core.Customer.Onboarded", $"pep-answer at {due + 0.85m:0.##}: pepScan Clear", $"ofac-answer at {due + 0.9m:0.##}: ofac Clear"],
            story.PlannedOf(after));
        await story.AdvanceAsync(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Empty((await story.TimelineAsync())["past"]!.AsArray());
        await story.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.StartsWith("onboarded ran at ", story.PastOf(await story.TimelineAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_step_can_be_postponed_before_it_is_next()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "clear");

        (await story.PostAsync("steps/ofac-answer/delay", """{"by":"1h"}""")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(seconds: 3);

        Assert.Equal(["ofac-answer at 3601: ofac Clear"], story.PlannedOf(await story.TimelineAsync()));
    }

    [Fact]
    public async Task One_time_of_a_repetition_can_be_dropped_or_hurried()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "nights", Nights);
        await story.AdvanceAsync(seconds: 1);

        (await story.PostAsync("steps/scan~2/skip")).Expect(HttpStatusCode.OK);
        await story.AdvanceAsync(TimeSpan.FromHours(12));
        Assert.Equal(["scan~3 at 216000: pepScan Clear"], story.PlannedOf(await story.TimelineAsync()));
        var after = (await story.PostAsync("steps/scan~3/run")).Expect(HttpStatusCode.OK);

        Assert.Empty(after["planned"]!.AsArray());
        Assert.Equal(["nightly ran", "scan~1 ran", "scan~2 skipped", "scan~3 ran"], story.PastOf(after).Skip(1).Select(step => step[..step.IndexOf(" at", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_step_that_is_not_planned_any_more_is_refused()
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "clear");
        await story.AdvanceAsync(TimeSpan.FromMilliseconds(100));

        var ran = await story.PostAsync("steps/onboarded/skip");
        var later = await story.PostAsync("steps/ofac-answer/run");
        var unknown = await story.PostAsync("steps/ofac-anser/run");
        var foreign = await story.PostAsync("steps/zzzzzz/delay", """{"by":"1s"}""");

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [ran.Status, later.Status, unknown.Status, foreign.Status]);
        Assert.StartsWith("Step onboarded is not planned any more: it ran at ", Assert.Single(ran.Messages), StringComparison.Ordinal);
        Assert.Equal(["Step ofac-answer is not next: pep-answer must run first"], later.Messages);
        Assert.Equal(["Step ofac-anser not found; did you mean 'ofac-answer'?"], unknown.Messages);
        Assert.Equal(["Step zzzzzz not found; write pep-answer, ofac-answer"], foreign.Messages);
        Assert.Empty(await story.ControlAsync());
    }

    [Theory]
    [InlineData("{}", "By or To required, one of the two")]
    [InlineData("""{"by":"1h","to":"2031-01-01T00:00:00Z"}""", "By or To required, one of the two")]
    [InlineData("""{"by":"5"}""", "By must be a duration; write 250ms, 2s, 1m30s, 48h or 30d, or PT10S")]
    [InlineData("""{"to":"tomorrow"}""", "To must be a moment, for example 2026-03-02T09:00:00-05:00")]
    [InlineData("""{"to":"2001-01-01T00:00:00Z"}""", "To must be later than ")]
    public async Task A_delay_that_cannot_be_is_refused(string body, string message)
    {
        var story = await CustomerStory.BeginAsync(emulator, _partner, "clear");
        var before = story.PlannedOf(await story.TimelineAsync());

        var answer = await story.PostAsync("steps/onboarded/delay", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(message, Assert.Single(answer.Messages), StringComparison.Ordinal);
        Assert.Equal(before, story.PlannedOf(await story.TimelineAsync()));
    }
}
