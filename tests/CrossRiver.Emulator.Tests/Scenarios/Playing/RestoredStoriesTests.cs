using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Snapshots whose stories wait for what their scenarios do not have: each is refused with its place and changes nothing.</summary>
public sealed class RestoredStoriesTests : IAsyncLifetime
{
    private const string Scenario = """
        version: 1
        scenario: waits
        timeline:
          - { id: review, after: 1s, set: { ofac: Reviewing }, hold: { actions: { note: { stay: true, steps: [{ id: noted, after: 1h, set: { pepScan: Clear } }] }, release: [{ set: { ofac: Clear } }] } } }
          - { id: later, after: 1d, upon: { call: customers.get }, set: { pepScan: Failed } }
        """;

    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public RestoredStoriesTests() => _partner = _emulator.NewPartner();

    private string Snapshot => $"{_partner.Control}/snapshot";

    public async ValueTask InitializeAsync()
    {
        (await _partner.PutAsync($"{_partner.Control}/clock", new JsonObject { ["mode"] = "manual" })).Expect(HttpStatusCode.OK);
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/waits", Scenario)).Expect(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("0s", "Upon")]
    [InlineData("1s", "Upon")]
    [InlineData("1s", "Time")]
    public async Task A_branch_that_waits_for_what_its_step_does_not_have_is_refused(string by, string state)
    {
        var snapshot = await TakeAsync(by);

        LaneIn(snapshot)["state"] = state;

        await ExpectRefusedAsync(snapshot, $"The lane waits for what its step does not have ({state})");
    }

    [Fact]
    public async Task A_branch_that_waits_for_a_person_at_a_step_without_a_hold_is_refused()
    {
        var snapshot = await TakeAfterAsync("release");

        LaneIn(snapshot)["state"] = "Holding";

        await ExpectRefusedAsync(snapshot, "The lane waits for what its step does not have (Holding)");
    }

    [Fact]
    public async Task A_branch_that_is_due_at_no_time_is_refused()
    {
        var snapshot = await TakeAsync("0s");

        LaneIn(snapshot).Remove("dueAt");

        await ExpectRefusedAsync(snapshot, "The lane waits for what its step does not have (Time)");
    }

    [Fact]
    public async Task The_end_of_a_hold_without_a_timeout_is_refused()
    {
        var snapshot = await TakeAsync("1s");
        var isOver = snapshot.DeepClone().AsObject();
        LaneIn(isOver)["isHoldOver"] = true;

        AddEndOfHold(snapshot);

        await ExpectRefusedAsync(snapshot, "$.agenda[0].entry: an entry ends a hold that has no timeout");
        await ExpectRefusedAsync(isOver, "The lane waits for what its step does not have (Holding)");
    }

    [Fact]
    public async Task The_end_of_a_hold_without_a_timeout_is_refused_even_while_steps_of_an_action_are_made()
    {
        var snapshot = await TakeAfterAsync("note");

        AddEndOfHold(snapshot);

        await ExpectRefusedAsync(snapshot, "an entry ends a hold that has no timeout");
    }

    [Fact]
    public async Task The_end_of_a_hold_that_is_over_is_restored_and_changes_nothing()
    {
        var snapshot = await TakeAsync("1s");
        AddEndOfHold(snapshot, hold: 0);

        (await _partner.PutAsync(Snapshot, snapshot)).Expect(HttpStatusCode.OK);
        await _partner.AdvanceAsync("5d");

        Assert.Equal("Holding", (string)LaneIn((await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK))["state"]!);
    }

    private async Task<JsonObject> TakeAsync(string by)
    {
        await _partner.OnboardAsync(scenario: "waits");
        await _partner.AdvanceAsync(by);
        return (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
    }

    private async Task<JsonObject> TakeAfterAsync(string action)
    {
        var customer = await _partner.OnboardAsync(scenario: "waits");
        await _partner.AdvanceAsync("1s");
        (await _partner.PostAsync($"{_partner.Control}/customers/{customer["id"]}/actions/{action}", [])).Expect(HttpStatusCode.OK);
        return (await _partner.GetAsync(Snapshot)).Expect(HttpStatusCode.OK);
    }

    private async Task ExpectRefusedAsync(JsonObject snapshot, string because)
    {
        var answer = await _partner.PutAsync(Snapshot, snapshot);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(because, answer.Messages[0], StringComparison.Ordinal);
    }

    private static JsonNode StoryIn(JsonObject snapshot) => snapshot["stories"]!["stories"]![0]!;

    private static JsonObject LaneIn(JsonObject snapshot) => StoryIn(snapshot)["lanes"]![0]!.AsObject();

    private static void AddEndOfHold(JsonObject snapshot, int? hold = null) => snapshot["agenda"]!.AsArray().Insert(0, new JsonObject
    {
        ["dueAt"] = (string)snapshot["clock"]!["now"]!,
        ["entry"] = new JsonObject
        {
            ["kind"] = "hold-end",
            ["customerId"] = (string)StoryIn(snapshot)["customerId"]!,
            ["lane"] = 0,
            ["hold"] = hold ?? (int)LaneIn(snapshot)["hold"]!,
        },
    });
}
