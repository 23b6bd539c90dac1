using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>What the parts of a scenario file become.</summary>
public sealed class ScenarioParserTests
{
    [Fact]
    public void A_scenario_is_read_with_all_its_parts()
    {
        var scenario = Read("""
            # whatever stands before it
            version: 1
            scenario: story
            title: A story
            seed: -7
            priority: 70
            match:
              body: { name.lastName: [Smith, Jones], profile.taxId: 123456789 }
            timeline:
              - id: first
                note: whatever helps the reader
                after: 250ms
                emit: Core.Customer.Onboarded
              - after: 2s..1m30s
                set: { pepScan: Clear, ofac: Failed, status: Active, cifNumber: 00000000001 }
                event: none
                readLag: -2s
            """);

        Assert.Equal(("story", "A story", 70, -7L), (scenario.Name, scenario.Title, scenario.Priority, scenario.Seed));
        Assert.Equal("story.yaml(2,1)", scenario.Source);
        Assert.Equal(2, scenario.Match!.FieldsTested);
        Assert.Equal(new Step { Id = "first", Note = "whatever helps the reader", After = Span(250), Emit = CustomerEvents.Onboarded }, scenario.Timeline[0]);
        Assert.Equal((Span(2_000, 90_000), true, TimeSpan.FromSeconds(-2)), (scenario.Timeline[1].After, scenario.Timeline[1].IsSilent, scenario.Timeline[1].ReadLag));
        Assert.Equal(
            [SettableFields.PepScan.To(ScanStatus.Clear), SettableFields.Ofac.To(ScanStatus.Failed), SettableFields.Status.To(CustomerStatus.Active), SettableFields.CifNumber.To("00000000001")],
            scenario.Timeline[1].Set);
    }

    [Fact]
    public void A_file_can_hold_several_scenarios_and_conditions()
    {
        var file = ScenarioFiles.Format.Parse(
            "{version: 1, scenario: a, timeline: []}\n---\n{version: 1, condition: outage, rules: [{call: any, status: 503, applied: false}]}\n---\n{version: 1, scenario: b, timeline: []}",
            "three.yaml");

        Assert.Equal(["a three.yaml(1,1)", "b three.yaml(5,1)"], file.Scenarios.Select(scenario => $"{scenario.Name} {scenario.Source}"));
        var condition = Assert.Single(file.Conditions);
        Assert.Equal(("outage", "three.yaml(3,1)", 503, false), (condition.Name, condition.Source, condition.Rules[0].Status, condition.Rules[0].IsApplied));
    }

    [Theory]
    [InlineData("Félix", "FELIX", "Felixson")]
    [InlineData("[Smith, { startsWith: jo }]", "Jones", "Brown")]
    [InlineData("{ exact: Smith }", "Smith", "smith")]
    [InlineData("{ endsWith: SON }", "Johnson", "Sonja")]
    [InlineData("{ contains: [a] }", null, null, "this must be text")]
    [InlineData("{ contains: é }", "three", "two")]
    [InlineData("{ regex: '^S(mi|chmie)' }", "Smith", "smith")]
    [InlineData("{ regex: '(?=S)' }", null, null, "is no regular expression")]
    [InlineData("{ regex: '(a{1000}){1000}' }", null, null, "is no regular expression")]
    [InlineData("{ regex: '[' }", null, null, "is no regular expression")]
    [InlineData("{ mask: 98765?? }", "9876543", "987654")]
    [InlineData("{ mask: '9*' }", "9876543", "876")]
    [InlineData("{ mask: '9*8' }", null, null, "'9*8' is no mask")]
    [InlineData("{ in: [Smith, Jones] }", "jones", "Brown")]
    [InlineData("{ before: 1970-01-01 }", "1969-12-31", "1970-01-01")]
    [InlineData("{ after: 1969-12-31, before: 1970-01-02 }", "1970-01-01", "1970-01-02")]
    [InlineData("{ after: 31.12.1969 }", null, null, "is no day")]
    [InlineData("{ exists: true }", "", null)]
    [InlineData("{ exists: false }", null, "x")]
    [InlineData("{ exists: yes }", null, null, "'yes' is no flag; write true or false")]
    [InlineData("{ not: [Smith, { startsWith: jo }] }", "Brown", "Jones")]
    [InlineData("{}", null, null, "something is missing; write one of exact,")]
    [InlineData("{ is: x }", null, null, "unknown key 'is'; did you mean 'in'?")]
    [InlineData("", null, null, "this must be text")]
    [InlineData("null", null, null, "this must be text")]
    [InlineData("'null'", "Null", "x")]
    [InlineData("on", "ON", "true")]
    public void A_field_is_tested_in_every_form(string form, string? holds, string? doesNot, string? error = null)
    {
        var file = ScenarioFiles.Format.Parse($"version: 1\nscenario: a\nmatch: {{ body: {{ name.lastName: {form} }} }}\ntimeline: []", "a.yaml");

        if (error is not null)
        {
            Assert.Contains(file.Errors, message => message.Text.Contains(error, StringComparison.Ordinal));
            return;
        }

        var field = Assert.Single(Assert.Single(file.Scenarios).Match!.Body);
        Assert.True(field.Holds(FieldText.Of(holds)));
        Assert.False(field.Holds(FieldText.Of(doesNot)));
    }

    [Fact]
    public void A_match_is_read_with_all_its_parts()
    {
        var match = Read("""
            version: 1
            scenario: story
            match:
              header: { X-Tenant: blue }
              partner: [6e80b097-693c-4592-8440-02f345335bbf]
              classification: Business
              anyOf:
                - body: { clientIdentifier: { startsWith: a } }
                - noneOf: [{ body: { profile.taxId: { mask: "9*" } } }]
              chance: 12.5%
              which: every 10
            timeline: []
            """).Match!;

        Assert.Equal(("X-Tenant", "Business"), (Assert.Single(match.Header).Path, match.Classification));
        Assert.Equal(Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"), Assert.Single(match.Partners));
        Assert.Equal((2, 0.125, new OccurrenceFilter(10, null, 10)), (match.AnyOf.Count, match.Probability, match.Which));
        Assert.IsType<MaskTest>(match.AnyOf[1].NoneOf[0].Body[0].AnyOf[0]);
    }

    [Fact]
    public void Steps_below_steps_are_named_by_their_places()
    {
        var scenario = Read("""
            version: 1
            scenario: story
            timeline:
              - upon: { call: addresses.add, times: 2 }
                after: { median: 2s, p95: 8s }
              - id: review
                at: 1m
                hold:
                  actions:
                    release: [{ set: { ofac: Clear } }]
                    look: { stay: true, steps: [] }
                  timeout: { after: 48h, action: release }
              - choose:
                  - { weight: 99, steps: [] }
                  - weight: 1
                    steps:
                      - upon: { acked: review.release.1, orAfter: 1s..2s }
              - repeat: { every: 24h, times: 30 }
                steps:
                  - upon: { reads: 3 }
                  - conditions: { start: outage, lasts: 5m }
            """);

        var (first, review, choice, repeat) = (scenario.Timeline[0], scenario.Timeline[1], scenario.Timeline[2], scenario.Timeline[3]);
        Assert.Equal(new WaitFor { Call = "addresses.add", Times = 2 }, first.WaitFor);
        Assert.Equal(Span(2_000) with { P95 = TimeSpan.FromSeconds(8) }, first.After);
        Assert.Equal(["release False review.release.1", "look True "], review.Hold!.Actions.Select(action => $"{action.Name} {action.Stays} {string.Join(' ', action.Steps.Select(step => step.Id))}"));
        Assert.Equal((Span(172_800_000), "release", Span(60_000)), (review.Hold.Timeout, review.Hold.TimeoutAction, review.At));
        Assert.Equal(("3.2.1", new WaitFor { Acked = "review.release.1", OrAfter = Span(1_000, 2_000) }), (choice.Choose[1].Steps[0].Id, choice.Choose[1].Steps[0].WaitFor));
        Assert.Equal((Span(86_400_000), 30), (repeat.Repeat!.Every, repeat.Repeat.Times));
        Assert.Equal(["4.1.1", "4.1.2"], repeat.Repeat.Steps.Select(step => step.Id));
        Assert.Equal(new ConditionChange("outage", Span(300_000)), repeat.Repeat.Steps[1].Conditions);
    }

    [Fact]
    public void Deliveries_and_their_faults_are_read_with_all_their_parts()
    {
        var delivery = Read("""
            version: 1
            scenario: story
            timeline: []
            delivery:
              ackWithin: 5s
              retry: { waits: [1s, 2s..3s], jitter: 20%, retryWhen: [timeout, 429, 5xx], thenMark: Failed, suspend: true }
              faults:
                - { event: Core.Customer.*.Changed, which: 2..3, attempts: 1, chance: 50%, lose: attempt }
                - { duplicate: { copies: 2, gap: 0s..2s, sameId: false } }
                - { reorder: { how: shuffle, window: 10s } }
                - { late: 1h }
                - { replay: { after: 1d, times: 2 } }
                - { auth: stale-signature }
                - { body: huge }
                - { connection: { slow: 200B/s } }
                - { at: 5s, phantom: { event: Core.Customer.Ofac.Changed, customer: other-partner } }
            """).Delivery!;

        Assert.Equal(TimeSpan.FromSeconds(5), delivery.AckWithin);
        Assert.Equal([Span(1_000), Span(2_000, 3_000)], delivery.Retry!.Waits!);
        Assert.Equal((0.2, "timeout 429 5xx", FinalStatus.Failed, true), (delivery.Retry.Jitter, string.Join(' ', delivery.Retry.RetryWhen!), delivery.Retry.ThenMark, delivery.Retry.Suspend));
        Assert.Equal(
            [
                new DeliveryFault { Event = "Core.Customer.*.Changed", Which = new OccurrenceFilter(2, 3, 1), Attempts = new OccurrenceFilter(1, 1, 1), Probability = 0.5, Lose = Loss.Attempt },
                new DeliveryFault { Duplicate = new Duplicate(2, Span(0, 2_000), SameId: false) },
                new DeliveryFault { Reorder = new Reorder(NewOrder.Shuffle, TimeSpan.FromSeconds(10)) },
                new DeliveryFault { Late = Span(3_600_000) },
                new DeliveryFault { Replay = new Replay(Span(86_400_000), 2) },
                new DeliveryFault { Auth = CredentialFault.StaleSignature },
                new DeliveryFault { Body = BodyFault.Huge },
                new DeliveryFault { Connection = new DeliveryConnection(200, ResetsMidBody: false) },
                new DeliveryFault { At = Span(5_000), Phantom = new Phantom(CustomerEvents.OfacChanged, PhantomCustomer.OtherPartner) },
            ],
            delivery.Faults);
    }

    [Fact]
    public void Rules_of_the_API_are_read_with_all_their_parts()
    {
        var rules = Read("""
            version: 1
            scenario: story
            timeline: []
            api:
              - { call: [customers.create, addresses.add], which: 2+, countBy: token, chance: 1%, at: 1s, lasts: 5s, status: 503, headers: { Retry-After: 3 }, applied: true }
              - { call: customers.get, latency: 1s..2s, hang: true }
              - { call: any, connection: empty, applied: false }
              - { call: customers.get, limit: { calls: 10, per: 1s, by: world, status: 503, retryAfter: 2s } }
              - { token: { lifetime: 1m } }
            """).Api;

        Assert.Equal(["customers.create", "addresses.add"], rules[0].Calls);
        Assert.Equal((new OccurrenceFilter(2, null, 1), CountBy.Token, 0.01), (rules[0].Which, rules[0].CountBy, rules[0].Probability));
        Assert.Equal((Span(1_000), Span(5_000), 503, "3", true), (rules[0].At, rules[0].Lasts, rules[0].Status, rules[0].Headers["retry-after"], rules[0].IsApplied));
        Assert.Equal((Span(1_000, 2_000), true), (rules[1].Latency, rules[1].Hangs));
        Assert.Equal(("any", FaultKind.Empty, false), (Assert.Single(rules[2].Calls), rules[2].Connection, rules[2].IsApplied));
        Assert.Equal(new CallLimit(10, TimeSpan.FromSeconds(1), CountBy.World, 503, TimeSpan.FromSeconds(2)), rules[3].Limit);
        Assert.Equal(TimeSpan.FromMinutes(1), rules[4].TokenLifetime);
    }

    [Fact]
    public void A_few_values_can_be_written_once_and_referred_to()
    {
        var scenario = Read("""
            version: 1
            scenario: story
            timeline:
              - &scan { after: 1s, set: &clear { ofac: Clear } }
              - *scan
              - set: *clear
            """);

        Assert.Equal(["1 Clear", "2 Clear", "3 Clear"], scenario.Timeline.Select(step => $"{step.Id} {step.Set[0].Value}"));
    }

    private static Scenario Read(string text)
    {
        var file = ScenarioFiles.Format.Parse(text, "story.yaml");
        Assert.Empty(file.Messages);

        return Assert.Single(file.Scenarios);
    }

    private static Delay Span(int milliseconds) => Span(milliseconds, milliseconds);

    private static Delay Span(int shortest, int longest) => new(TimeSpan.FromMilliseconds(shortest), TimeSpan.FromMilliseconds(longest));
}
