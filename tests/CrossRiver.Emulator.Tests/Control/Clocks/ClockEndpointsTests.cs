using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Clocks;

public sealed class ClockEndpointsTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public ClockEndpointsTests() => _partner = _emulator.NewPartner();

    private string Clock => $"/_emulator/partners/{_partner.Id}/clock";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_manual_clock_stands_until_it_is_advanced_and_the_answer_comes_when_everything_has_its_answer()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        var before = await SetAsync(new JsonObject { ["mode"] = "manual" });
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        var advance = await AdvanceAsync(new JsonObject { ["by"] = "48h5s" });

        Assert.Equal(4, inbox.All.Count);
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.Equal(Moment(before["now"]).AddHours(48).AddSeconds(5), Moment(advance["now"]));
        Assert.Equal(Moment(advance["now"]), Moment((await GetClockAsync())["now"]));
        Assert.Equal("""{"steps":6,"events":5,"attempts":{"succeeded":4,"failed":0}}""", Only(advance, "steps", "events", "attempts"));
        Assert.Null(advance["next"]);
        Assert.Equal(5, advance["happened"]!.AsArray().Count(entry => (string)entry!["kind"]! == "event"));
    }

    [Fact]
    public async Task Retries_inside_the_span_are_made_at_their_times()
    {
        var failures = 2;
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(failures-- > 0 ? 500 : 200));
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        var began = Moment((await _partner.OnboardAsync())["createdAt"]);

        var advance = await AdvanceAsync(new JsonObject { ["by"] = "1h" });

        Assert.Equal(3, inbox.All.Count);
        Assert.Equal(
            [began.AddMilliseconds(100), began.AddMilliseconds(1100), began.AddMilliseconds(3100)],
            advance["happened"]!.AsArray().Where(entry => (string)entry!["kind"]! == "attempt").Select(entry => Moment(entry!["at"])));
    }

    [Fact]
    public async Task Steps_go_one_entry_at_a_time()
    {
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        var first = await AdvanceAsync(new JsonObject { ["steps"] = 1 });
        var third = await AdvanceAsync(new JsonObject { ["steps"] = 2 });

        Assert.Equal(Moment(customer["createdAt"]).AddMilliseconds(100), Moment(first["now"]));
        Assert.Equal(Moment(customer["createdAt"]).AddMilliseconds(1000), Moment(third["now"]));
        Assert.Equal("Failed", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.Equal("step", (string)third["next"]!["what"]!);
        Assert.Equal(customer["id"]!.ToString(), third["next"]!["customerId"]!.ToString());
    }

    [Fact]
    public async Task A_second_advance_at_the_same_time_is_refused()
    {
        var release = new TaskCompletionSource<int>();
        await using var inbox = await WebhookInbox.StartAsync(_ => release.Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        await _partner.OnboardAsync();
        var first = AdvanceAsync(new JsonObject { ["by"] = "1s" });
        await inbox.NextAsync();

        var second = await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "1s" });

        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        release.SetResult(200);
        Assert.Equal(1, (int)(await first)["attempts"]!["succeeded"]!);
    }

    [Fact]
    public async Task An_advance_that_takes_too_long_says_what_is_left_and_can_be_taken_up_again()
    {
        var release = new TaskCompletionSource<int>();
        await using var inbox = await WebhookInbox.StartAsync(_ => release.Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        var unfinished = await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "48h", ["timeout"] = "200ms" });

        Assert.Equal(HttpStatusCode.RequestTimeout, unfinished.Status);
        Assert.Contains("its time was up", unfinished.Messages[0], StringComparison.Ordinal);
        Assert.Equal("attempt under way", (string)unfinished.Json["left"]![0]!["what"]!);
        Assert.Equal(Moment(customer["createdAt"]).AddMilliseconds(100), Moment(unfinished.Json["now"]));
        release.SetResult(200);
        await AdvanceAsync(new JsonObject { ["by"] = "49h" });
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_reset_ends_an_advance()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        await _partner.OnboardAsync();
        var advance = _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "1s" });
        await inbox.NextAsync();

        (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() })).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Conflict, (await advance).Status);
        Assert.Equal("real", (string)(await GetClockAsync())["mode"]!);
    }

    [Fact]
    public async Task A_reset_that_keeps_the_clock_lets_time_go_on_although_it_ends_an_advance()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        var advance = _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "1h" });
        await inbox.NextAsync();

        var keep = new JsonObject { ["keep"] = new JsonArray("clock") };
        (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", keep)).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Conflict, (await advance).Status);
        var customer = await _partner.OnboardAsync();
        var idle = new JsonObject { ["until"] = "idle", ["within"] = "5s" };
        (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/wait", idle)).Expect(HttpStatusCode.OK);
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_step_is_all_that_is_due_at_one_moment()
    {
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();

        var advance = await AdvanceAsync(new JsonObject { ["steps"] = 1 });

        Assert.Equal("""{"steps":3,"events":3}""", Only(advance, "steps", "events"));
    }

    [Fact]
    public async Task At_the_end_of_time_the_clock_stands_and_calls_are_answered()
    {
        await SetAsync(new JsonObject { ["mode"] = "manual", ["now"] = "2078-12-31T00:00:00Z" });
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        var advance = await AdvanceAsync(new JsonObject { ["by"] = "3650d" });

        Assert.Equal(Moment("2079-01-01T00:00:00Z"), Moment(advance["now"]));
        Assert.Equal("Reviewing", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        await _partner.OnboardAsync();
        await SetAsync(new JsonObject { ["mode"] = "skip" });
        var world = $"/_emulator/partners/{_partner.Id}";
        (await _partner.PutAsync($"{world}/snapshot", (await _partner.GetAsync($"{world}/snapshot")).Expect(HttpStatusCode.OK))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_member_that_nobody_reads_is_refused_and_nothing_is_done()
    {
        var customer = await _partner.OnboardAsync();

        var reset = await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["kep"] = new JsonArray("clock") });

        Assert.Equal(["There is no kep; did you mean 'keep'?"], reset.Messages);
        await _partner.GetCustomerAsync(customer);
    }

    [Fact]
    public async Task An_advance_runs_a_bounded_number_of_entries_and_can_be_taken_up_again()
    {
        const string Scenario = """
            version: 1
            scenario: busy
            timeline:
              - repeat: { every: 1s, times: 10000 }
                steps: [{ set: { ofac: Clear } }]
            """;
        (await _partner.PutTextAsync($"/_emulator/partners/{_partner.Id}/scenarios/busy", Scenario)).Expect(HttpStatusCode.OK);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        for (var customer = 0; customer < 11; customer++)
        {
            await _partner.OnboardAsync(scenario: "busy");
        }

        var unfinished = await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "3h" });

        Assert.Equal(HttpStatusCode.RequestTimeout, unfinished.Status);
        Assert.Equal(100_000, (int)unfinished.Json["steps"]!);
        Assert.Contains("100000 entries are the most that one call runs", unfinished.Messages[0], StringComparison.Ordinal);
        Assert.NotEmpty(unfinished.Json["left"]!.AsArray());
        Assert.Null((await AdvanceAsync(new JsonObject { ["by"] = "3h" }))["next"]);
    }

    [Fact]
    public async Task A_callback_url_is_journaled_without_what_its_query_hides()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(new Uri($"{inbox.Url}?token=hush&shop=7"), CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        await _partner.OnboardAsync();

        var advance = await AdvanceAsync(new JsonObject { ["by"] = "1s" });

        Assert.DoesNotContain("hush", advance.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("shop=7", advance.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipping_clock_jumps_over_what_nobody_needs_to_wait_for()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        await SetAsync(new JsonObject { ["mode"] = "Skip" });
        var customer = await _partner.OnboardAsync(scenario: "late-hit");

        await inbox.NextAsync(4);

        Assert.Equal("Positive", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.InRange(Moment((await GetClockAsync())["now"]) - Moment(customer["createdAt"]), TimeSpan.FromDays(30), TimeSpan.FromDays(31));
    }

    [Fact]
    public async Task A_fast_clock_plays_a_review_of_two_days_in_moments()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
        await SetAsync(new JsonObject { ["speed"] = 100_000 });

        await _partner.OnboardAsync(scenario: "ofac-review");

        Assert.Equal(3, (await inbox.NextAsync(3)).Count);
    }

    [Fact]
    public async Task Time_can_be_set_forward_and_never_back()
    {
        var before = await SetAsync(new JsonObject { ["speed"] = 1 });
        var later = Moment(before["now"]).AddDays(3);

        await SetAsync(new JsonObject { ["now"] = later.ToString("O") });
        var back = await _partner.PutAsync(Clock, new JsonObject { ["now"] = Moment(before["now"]).ToString("O"), ["mode"] = "manual" });

        Assert.Equal(HttpStatusCode.BadRequest, back.Status);
        Assert.Contains("never runs back", back.Messages[0], StringComparison.Ordinal);
        var clock = await GetClockAsync();
        Assert.Equal("real", (string)clock["mode"]!);
        Assert.True(Moment(clock["now"]) >= later);
    }

    [Fact]
    public async Task The_time_of_all_worlds_is_set_and_advanced_together_and_worlds_that_begin_have_it()
    {
        var other = _emulator.NewPartner();
        await _partner.OnboardAsync();
        (await _partner.PutAsync("/_emulator/clock", new JsonObject { ["mode"] = "manual", ["now"] = "2030-01-02T03:04:05Z" })).Expect(HttpStatusCode.OK);
        var customer = await other.OnboardAsync();

        var advance = (await _partner.PostAsync("/_emulator/clock/advance", new JsonObject { ["by"] = "P1D" })).Expect(HttpStatusCode.OK);

        Assert.Equal(Moment("2030-01-02T03:04:05Z"), Moment(customer["createdAt"]));
        Assert.Equal(2, advance["worlds"]!.AsArray().Count);
        Assert.All([.. advance["worlds"]!.AsArray(), advance], world => Assert.Equal(Moment("2030-01-03T03:04:05Z"), Moment(world!["now"])));
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_and_changes_nothing()
    {
        await SetAsync(new JsonObject { ["mode"] = "manual" });
        var before = (await GetClockAsync())["now"]!.ToString();

        Assert.Equal(["One of By, To and Steps required"], (await _partner.PostAsync($"{Clock}/advance", [])).Messages);
        Assert.Equal(["One of By, To and Steps required"], (await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "1s", ["steps"] = 1 })).Messages);
        Assert.Contains("must be a duration", (await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["by"] = "5" })).Messages[0], StringComparison.Ordinal);
        Assert.Contains("must be a moment", (await _partner.PostAsync($"{Clock}/advance", new JsonObject { ["to"] = "2026-03-02T09:00:00" })).Messages[0], StringComparison.Ordinal);
        Assert.Contains("must be a number", (await _partner.PutAsync(Clock, new JsonObject { ["speed"] = 0 })).Messages[0], StringComparison.Ordinal);
        Assert.Equal(before, (await GetClockAsync())["now"]!.ToString());
    }

    [Fact]
    public async Task What_a_reset_is_told_to_keep_stays()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await SetAsync(new JsonObject { ["mode"] = "manual", ["now"] = "2031-01-01T00:00:00Z" });
        var customer = await _partner.OnboardAsync();

        var keep = new JsonObject { ["keep"] = new JsonArray("registrations", "clock", "journal") };
        (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", keep)).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Status);
        Assert.Equal("manual", (string)(await GetClockAsync())["mode"]!);
        Assert.Contains(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "choice");
        await _partner.OnboardAsync();
        Assert.Equal(1, (int)(await AdvanceAsync(new JsonObject { ["by"] = "1s" }))["attempts"]!["succeeded"]!);
    }

    private async Task<JsonObject> SetAsync(JsonObject clock) => (await _partner.PutAsync(Clock, clock)).Expect(HttpStatusCode.OK);

    private async Task<JsonObject> GetClockAsync() => (await _partner.GetAsync(Clock)).Expect(HttpStatusCode.OK);

    private async Task<JsonObject> AdvanceAsync(JsonObject order) => (await _partner.PostAsync($"{Clock}/advance", order)).Expect(HttpStatusCode.OK);

    private static DateTimeOffset Moment(JsonNode? node) => DateTimeOffset.Parse(node!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Only(JsonObject answer, params IReadOnlyList<string> members) =>
        new JsonObject(members.Select(member => KeyValuePair.Create(member, answer[member]?.DeepClone()))).ToJsonString();
}
