using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What the starts, ends and stops of conditions leave behind, in their list and in the journal.</summary>
public sealed class StartedConditionsTests : IAsyncLifetime
{
    private const string Files = """
        version: 1
        condition: outage
        rules: [{ call: customers.get, which: 1, status: 503 }]
        ---
        version: 1
        condition: slow
        rules: [{ call: customers.get, latency: 1ms }]
        ---
        version: 1
        scenario: cloudy
        timeline:
          - { after: 1s, conditions: { start: outage, lasts: 5m } }
          - { after: 3m, conditions: { start: outage, lasts: 2m } }
          - { after: 1m, conditions: { start: outage, lasts: 5m } }
        """;

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Scenarios:Texts:0:Name"] = "weather.yaml", ["Emulator:Scenarios:Texts:0:Yaml"] = Files },
    };

    private Partner _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = _emulator.NewPartner();
        await _partner.BeginAsync();
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_second_start_begins_anew_behind_the_others()
    {
        await StartAsync("outage", "10m");
        await StartAsync("slow", "10m");
        await PassAsync(TimeSpan.FromMinutes(6));
        await StartAsync("outage", "10m");

        Assert.Equal(["slow", "outage"], await ActiveAsync());
        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(["outage"], await ActiveAsync());
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Empty(await ActiveAsync());
        Assert.Equal(
            ["'outage' starts for 10m, by a call", "'slow' starts for 10m, by a call", "'outage' starts for 10m, by a call", "'slow' is over", "'outage' is over"],
            await ToldAsync());
    }

    [Fact]
    public async Task A_start_without_a_time_lasts_until_the_stop_which_is_told_once()
    {
        await StartAsync("outage");
        await PassAsync(TimeSpan.FromDays(30));
        Assert.Equal(["outage"], await ActiveAsync());

        (await StopAsync("outage")).Expect(HttpStatusCode.OK);
        var refused = await StopAsync("outage");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["The world is not under condition outage; it is under none"], refused.Messages);

        Assert.Equal(["'outage' starts, by a call", "'outage' stops, by a call"], await ToldAsync());
    }

    [Fact]
    public async Task A_step_extends_a_condition_that_would_end_before_and_leaves_its_counts_as_they_are()
    {
        var customer = await _partner.OnboardAsync(scenario: "cloudy");
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadAsync(customer));

        await PassAsync(TimeSpan.FromMinutes(3));
        await PassAsync(TimeSpan.FromMinutes(1));
        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(["outage"], await ActiveAsync());
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(customer));
        await PassAsync(TimeSpan.FromMinutes(1));

        var by = $"of customer {customer["id"]}";
        Assert.Equal([$"'outage' starts for 5m, by step 1 {by}", $"'outage' goes on for 5m, by step 3 {by}", "'outage' is over"], await ToldAsync());
    }

    [Fact]
    public async Task A_snapshot_brings_back_its_conditions_with_their_counts_and_ends_and_no_others()
    {
        var customer = await _partner.OnboardAsync();
        await StartAsync("outage", "10m");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadAsync(customer));
        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        await StopAsync("outage");
        await StartAsync("slow");

        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        Assert.Equal(["outage"], await ActiveAsync());
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(customer));
        await PassAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await ActiveAsync());
    }

    [Fact]
    public async Task A_snapshot_whose_condition_was_counted_otherwise_is_refused()
    {
        await StartAsync("outage");
        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        snapshot["faults"]!["conditions"]!["active"]![0]!["counts"]!.AsArray().Clear();

        var answer = await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("a condition has other rules than were counted", Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_with_a_rule_that_is_none_is_refused()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "status": 503 }""");
        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        snapshot["faults"]!["rules"]!["rules"]![0]!["rule"]!["status"] = 200;

        var answer = await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("rule 1 cannot be read: '200' is no status of an error", Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_has_at_most_so_many_rules_of_its_own()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "status": 503 }""");
        var snapshot = (await _partner.GetAsync($"{_partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        var rules = snapshot["faults"]!["rules"]!["rules"]!.AsArray();
        for (var id = 2; id < ManualRules.Most; id++)
        {
            var rule = rules[0]!.DeepClone();
            rule["id"] = $"{id}";
            rules.Add(rule);
        }

        (await _partner.PutAsync($"{_partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        await _partner.AddFaultAsync("""{ "call": "customers.get", "status": 503 }""");
        var refused = await _partner.PostTextAsync($"{_partner.Control}/faults", """{ "call": "customers.get", "status": 503 }""");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["This world has 200 rules already; delete one"], refused.Messages);
    }

    private async Task StartAsync(string name, string? lasts = null) =>
        (await _partner.PostAsync($"{_partner.Control}/conditions/{name}/start", lasts is null ? [] : new JsonObject { ["lasts"] = lasts })).Expect(HttpStatusCode.OK);

    private Task<Answer> StopAsync(string name) => _partner.PostAsync($"{_partner.Control}/conditions/{name}/stop", []);

    private Task PassAsync(TimeSpan span) => _emulator.AdvanceAsync(span, _partner);

    private async Task<HttpStatusCode> ReadAsync(JsonObject customer) => (await _partner.GetAsync($"{WorldWithFaults.Customers}/{customer["id"]}")).Status;

    private async Task<IEnumerable<string>> ActiveAsync() =>
        (await _partner.GetAsync($"{_partner.Control}/conditions")).Expect(HttpStatusCode.OK)["active"]!.AsArray().Select(active => (string)active!["name"]!);

    private async Task<IEnumerable<string>> ToldAsync() => (await _partner.GetJournalAsync())
        .Select(entry => (string?)entry["what"]).OfType<string>().Where(what => what.StartsWith("conditions: ", StringComparison.Ordinal)).Select(what => what["conditions: ".Length..]);
}
