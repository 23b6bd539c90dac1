using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Snapshots;

public sealed class SnapshotEndpointsTests : IAsyncLifetime
{
    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public SnapshotEndpointsTests() => _partner = _emulator.NewPartner();

    private string Snapshot => $"/_emulator/partners/{_partner.Id}/snapshot";

    public static TheoryData<string> Pack =>
    [
        .. Directory.GetFiles(Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Pack))]
    [Trait("lane", "slow")]
    public async Task At_each_step_of_a_scenario_a_snapshot_restored_elsewhere_changes_nothing_in_the_rest_of_its_story(string scenario)
    {
        await using var inbox = await WebhookInbox.StartAsync(webhook => Task.FromResult(webhook.EventName == CustomerEvents.OfacChanged ? 500 : 200));
        await BeginAsync(_partner, inbox);
        await CrossRiver.Emulator.Scenarios.Playing.PackTests.OnboardAsync(_partner, scenario, BodyFor(scenario));
        var snapshots = new List<JsonObject>();
        var stories = new List<string>();
        for (JsonNode? next = ""; next is not null && snapshots.Count < 25; next = await StepAsync(_partner))
        {
            snapshots.Add((await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK));
        }

        await using var elsewhere = new RunningEmulator();
        var guest = elsewhere.NewPartner(_partner.Id);
        foreach (var snapshot in snapshots)
        {
            (await guest.PutAsync(Snapshot, snapshot)).Expect(HttpStatusCode.OK);
            stories.Add(await FinishAsync(guest, from: Cursor(await guest.GetJournalAsync())));
            (await _partner.PutAsync(Snapshot, snapshot)).Expect(HttpStatusCode.OK);
            Assert.Equal(await FinishAsync(_partner, from: Cursor(await _partner.GetJournalAsync())), stories[^1]);
        }

        // Whatever was played before a snapshot, and the rest after it, is the same story in the end.
        Assert.Single(stories.Select(story => story.Split('\n')[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(snapshots[0].ToJsonString().Length > 1000, stories[0].Contains("ofac", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_snapshot_that_is_restored_is_the_same_when_it_is_taken_again()
    {
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(500));
        await BeginAsync(_partner, inbox);
        await _partner.OnboardAsync(scenario: "ofac-review");
        await AdvanceAsync(_partner, "1500ms");
        var snapshot = (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);

        await using var elsewhere = new RunningEmulator();
        var guest = elsewhere.NewPartner(_partner.Id);
        (await guest.PutAsync(Snapshot, snapshot)).Expect(HttpStatusCode.OK);

        Assert.Equal(Comparable(snapshot), Comparable((await guest.GetAsync(Snapshot)).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_world_that_is_restored_foretells_what_it_would_have_done_where_it_was_kept()
    {
        var foretold = await ForetellAsync(_partner);
        var snapshot = (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
        await using var elsewhere = new RunningEmulator { Configure = builder => builder.Configuration["Emulator:Worlds:ChanceSeed"] = "7" };
        var guest = elsewhere.NewPartner(_partner.Id);
        var otherwise = await ForetellAsync(guest);

        (await guest.PutAsync(Snapshot, snapshot)).Expect(HttpStatusCode.OK);

        Assert.NotEqual(foretold, otherwise);
        Assert.Equal(foretold, await ForetellAsync(guest));
    }

    [Fact]
    public async Task All_worlds_are_kept_and_restored_together()
    {
        var other = _emulator.NewPartner();
        var (mine, theirs) = (await _partner.OnboardAsync(), await other.OnboardAsync());
        var snapshot = (await _partner.GetAsync("/_emulator/snapshot")).Expect(HttpStatusCode.OK);
        var late = _emulator.NewPartner();
        var gone = await late.OnboardAsync();

        (await _partner.PutAsync("/_emulator/snapshot", snapshot)).Expect(HttpStatusCode.OK);

        Assert.Equal((string)mine["id"]!, (string)(await _partner.GetCustomerAsync(mine))["id"]!);
        Assert.Equal((string)theirs["id"]!, (string)(await _partner.GetCustomerAsync(theirs))["id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync($"/core/v1/cm/customers/{gone["id"]}")).Status);
    }

    [Theory]
    [InlineData("""{}""", "clock is missing")]
    [InlineData("""[1,2""", "is not as it should be")]
    public async Task What_is_no_snapshot_is_refused_and_changes_nothing(string text, string told)
    {
        var customer = await _partner.OnboardAsync();

        using var content = new StringContent(text, System.Text.Encoding.UTF8, "application/json");
        var answer = await _partner.SendAsync(new HttpRequestMessage(HttpMethod.Put, Snapshot) { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(told, answer.Messages[0], StringComparison.Ordinal);
        await _partner.GetCustomerAsync(customer);
    }

    [Theory]
    [InlineData("customers/customers")]
    [InlineData("registrations/registrations")]
    [InlineData("deliveries/deliveries")]
    [InlineData("stories/stories")]
    [InlineData("outcomes/planned")]
    [InlineData("answers")]
    public async Task A_hole_in_a_list_is_refused_and_changes_nothing(string list)
    {
        await BeginAsync(_partner, inbox: null);
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        var snapshot = (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
        list.Split('/').Aggregate((JsonNode)snapshot, (part, name) => part[name]!).AsArray().Add((JsonNode?)null);

        var answer = await _partner.PutAsync(Snapshot, snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("has an element that is null", answer.Messages[0], StringComparison.Ordinal);
        await AdvanceAsync(_partner, "2s");
        Assert.Equal("Reviewing", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task A_part_that_is_empty_or_a_clock_that_no_clock_can_show_is_refused()
    {
        await _partner.OnboardAsync();
        var all = (await _partner.GetAsync("/_emulator/snapshot")).Expect(HttpStatusCode.OK);

        all["clock"]!["now"] = "9999-12-31T00:00:00Z";
        Assert.Contains("a moment that no clock can", (await _partner.PutAsync("/_emulator/snapshot", all)).Messages[0], StringComparison.Ordinal);
        all["clock"]!["now"] = "2030-01-01T00:00:00Z";
        all["worlds"]![0]!["outcomes"] = new JsonObject();
        Assert.Contains("planned is missing", (await _partner.PutAsync("/_emulator/snapshot", all)).Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_does_not_agree_with_itself_is_refused_and_changes_nothing()
    {
        await BeginAsync(_partner, inbox: null);
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        var snapshot = (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);

        var withoutCustomers = snapshot.DeepClone().AsObject();
        withoutCustomers["customers"]!["customers"] = new JsonArray();
        var beyondItsScenario = snapshot.DeepClone().AsObject();
        beyondItsScenario["stories"]!["stories"]![0]!["lanes"]![0]!["frames"]![0]!["index"] = 99;

        Assert.Contains("has no customer", (await _partner.PutAsync(Snapshot, withoutCustomers)).Messages[0], StringComparison.Ordinal);
        Assert.Contains("not as its scenario", (await _partner.PutAsync(Snapshot, beyondItsScenario)).Messages[0], StringComparison.Ordinal);
        Assert.Contains("of partner", (await _partner.PutAsync($"/_emulator/partners/{Guid.Empty}/snapshot", snapshot)).Messages[0], StringComparison.Ordinal);
        await AdvanceAsync(_partner, "2s");
        Assert.Equal("Reviewing", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Theory]
    [InlineData("agenda/0/entry/kind", null, "$.agenda[0].entry: its kind is missing")]
    [InlineData("agenda/0/entry/kind", "\"nothing\"", "$.agenda[0]")]
    [InlineData("registrations/registrations/0/callbackUrl", null, "$.registrations.registrations[0].callbackUrl: a registration of type Push has no callback URL")]
    [InlineData("registrations/registrations/0/callbackUrl", "\"file:///etc/passwd\"", "$.registrations.registrations[0].callbackUrl: ")]
    [InlineData("registrations/registrations/0/callbackUrl", "\"http://u:p@host/\"", "$.registrations.registrations[0].callbackUrl: ")]
    [InlineData("registrations/registrations/0/eventName", "\"Core.Nothing\"", "$.registrations.registrations[0].eventName: there is no event 'Core.Nothing'")]
    [InlineData("registrations/created", "-1", "$.registrations.created: must be a number from 0 to 1000000000")]
    [InlineData("agenda/0/dueAt", "\"9999-01-01T00:00:00Z\"", "$.agenda[0].dueAt: is a moment that no clock can show")]
    [InlineData("agenda/0/entry/lane", "99", "$.agenda[0].entry: an entry is of a story that is not there")]
    [InlineData("deliveries/secret", "\"short\"", "$.deliveries.secret: its signing secret is none")]
    [InlineData("deliveries/recovering", """{"6e80b097-693c-4592-8440-02f345335bbf":"6e80b097-693c-4592-8440-02f345335bbf"}""", "$.deliveries.recovering: a registration or event that is not there is recovering")]
    [InlineData("customers/timesSeen/x", "null", "$.customers.timesSeen")]
    [InlineData("clock/speed", "0", "$.clock.speed: its clock has a speed that is out of range")]
    public async Task What_is_wrong_with_a_snapshot_is_told_with_its_place_and_changes_nothing(string place, string? value, string told)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await BeginAsync(_partner, inbox);
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        var snapshot = (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
        var names = place.Split('/');
        var parent = names.SkipLast(1).Aggregate((JsonNode)snapshot, (part, name) => part is JsonArray ? part[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : part[name]!);
        parent.AsObject().Remove(names[^1]);
        if (value is not null)
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        var answer = await _partner.PutAsync(Snapshot, snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(told, answer.Messages[0], StringComparison.Ordinal);
        await AdvanceAsync(_partner, "2s");
        Assert.Equal("Reviewing", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    private JsonObject BodyFor(string scenario)
    {
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = scenario;
        return body;
    }

    private static async Task BeginAsync(Partner partner, WebhookInbox? inbox)
    {
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        if (inbox is not null)
        {
            await partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        }
    }

    private static async Task<JsonNode?> StepAsync(Partner partner) =>
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["steps"] = 1 })).Expect(HttpStatusCode.OK)["next"];

    private static async Task<JsonObject> AdvanceAsync(Partner partner, string by) =>
        (await partner.PostAsync($"/_emulator/partners/{partner.Id}/clock/advance", new JsonObject { ["by"] = by })).Expect(HttpStatusCode.OK);

    private static long Cursor(IReadOnlyList<JsonObject> journal) => (long)journal[^1]["number"]!;

    // The customer as it is in the end, then what happened on the way there.
    private static async Task<string> FinishAsync(Partner partner, long from)
    {
        var happened = (await AdvanceAsync(partner, "40d"))["happened"]!.AsArray().Select(entry => entry!.AsObject()).ToList();
        var customers = (await partner.GetAsync($"/core/v1/cm/customers?partnerId={partner.Id}")).Expect(HttpStatusCode.OK)["results"]!.ToJsonString();

        return string.Join('\n', happened.Select(entry => Story(entry, from)).Prepend(customers));
    }

    private static string Story(JsonObject entry, long from)
    {
        var told = entry.DeepClone().AsObject();
        told["number"] = (long)told["number"]! - from;
        told.Remove("durationMilliseconds");
        return told.ToJsonString();
    }

    private static async Task<string> ForetellAsync(Partner partner)
    {
        await partner.BeginAsync();
        var request = new JsonObject { ["request"] = partner.Body("create-personal.request.json"), ["headers"] = new JsonObject { ["X-Emulator-Scenario"] = "faithful-day" } };
        return (await partner.PostAsync($"/_emulator/partners/{partner.Id}/scenarios/explain", request)).Expect(HttpStatusCode.OK)["timeline"]!.ToJsonString();
    }

    private static string Comparable(JsonObject snapshot)
    {
        var comparable = snapshot.DeepClone().AsObject();
        comparable.Remove("epoch");
        comparable.Remove("lastEntry");
        comparable["clock"]!.AsObject().Remove("machine");
        return comparable.ToJsonString();
    }
}
