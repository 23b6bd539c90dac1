using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Deliveries;

/// <summary>Which faults and rules an event gets before its first attempt.</summary>
public sealed class DeliveryPlannerTests
{
    private static readonly KeyedRandom Random = new(seed: 1, Guid.Empty);

    private static readonly DeliveryFault LostAttempt = new() { Lose = Loss.Attempt };

    [Fact]
    public void An_event_without_faults_and_rules_has_no_plan() => Assert.Null(Plan(new DeliveryRules()));

    [Theory]
    [InlineData("lose", true)]
    [InlineData("auth", true)]
    [InlineData("body", true)]
    [InlineData("connection", true)]
    [InlineData("late", false)]
    public void Faults_of_attempts_are_planned_for_each_attempt(string kind, bool isOfAttempts)
    {
        var plan = Plan(new DeliveryRules
        {
            Faults =
            [
                kind switch
                {
                    "lose" => LostAttempt,
                    "auth" => new DeliveryFault { Auth = CredentialFault.WrongPassword },
                    "body" => new DeliveryFault { Body = BodyFault.Empty },
                    "connection" => new DeliveryFault { Connection = new DeliveryConnection(BytesPerSecond: null, ResetsMidBody: true) },
                    _ => new DeliveryFault { Late = Fixed(1) },
                },
            ],
        });

        Assert.Equal(isOfAttempts ? 1 : 0, plan!.OfAttempts.Count);
        Assert.Equal(!isOfAttempts, plan.Late is not null);
    }

    [Fact]
    public void The_first_fault_of_a_kind_acts()
    {
        var plan = Plan(new DeliveryRules { Faults = [new DeliveryFault { Late = Fixed(1) }, new DeliveryFault { Late = Fixed(2) }] })!;

        Assert.Equal("story, delivery fault 1", plan.Late!.Name);
    }

    [Fact]
    public void A_chance_is_taken_for_each_event()
    {
        var rules = new DeliveryRules { Faults = [new DeliveryFault { Late = Fixed(1), Probability = 0.25 }] };

        Assert.InRange(Enumerable.Range(0, 400).Count(number => Plan(rules, number) is not null), 60, 140);
    }

    [Fact]
    public void A_phantom_comes_with_an_event_by_its_chance_and_not_with_faults_that_are_none()
    {
        var phantom = new DeliveryFault { Phantom = new Phantom(CustomerEvents.Onboarded, PhantomCustomer.Unknown), Probability = 0.25 };
        var rules = RulesInForce.Of("story", "", new DeliveryRules { Faults = [LostAttempt, phantom] });

        var phantoms = Enumerable.Range(0, 400).Select(number => DeliveryPlanner.PhantomWith([.. rules.All($"{number}")], Random)).OfType<PlannedFault>().ToList();

        Assert.InRange(phantoms.Count, 60, 140);
        Assert.All(phantoms, planned => Assert.Equal("story, delivery fault 2", planned.Name));
    }

    [Fact]
    public void A_phantom_with_a_range_of_times_comes_at_another_time_for_each_customer()
    {
        var phantom = new DeliveryFault { At = new Delay(TimeSpan.Zero, TimeSpan.FromHours(1)), Phantom = new Phantom(CustomerEvents.Onboarded, PhantomCustomer.Unknown) };
        var rules = RulesInForce.Of("story", "", new DeliveryRules { Faults = [phantom, LostAttempt] });

        Assert.Equal(50, Enumerable.Range(0, 50).Select(number => Assert.Single(DeliveryPlanner.PhantomsOf($"{number}", rules, Random)).After).Distinct().Count());
    }

    [Fact]
    public void Events_are_counted_among_all_that_match_the_pattern()
    {
        var happened = new CountedEvent("Core.B", "a#1", Seed: null, new Dictionary<string, int>(StringComparer.Ordinal) { ["Core.A"] = 2, ["Core.B"] = 3, ["Other"] = 4 });
        var rules = RulesInForce.Of("story", "", new DeliveryRules { Faults = [ThatTakes("3"), ThatTakes("5"), ThatTakes("9")] });

        Assert.Equal("story, delivery fault 2", Assert.Single(rules.Concerning(happened)).Name);
    }

    [Fact]
    public void The_rules_of_a_step_are_taken_before_those_of_its_scenario()
    {
        var scenario = new DeliveryRules { AckWithin = TimeSpan.FromSeconds(1), Retry = new RetryRules { Suspend = true }, Faults = [LostAttempt] };
        var step = new DeliveryRules { AckWithin = TimeSpan.FromSeconds(2), Retry = new RetryRules { Suspend = false }, Faults = [LostAttempt, LostAttempt] };

        var ofBoth = RulesInForce.Of("story", "", scenario, "2", step);
        var ofScenario = RulesInForce.Of("story", "", scenario, "2", new DeliveryRules());
        var ofStep = RulesInForce.Of("story", "", ofScenario: null, "2", step);

        Assert.Equal(("story, step 2", TimeSpan.FromSeconds(2), false, 2), (ofBoth.Name, ofBoth.AckWithin!.Value, ofBoth.Retry!.Suspend!.Value, ofBoth.Faults.Count));
        Assert.Equal(("story", TimeSpan.FromSeconds(1), true, 1), (ofScenario.Name, ofScenario.AckWithin!.Value, ofScenario.Retry!.Suspend!.Value, ofScenario.Faults.Count));
        Assert.Equal(("story, step 2", TimeSpan.FromSeconds(2), false, 2), (ofStep.Name, ofStep.AckWithin!.Value, ofStep.Retry!.Suspend!.Value, ofStep.Faults.Count));
    }

    private static DeliveryFault ThatTakes(string which) => LostAttempt with { Event = "Core.*", Which = Filter(which) };

    private static DeliveryPlan? Plan(DeliveryRules rules, int number = 1)
    {
        var happened = new CountedEvent(CustomerEvents.Onboarded, "a#1", Seed: null, new Dictionary<string, int>(StringComparer.Ordinal) { [CustomerEvents.Onboarded] = number });
        var inForce = RulesInForce.Of("story", "", rules);
        return DeliveryPlanner.Plan(happened, inForce, [.. inForce.Concerning(happened)], Random);
    }

    private static OccurrenceFilter Filter(string text) => OccurrenceFilter.TryParse(text, out var filter) ? filter : throw new ArgumentException(text, nameof(text));

    private static Delay Fixed(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));
}
