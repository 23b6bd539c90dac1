using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Weather for a whole world: started and stopped by calls, by steps and by the settings.</summary>
public sealed class ConditionTests
{
    private const string Files = """
        version: 1
        condition: outage
        title: Nothing works, and nothing is done
        rules:
          - call: any
            status: 503
            applied: false
        ---
        version: 1
        condition: slow
        rules:
          - call: any
            latency: 1ms
          - call: customers.get
            status: 500
        ---
        version: 1
        scenario: cloudy
        timeline:
          - after: 1s
            conditions: { start: outage, lasts: 5m }
          - after: 10m
            conditions: { start: slow, lasts: 1m }
        ---
        version: 1
        condition: drizzle
        rules:
          - call: customers.get
            chance: 50%
            status: 503
        ---
        version: 1
        scenario: drizzly
        timeline:
          - after: 1s
            conditions: { start: drizzle, lasts: 1m }
        ---
        version: 1
        scenario: clearing
        timeline:
          - after: 1s
            conditions: { stop: outage }
        """;

    [Fact]
    public async Task A_condition_is_started_lasts_and_is_over()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync();

        var started = (await StartAsync(partner, "outage", """{ "lasts": "5m" }""")).Expect(HttpStatusCode.OK);
        var during = await StatusAsync(partner, customer);
        await emulator.AdvanceAsync(TimeSpan.FromMinutes(5), partner);
        var after = await StatusAsync(partner, customer);

        Assert.Equal(emulator.Clock.GetUtcNow(), (DateTimeOffset)Assert.Single(started["active"]!.AsArray())!["endsAt"]!);
        Assert.Equal((503, 200), (during, after));
        Assert.Empty((await ListAsync(partner))["active"]!.AsArray());
        Assert.Contains(await partner.GetJournalAsync(), entry => (string?)entry["what"] == "conditions: 'outage' is over");
    }

    [Fact]
    public async Task Conditions_and_rules_act_in_their_order_and_the_first_answer_counts()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        await StartAsync(partner, "outage");
        await StartAsync(partner, "throttled");

        Assert.Equal(503, await StatusAsync(partner, customer));
        await partner.AddFaultAsync("""{ "call": "customers.get", "status": 418 }""");
        Assert.Equal(418, await StatusAsync(partner, customer));
        await partner.DeleteAsync($"/_emulator/partners/{partner.Id}/faults/1");
        (await StopAsync(partner, "outage")).Expect(HttpStatusCode.OK);

        Assert.Equal(200, await StatusAsync(partner, customer));
        Assert.Equal(["throttled"], (await ListAsync(partner))["active"]!.AsArray().Select(active => (string)active!["name"]!));
        Assert.Equal(["bad-hour", "drizzle", "outage", "slow", "throttled"], (await ListAsync(partner))["conditions"]!.AsArray().Select(known => (string)known!["name"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await StopAsync(partner, "outage")).Status);
        Assert.Contains("did you mean 'outage'?", Assert.Single((await StartAsync(partner, "outages")).Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttled_lets_ten_calls_a_second_pass()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        await StartAsync(partner, "throttled");

        var statuses = new List<int>();
        for (var call = 0; call < 12; call++)
        {
            statuses.Add(await StatusAsync(partner, customer));
        }

        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
        Assert.Equal([.. Enumerable.Repeat(200, 10), 429, 429], statuses);
        Assert.Equal(200, await StatusAsync(partner, customer));
    }

    [Fact]
    public async Task A_step_starts_a_condition_for_a_while()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync(scenario: "cloudy");

        var before = await StatusAsync(partner, customer);
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
        var during = await StatusAsync(partner, customer);
        await emulator.AdvanceAsync(TimeSpan.FromMinutes(5), partner);

        Assert.Equal((200, 503, 200), (before, during, await StatusAsync(partner, customer)));
        Assert.Contains(await partner.GetJournalAsync(), entry => (string?)entry["what"] == $"conditions: 'outage' starts for 5m, by step 1 of customer {customer["id"]}");
    }

    [Fact]
    public async Task A_second_story_lets_weather_last_longer_and_changes_nothing_of_what_it_does()
    {
        var (alone, together) = (new List<int>(), new List<int>());
        foreach (var (stories, seen) in new[] { (1, alone), (2, together) })
        {
            await using var emulator = Standing();
            var partner = emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"));
            var customer = await partner.OnboardAsync(partner.Create("watched"));
            await partner.OnboardAsync(partner.Create("first"), "drizzly");
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(29), partner);
            await (stories is 2 ? partner.OnboardAsync(partner.Create("second"), "drizzly") : Task.FromResult(customer));
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(19), partner);
            for (var read = 0; read < 40; read++)
            {
                seen.Add(await StatusAsync(partner, customer));
            }

            await emulator.AdvanceAsync(TimeSpan.FromSeconds(12), partner);
            Assert.Equal(stories - 1, (await ListAsync(partner))["active"]!.AsArray().Count);
        }

        Assert.Equal(alone, together);
        Assert.InRange(alone.Count(status => status is 503), 5, 35);
    }

    [Fact]
    public async Task A_step_stops_a_condition_whoever_started_it()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        await partner.OnboardAsync(scenario: "clearing");
        await StartAsync(partner, "outage");

        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), partner);

        Assert.Empty((await ListAsync(partner))["active"]!.AsArray());
    }

    [Fact]
    public async Task In_a_bad_hour_most_calls_are_answered_late_and_a_few_in_each_of_its_ways_not_at_all()
    {
        const int calls = 2_000;
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:JournalEntries"] = "100000" } };
        var partner = emulator.NewPartner(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"));
        await StartAsync(partner, "bad-hour");
        foreach (var some in Enumerable.Range(0, calls).Chunk(100))
        {
            var answers = Task.WhenAll(some.Select(number => TryCreateAsync(partner, $"customer {number}")));
            await Until.HoldsAsync(() => answers.IsCompleted, () => emulator.Clock.Advance(TimeSpan.FromSeconds(1)));
        }

        var faults = (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "fault").Select(entry => ((string)entry["fault"]!)["customers.create: ".Length..]).ToList();
        var late = faults.Where(fault => fault.StartsWith("latency ", StringComparison.Ordinal)).Select(fault => Duration.ParseAny(fault["latency ".Length..])!.Value.TotalSeconds).Order().ToList();
        Assert.Equal(calls, late.Count);
        Assert.InRange(late[calls / 2], 0.25, 0.35);
        Assert.InRange(late[calls / 20 * 19], 1.6, 2.4);
        Assert.InRange(Count("status 503"), 20, 60);
        Assert.InRange(Count("status 500"), 8, 35);
        Assert.InRange(Count("connection reset-before-answer"), 8, 35);
        Assert.InRange(Count("connection reset-mid-body"), 8, 35);
        Assert.Equal(calls - Count("status 503") - Count("connection reset-before-answer"), await partner.CountCustomersAsync());

        int Count(string fault) => faults.Count(told => told.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worlds_begin_under_the_conditions_of_the_settings_also_after_a_reset()
    {
        await using var emulator = Standing("outage, throttled");
        var partner = emulator.NewPartner();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await partner.PostAsync(WorldWithFaults.Customers, partner.Create("a"))).Status);
        (await StopAsync(partner, "outage")).Expect(HttpStatusCode.OK);
        await partner.OnboardAsync();
        await partner.PostAsync($"/_emulator/partners/{partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() });

        Assert.Equal(["outage", "throttled"], (await ListAsync(partner))["active"]!.AsArray().Select(active => (string)active!["name"]!));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await partner.PostAsync(WorldWithFaults.Customers, partner.Create("a"))).Status);
    }

    [Fact]
    public void A_condition_of_the_settings_that_there_is_not_stops_the_start()
    {
        var emulator = new RunningEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Conditions:Start"] = "throtled" } };

        var exception = Assert.ThrowsAny<Exception>(() => emulator.Services);

        Assert.Contains("Emulator:Conditions:Start: there is no condition 'throtled'; did you mean 'throttled'?", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_keeps_rules_conditions_and_what_they_have_counted()
    {
        await using var emulator = Standing();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync(scenario: "flaky-api", body: await ToleratedAsync(partner));
        await partner.AddFaultAsync("""{ "call": "phones.list", "which": 2, "status": 503 }""");
        await StartAsync(partner, "throttled", """{ "lasts": "1h" }""");
        await StatusAsync(partner, customer, "/phones");
        await StatusAsync(partner, customer);

        var snapshot = (await partner.GetAsync($"/_emulator/partners/{partner.Id}/snapshot")).Expect(HttpStatusCode.OK);
        await partner.PostAsync($"/_emulator/partners/{partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() });
        Assert.Empty((await ListAsync(partner))["active"]!.AsArray());
        Assert.Empty(await partner.GetHitsAsync());
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        Assert.Equal(503, await StatusAsync(partner, customer, "/phones"));
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(partner, customer));
        Assert.Equal([1], await partner.GetHitsAsync());
        await emulator.AdvanceAsync(TimeSpan.FromHours(1), partner);
        Assert.Empty((await ListAsync(partner))["active"]!.AsArray());
    }

    private static async Task TryCreateAsync(Partner partner, string clientIdentifier)
    {
        try
        {
            await partner.PostAsync(WorldWithFaults.Customers, partner.Create(clientIdentifier));
        }
        catch (HttpRequestException)
        {
            // The connection broke.
        }
    }

    // Its first create is refused, as the scenario tells.
    private static async Task<JsonObject> ToleratedAsync(Partner partner)
    {
        var body = partner.Create("a");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await partner.PostAsync(WorldWithFaults.Customers, body, "flaky-api")).Status);
        return body;
    }

    private static StandingEmulator Standing(string start = "")
    {
        var folder = Directory.CreateTempSubdirectory("conditions");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "conditions"));
        File.WriteAllText(Path.Combine(folder.FullName, "conditions", "weather.yaml"), Files);
        return new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Scenarios:Folder"] = folder.FullName, ["Emulator:Conditions:Start"] = start },
        };
    }

    private static async Task<int> StatusAsync(Partner partner, JsonObject customer, string below = "") =>
        (int)(await partner.GetAsync($"{WorldWithFaults.Customers}/{customer["id"]}{below}")).Status;

    private static Task<Answer> StartAsync(Partner partner, string name, string body = "{}") => partner.PostTextAsync($"/_emulator/partners/{partner.Id}/conditions/{name}/start", body);

    private static Task<Answer> StopAsync(Partner partner, string name) => partner.PostAsync($"/_emulator/partners/{partner.Id}/conditions/{name}/stop", []);

    private static async Task<JsonObject> ListAsync(Partner partner) => (await partner.GetAsync($"/_emulator/partners/{partner.Id}/conditions")).Expect(HttpStatusCode.OK);
}
