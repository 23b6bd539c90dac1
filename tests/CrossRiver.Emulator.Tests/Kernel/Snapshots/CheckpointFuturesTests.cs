using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Accounts;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>A world that returned to a checkpoint has the same future as the first time: the same entries, moments, identifiers and webhooks.</summary>
public sealed class CheckpointFuturesTests : IAsyncLifetime
{
    private const string Here = "here";

    private static readonly string[] OfThisRun = ["number", "durationMilliseconds", "requestId", "originalRequestId"];

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public CheckpointFuturesTests() => _partner = _emulator.NewPartner();

    private string Checkpoint => $"{_partner.Control}/checkpoints/{Here}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(SnapshotEndpointsTests.Pack), MemberType = typeof(SnapshotEndpointsTests))]
    [Trait("lane", "slow")]
    public async Task At_each_second_step_of_a_scenario_a_return_leads_to_the_same_future(string scenario)
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook => Task.FromResult(webhook.EventName == CustomerEvents.OfacChanged ? 500 : 200));
        await BeginAsync(inbox);
        await AddFaultAsync(new JsonObject { ["call"] = "customers.get", ["chance"] = "50%", ["status"] = 503 });
        await AddFaultAsync(new JsonObject { ["call"] = "addresses.add", ["which"] = "1..3", ["status"] = 500, ["applied"] = false });
        (await _partner.PostAsync($"{_partner.Control}/scenarios/next", new JsonObject { ["scenario"] = "pep-review" })).Expect(HttpStatusCode.OK);
        await PackTests.OnboardAsync(_partner, scenario);

        var steps = 0;
        for (JsonNode? next = ""; next is not null && steps < 25; steps++)
        {
            if (steps % 2 is 0)
            {
                await TakeAsync();
                var first = await PlayAsync(inbox);
                await ReturnAsync();
                Assert.Equal(first, await PlayAsync(inbox));
                await ReturnAsync();
            }

            // Faults with a chance or a count begin later than with their first call, then.
            await CallAsync();
            next = (await _partner.PostAsync($"{_partner.Control}/clock/advance", new JsonObject { ["steps"] = 1 })).Expect(HttpStatusCode.OK)["next"];
        }

        Assert.True(steps > 1, "a story has steps");
    }

    [Fact]
    public async Task An_attempt_in_flight_is_made_again_with_the_same_body()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var inbox = await WebhookInbox.StartAsync(_ => gate.Task);
        await BeginAsync(inbox);
        await _partner.OnboardAsync(scenario: "ofac-review");
        var end = (DateTimeOffset)(await _partner.GetWorldAsync())["now"]! + TimeSpan.FromSeconds(1);
        var advance = AdvanceToAsync(end);
        var inFlight = await inbox.NextAsync();

        await TakeAsync();
        gate.SetResult(503);
        await advance;
        var first = await PlayAsync(inbox, skip: 0);
        var before = inbox.All.Count;
        await ReturnAsync();
        await AdvanceToAsync(end);
        var second = await PlayAsync(inbox, skip: before);

        Assert.Equal(inFlight.Text, inbox.All[before].Text);
        Assert.Contains(first, line => line.Contains("\"kind\":\"attempt\"", StringComparison.Ordinal));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_world_in_real_time_goes_back_with_its_clock()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        var taken = (await partner.PostAsync($"{partner.Control}/checkpoints/{Here}", [])).Expect(HttpStatusCode.OK);
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(5), partner);
        Assert.Equal("Reviewing", (string)(await partner.GetCustomerAsync(customer))["ofac"]!);

        var back = (await partner.PostAsync($"{partner.Control}/checkpoints/{Here}/return", [])).Expect(HttpStatusCode.OK);

        Assert.Equal((DateTimeOffset)taken["checkpoint"]!["at"]!, (DateTimeOffset)back["now"]!);
        Assert.Equal("Pending", (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(5), partner);
        Assert.Equal("Reviewing", (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
    }

    private async Task BeginAsync(WebhookInbox inbox)
    {
        (await _partner.PutAsync($"{_partner.Control}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All, .. AccountEvents.Types.Select(type => type.Name)]);
    }

    private async Task AddFaultAsync(JsonObject rule) => (await _partner.PostAsync($"{_partner.Control}/faults", rule)).Expect(HttpStatusCode.OK);

    private async Task AdvanceToAsync(DateTimeOffset end) =>
        (await _partner.PostAsync($"{_partner.Control}/clock/advance", new JsonObject { ["to"] = end })).Expect(HttpStatusCode.OK);

    private async Task TakeAsync() => (await _partner.PostAsync(Checkpoint, [])).Expect(HttpStatusCode.OK);

    private async Task ReturnAsync() => (await _partner.PostAsync($"{Checkpoint}/return", [])).Expect(HttpStatusCode.OK);

    // What the partner does and sees from here on, and everything that happens.
    private async Task<IReadOnlyList<string>> PlayAsync(WebhookInbox inbox, int? skip = null)
    {
        var before = skip ?? inbox.All.Count;
        var seen = new List<string>();
        for (var call = 0; call < 6; call++)
        {
            seen.Add(await CallAsync());
        }

        // The second customer has its identifier and its scenario from the world, too. The webhooks of two customers would race.
        await _partner.AdvanceAsync("40d");
        seen.Add((await _partner.PostAsync("/core/v1/cm/customers", _partner.Body("create-personal.request.json"))).Text);
        await _partner.AdvanceAsync("40d");
        seen.AddRange((await SinceAsync()).Select(TextOf));
        seen.AddRange(inbox.All.Skip(before).Select(webhook => webhook.Text).Order(StringComparer.Ordinal));
        return seen;
    }

    // Reads the first customer, and adds an address to it.
    private async Task<string> CallAsync()
    {
        var customers = (await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}")).Expect(HttpStatusCode.OK)["results"]!.AsArray();
        var path = $"/core/v1/cm/customers/{customers[0]!["id"]}";
        var (read, added) = ((await _partner.GetAsync(path)).Status, (await _partner.PostAsync($"{path}/addresses", Example.Read("add-address.request.json"))).Status);

        // Otherwise the answers to webhooks would race with the next call.
        await _partner.WhenIdleAsync();
        return $"{read}, {added}";
    }

    private async Task<List<JsonObject>> SinceAsync()
    {
        var entries = new List<JsonObject>();
        JsonObject page;
        var cursor = 0L;
        do
        {
            page = (await _partner.GetAsync($"{_partner.Control}/journal?since={Here}&limit=1000&after={cursor}")).Expect(HttpStatusCode.OK);
            entries.AddRange(page["entries"]!.AsArray().Select(entry => entry!.AsObject()));
            cursor = (long)page["cursor"]!;
        }
        while (page["entries"]!.AsArray().Count == 1000);

        return entries;
    }

    private static string TextOf(JsonObject entry)
    {
        var told = entry.DeepClone().AsObject();
        Array.ForEach(OfThisRun, name => told.Remove(name));
        return told.ToJsonString();
    }
}
