using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>What a scenario has in store for a customer is told beforehand, to the tick.</summary>
public sealed class PlannedTimelineTests : IAsyncLifetime
{
    private const string Everything = """
        version: 1
        scenario: everything
        timeline:
          - after: 300ms..1200ms
            emit: Core.Customer.Onboarded
          - after: { median: 2s, p95: 8s }
            set: { pepScan: Failed }
          - at: 1s..9s
            set: { cifNumber: "00000000042" }
          - id: review
            after: 30s..90s
            set: { pepScan: Reviewing }
            hold:
              actions:
                look: { stay: true, steps: [{ after: 1s, set: { ofac: Reviewing } }] }
                release: [{ after: 0s..5s, set: { pepScan: Clear } }]
              timeout: { after: 1h..48h, action: release }
          - after: 1s..2s
            repeat: { every: 1h..2h, times: 6 }
            steps:
              - choose:
                  - { weight: 1, steps: [] }
                  - { weight: 1, steps: [{ after: 1m..90m, set: { ofac: Failed } }] }
                  - { weight: 1, steps: [{ repeat: { every: 1s..9s, times: 3 }, steps: [{ after: 0s..20s, emit: Core.Customer.Onboarded }] }] }
          - after: 1s
            set: { ofac: Clear }
        """;

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public PlannedTimelineTests() => _partner = _emulator.NewPartner();

    private KeyedRandom Chance => new(seed: 1, _partner.Id);

    public static TheoryData<string> Told => [Everything, Everything.Replace("timeline:", "seed: 7\ntimeline:", StringComparison.Ordinal), .. ScenarioLoading.ReadShipped(ScenarioFiles.Format)
        .SelectMany(file => file.Scenarios.Select(scenario => scenario.Name)).Where(name => name is not ("opens-account" or "waits-for-address" or "webhook-storm"))];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Told))]
    public async Task What_is_planned_is_what_happens(string told)
    {
        var scenario = told.Contains('\n', StringComparison.Ordinal) ? "everything" : told;
        await _partner.BeginAsync();
        if (scenario != told)
        {
            (await _partner.PutTextAsync($"{_partner.Control}/scenarios/everything", told)).Expect(HttpStatusCode.OK);
        }

        foreach (var name in new[] { "a", "b", "c" })
        {
            var body = _partner.Body("create-personal.request.json");
            body["clientIdentifier"] = name;
            var explained = (await _partner.PostAsync($"{_partner.Control}/scenarios/explain", new JsonObject
            {
                ["request"] = body.DeepClone(),
                ["headers"] = new JsonObject { ["X-Emulator-Scenario"] = scenario },
            })).Expect(HttpStatusCode.OK);
            var start = _emulator.Clock.GetUtcNow();
            await PackTests.OnboardAsync(_partner, scenario, body);
            var happened = new SortedSet<TimeSpan>();
            while (await _partner.GetNextDueAtAsync() is { } due)
            {
                happened.Add(due - start);
                var wait = Math.Ceiling((due - _emulator.Clock.GetUtcNow()).TotalMilliseconds);
                await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(Math.Max(0, wait)), _partner);
            }

            Assert.Equal(happened, new SortedSet<TimeSpan>(MomentsOf(explained["timeline"]!["steps"])));
        }
    }

    [Fact]
    public void Any_customer_s_moment_lies_in_the_range_that_is_told()
    {
        var plans = Enumerable.Range(0, 200).Select(number => PlannedTimeline.Of(Parse(Everything), Chance, $"{number}#1")).ToList();

        var moments = plans.SelectMany(plan => plan.Steps.Select(step => step.Due)).ToList();
        Assert.All(moments, moment => Assert.InRange(moment.Exactly, moment.Earliest, moment.Latest ?? TimeSpan.MaxValue));
        Assert.Equal((TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1200)), (moments[0].Earliest, moments[0].Latest));

        // A log-normal delay has no longest.
        Assert.Equal((TimeSpan.FromMilliseconds(300), default(TimeSpan?)), (moments[1].Earliest, moments[1].Latest));
    }

    [Fact]
    public void What_waits_for_a_call_is_counted_from_the_call_and_what_follows_from_the_end_of_the_step()
    {
        var plan = Plan("[{after: 1s, upon: {call: addresses.add, times: 2}, set: {ofac: Clear}}, {after: 2s, set: {pepScan: Clear}}, {at: 5s, set: {ofac: Failed}}]");

        Assert.Equal(["upon 00:00:01", "end of 1 00:00:02", "create 00:00:05"], plan.Steps.Select(step => $"{step.Due.CountedFrom} {step.Due.Exactly}"));
    }

    [Fact]
    public void A_step_that_waits_for_an_acknowledgement_comes_at_a_known_time_without_it()
    {
        var plan = Plan("[{id: told, after: 1s, emit: Core.Customer.Onboarded}, {upon: {acked: told, orAfter: 10s}, set: {ofac: Clear}}]");

        Assert.Equal(("upon", PlannedMoment.Create, TimeSpan.FromSeconds(11)), (plan.Steps[1].Due.CountedFrom, plan.Steps[1].UnlessTaken!.Value.CountedFrom, plan.Steps[1].UnlessTaken!.Value.Exactly));
    }

    [Fact]
    public void What_follows_a_hold_is_counted_from_its_time_out_provided_that_nobody_comes()
    {
        var plan = Plan("[{id: review, after: 1s, hold: {actions: {release: [{after: 3s, set: {ofac: Clear}}], reject: [{after: 4s, set: {ofac: Positive}}]}, timeout: {after: 48h, action: release}}}, {after: 2s, set: {pepScan: Clear}}]");

        Assert.Equal(TimeSpan.FromHours(48) + TimeSpan.FromSeconds(1), plan.Steps[0].Timeout!.Value.Exactly);
        Assert.Equal(
            ["create 2.00:00:04 review", "action 00:00:04 ", "create 2.00:00:06 review"],
            [.. plan.Steps[0].Actions.SelectMany(action => action.Steps).Append(plan.Steps[1]).Select(step => $"{step.Due.CountedFrom} {step.Due.Exactly} {step.Due.Provided}")]);
    }

    [Fact]
    public void A_hold_without_a_time_out_ends_when_nobody_knows()
    {
        var plan = Plan("[{id: review, hold: {actions: {release: []}}}, {after: 2s, set: {pepScan: Clear}}]");

        Assert.Equal((null, "end of review", TimeSpan.FromSeconds(2)), (plan.Steps[0].Timeout, plan.Steps[1].Due.CountedFrom, plan.Steps[1].Due.Exactly));
    }

    [Fact]
    public void A_plan_is_bounded()
    {
        var plan = Plan("[{repeat: {every: 1s, times: 10000}, steps: [{repeat: {every: 1s, times: 10000}, steps: []}]}, {after: 1s}]");

        Assert.True(plan.IsCut);
        Assert.False(Plan("[{repeat: {every: 1s, times: 100}, steps: []}]").IsCut);
    }

    private static Scenario Parse(string text) => Assert.Single(ScenarioFiles.Format.Parse(text, "planned.yaml").Scenarios);

    private static PlannedTimeline Plan(string timeline) => PlannedTimeline.Of(Parse($"{{version: 1, scenario: planned, timeline: {timeline}}}"), new KeyedRandom(1, Guid.Empty), "a#1");

    // Everything that the agenda has for a customer about whom nobody does anything.
    private static IEnumerable<TimeSpan> MomentsOf(JsonNode? steps) => ItemsOf(steps).SelectMany(step => ItemsOf(step["ways"]).Where(way => (bool)way["isTaken"]!)
        .Concat(ItemsOf(step["rounds"]))
        .Concat(ItemsOf(step["actions"]).Where(action => (string)action["name"]! == (string?)step["timeoutAction"]))
        .SelectMany(part => MomentsOf(part["steps"]))
        .Concat(new[] { step["timeout"], step["due"] }.OfType<JsonNode>().Select(moment => TimeSpan.FromTicks((long)Math.Round((double)moment["milliseconds"]! * TimeSpan.TicksPerMillisecond)))));

    private static IEnumerable<JsonNode> ItemsOf(JsonNode? list) => list?.AsArray().Select(item => item!) ?? [];
}
