using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Flows;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>The coverage of a run: what all worlds met, and what none met.</summary>
public sealed class CoverageTests : IAsyncDisposable
{
    private const string Path = "/_emulator/coverage";

    private readonly RunningEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Clock:Mode"] = "Manual",

            ["Emulator:Worlds:JournalEntries"] = "100",
        },
    };

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Several_worlds_add_up_also_when_they_were_reset_or_have_ended()
    {
        var (reviewed, declined) = (_emulator.NewPartner(), _emulator.NewPartner());
        var customer = await reviewed.OnboardAsync(scenario: "ofac-review");
        await reviewed.AdvanceAsync("10s");
        (await reviewed.PostAsync($"{reviewed.Control}/customers/{customer["id"]}/actions/release", [])).Expect(HttpStatusCode.OK);
        await declined.OnboardAsync(scenario: "ofac-hit");
        await declined.OnboardAsync(scenario: "ofac-hit");
        await declined.AdvanceAsync("48h");
        var before = await ReadAsync();

        await reviewed.ResetAsync();
        Assert.True((int)(await declined.DeleteAsync(declined.Control)).Status < 300);
        var after = await ReadAsync();

        Assert.True(JsonNode.DeepEquals(before, after), $"{before}\n{after}");
        Assert.Equal((1, 2), (Count(after, "scenarios", "ofac-review"), Count(after, "scenarios", "ofac-hit")));
        Assert.Equal((3, 3, 3), (Count(after, "statuses", "status Active"), Count(after, "statuses", "ofac Pending"), Count(after, "statuses", "pepScan Clear")));
        Assert.Equal((1, 2), (Count(after, "statuses", "ofac Clear"), Count(after, "statuses", "ofac Positive")));
        Assert.Equal((1, 0), (Count(after, "actions", "ofac-review: release at review"), Count(after, "actions", "ofac-review: reject at review")));
        Assert.Equal((3, 0), (Count(after, "events", "Core.Customer.Onboarded"), Count(after, "events", "Core.Account.Opened")));
    }

    [Fact]
    public async Task Entries_that_a_full_journal_drops_count()
    {
        var partner = _emulator.NewPartner();
        await partner.OnboardManyAnnouncedAsync(300);
        await partner.AdvanceAsync("1h");

        Assert.InRange((await partner.GetJournalAsync()).Count, 1, 100);
        Assert.Equal(300, Count(await ReadAsync(), "events", "Core.Customer.Onboarded"));
    }

    [Fact]
    public async Task Before_the_first_call_nothing_is_met_and_everything_is_there()
    {
        var answer = await ReadAsync();

        Assert.Equal((0, 0), ((int)answer["met"]!, (double)answer["percent"]!));
        Assert.Equal((int)answer["total"]!, answer["kinds"]!.AsArray().Sum(kind => kind!["neverMet"]!.AsArray().Count));
        Assert.All(answer["kinds"]!.AsArray(), kind => Assert.True((int)kind!["total"]! > 0, $"{kind}"));
        Assert.Contains("account.status Closed", NeverMet(answer, "statuses"));
        Assert.DoesNotContain(NeverMet(answer, "errors"), name => name.EndsWith("BadSnapshot", StringComparison.Ordinal));
        Assert.Equal(Directory.GetFiles(System.IO.Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Length, NeverMet(answer, "scenarios").Count);
    }

    [Fact]
    public async Task The_share_is_of_what_there_is()
    {
        await _emulator.NewPartner().OnboardAsync(scenario: "ofac-hit");

        var scenarios = Kind(await ReadAsync(), "scenarios");

        Assert.Equal((1, Math.Floor(1000.0 / (int)scenarios["total"]!) / 10), ((int)scenarios["met"]!, (double)scenarios["percent"]!));
        Assert.Equal((int)scenarios["total"]! - 1, scenarios["neverMet"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_ways_of_an_own_scenario_are_listed_taken_or_not()
    {
        const string Coin = """
            version: 1
            scenario: coin
            timeline:
              - id: toss
                choose:
                  - { weight: 1000000, steps: [{ set: { ofac: Clear } }] }
                  - { weight: 0.001, steps: [{ set: { ofac: Positive } }] }
                  - { weight: 0, steps: [{ set: { ofac: Reviewing } }] }
            """;
        var partner = _emulator.NewPartner();
        (await partner.PutTextAsync($"{partner.Control}/scenarios/coin", Coin)).Expect(HttpStatusCode.OK);
        Assert.Contains("coin: way 1 of 3 at toss", NeverMet(await ReadAsync(), "ways"));

        await partner.OnboardAsync(scenario: "coin");
        await partner.AdvanceAsync("1h");
        await partner.DeleteAsync(partner.Control);

        var answer = await ReadAsync();
        Assert.Equal((1, 1, 0), (Count(answer, "scenarios", "coin"), Count(answer, "ways", "coin: way 1 of 3 at toss"), Count(answer, "ways", "coin: way 2 of 3 at toss")));
        Assert.DoesNotContain("coin: way 3 of 3 at toss", NeverMet(answer, "ways"));
    }

    [Fact]
    public async Task Each_error_of_a_refusal_counts_and_an_error_on_purpose_by_its_code()
    {
        var partner = _emulator.NewPartner();
        var customer = await partner.OnboardAsync(scenario: "stuck-pending");
        await partner.OpenAccountAsync(customer);
        await partner.GetAsync($"/core/v1/cm/customers/{Guid.Empty}");
        await partner.PostAsync("/core/v1/cm/customers", new JsonObject { ["partnerId"] = $"{partner.Id}" });
        await partner.PostTextAsync($"{partner.Control}/faults", """{ "call": "customers.get", "status": 429 }""");
        await partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}");

        var answer = await ReadAsync();

        Assert.Equal(
            (1, 1, 1, 1, 1, 1),
            (Count(answer, "errors", "400 2102 OfacNotClear"), Count(answer, "errors", "400 2103 NoAddress"), Count(answer, "errors", "400 2104 NoPhone"),
                Count(answer, "errors", "404 1404 NotFound"), Count(answer, "errors", "400 1000 Invalid"), Count(answer, "errors", "429 2429 TooManyRequests")));
        Assert.Contains("401 Unauthorized", NeverMet(answer, "errors"));
    }

    [Fact]
    public async Task The_status_of_an_account_counts()
    {
        var partner = _emulator.NewPartner();
        var customer = await partner.OnboardReachableAsync(scenario: "clear");
        await partner.AdvanceAsync("1h");
        var account = (await partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{partner.Control}/accounts/{account["accountNumber"]}", new JsonObject { ["status"] = "Closed" })).Expect(HttpStatusCode.OK);

        var answer = await ReadAsync();

        Assert.Equal(
            (1, 1, 0),
            (Count(answer, "statuses", "account.status Active"), Count(answer, "statuses", "account.status Closed"), Count(answer, "statuses", "account.status Dormant")));
    }

    [Fact]
    public async Task Every_fault_of_deliveries_counts()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var (story, faults) = (StressFaults.Scenario.Split("  faults:\n")[0], StressFaults.Scenario.Split("  faults:\n")[1].Split('\n'));
        foreach (var fault in faults)
        {
            var partner = _emulator.NewPartner();
            await partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded", "Core.Customer.Ofac.Changed");
            var yaml = $"{story}  faults:\n{fault.Replace("chance: 5%, ", "", StringComparison.Ordinal)}\n";
            (await partner.PutTextAsync($"{partner.Control}/scenarios/stress", yaml)).Expect(HttpStatusCode.OK);
            await partner.OnboardAsync(scenario: "stress");
            await partner.AdvanceAsync("10s");
        }

        Assert.Empty(NeverMet(await ReadAsync(), "deliveryFaults"));
    }

    [Fact]
    public async Task Every_fault_of_calls_counts_and_a_limit_is_no_status()
    {
        await CallAsync("""{ "call": "any", "limit": { "calls": 1, "per": "1h", "by": "world" }, "applied": false }""", calls: 2);
        Assert.Equal(["limit"], Kind(await ReadAsync(), "callFaults")["counts"]!.AsArray().Select(name => (string)name!["name"]!));

        foreach (var fault in StressFaults.Calls.Where(rule => !rule.Contains("limit", StringComparison.Ordinal)))
        {
            await CallAsync(fault.Replace("\"chance\": \"5%\", ", "", StringComparison.Ordinal), calls: 1);
        }

        // The lifetime of a token needs a call that names no world.
        Assert.Equal(["token"], NeverMet(await ReadAsync(), "callFaults"));
    }

    [Fact]
    public async Task It_is_Markdown_when_asked_for()
    {
        var partner = _emulator.NewPartner();
        await partner.OnboardAsync(scenario: "ofac-hit");
        var accepting = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { { "Accept", "text/markdown" } } };

        var (page, accepted) = ((await partner.GetAsync($"{Path}?format=markdown")).Text, (await partner.SendAsync(accepting)).Text);

        Assert.Equal(page, accepted);
        Assert.StartsWith("# Coverage\n\nMet ", page, StringComparison.Ordinal);
        Assert.Contains("\n| ofac-hit | 1 |\n", page, StringComparison.Ordinal);
        Assert.Contains("\n- pep-hit\n", page, StringComparison.Ordinal);
        Assert.Contains("\n| Statuses | ", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await partner.GetAsync($"{Path}?format=xml")).Status);
    }

    [Fact]
    public async Task It_begins_anew_and_worlds_stay()
    {
        var partner = _emulator.NewPartner();
        await partner.OnboardAsync(scenario: "ofac-hit");

        Assert.Equal(HttpStatusCode.NoContent, (await partner.DeleteAsync(Path)).Status);

        Assert.Equal(0, (int)(await ReadAsync())["met"]!);
        Assert.Equal(1, await partner.CountCustomersAsync());
        await partner.AdvanceAsync("48h");
        Assert.Equal(1, Count(await ReadAsync(), "statuses", "ofac Positive"));
    }

    [Fact]
    public async Task The_command_prints_what_was_never_met()
    {
        await _emulator.NewPartner().OnboardAsync(scenario: "ofac-hit");
        var commands = new CommandRun(_emulator);

        var lines = (await commands.RunAsync("coverage")).Split('\n');

        Assert.Contains(lines, line => line.StartsWith("Scenarios ", StringComparison.Ordinal) && line.Contains("1 of ", StringComparison.Ordinal));
        Assert.Contains("Scenarios: pep-hit", lines);
        Assert.DoesNotContain("Scenarios: ofac-hit", lines);
        Assert.StartsWith("# Coverage", await commands.RunAsync("coverage", "--markdown"), StringComparison.Ordinal);
        Assert.Equal(8, JsonNode.Parse(await commands.RunAsync("coverage", "--json"))!["kinds"]!.AsArray().Count);
    }

    private static JsonNode Kind(JsonObject answer, string kind) => answer["kinds"]!.AsArray().Single(one => (string)one!["kind"]! == kind)!;

    private static IReadOnlyList<string> NeverMet(JsonObject answer, string kind) => [.. Kind(answer, kind)["neverMet"]!.AsArray().Select(name => (string)name!)];

    // A name that the answer does not have at all fails the test.
    private static int Count(JsonObject answer, string kind, string name)
    {
        var count = Kind(answer, kind)["counts"]!.AsArray().SingleOrDefault(one => (string)one!["name"]! == name);
        Assert.Equal(count is null, NeverMet(answer, kind).Contains(name, StringComparer.Ordinal));
        return (int?)count?["count"] ?? 0;
    }

    private async Task CallAsync(string fault, int calls)
    {
        var partner = _emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        (await partner.PostTextAsync($"{partner.Control}/faults", fault)).Expect(HttpStatusCode.OK);
        for (var call = 0; call < calls; call++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(fault.Contains("hang", StringComparison.Ordinal) ? 0.5 : 30));
            try
            {
                (await partner.Http.GetAsync(new Uri($"/core/v1/cm/customers/{customer["id"]}", UriKind.Relative), patience.Token)).Dispose();
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Such is the fault.
            }
        }
    }

    private async Task<JsonObject> ReadAsync() => (await _emulator.NewPartner().GetAsync(Path)).Expect(HttpStatusCode.OK);
}
