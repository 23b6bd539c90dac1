using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Deliveries;

/// <summary>Chooses what goes wrong with an event, before anything of it is sent.</summary>
internal static class DeliveryPlanner
{
    /// <summary>Plans the delivery of an event.</summary>
    /// <param name="rules">The rules that hold for it.</param>
    /// <param name="concerning">The faults that it is one for, those that act first at the beginning.</param>
    /// <returns>The plan, or <see langword="null"/> when it goes as usual.</returns>
    public static DeliveryPlan? Plan(CountedEvent happened, RulesInForce rules, IReadOnlyList<PlannedFault> concerning, Chance chance)
    {
        var own = chance.From(happened.Seed);
        var plan = new DeliveryPlan
        {
            Choice = happened.Choice,
            Seed = happened.Seed,
            AckWithin = rules.AckWithin,
            Retry = rules.Retry,
            Reorder = First(fault => fault.Reorder is not null),
            Late = First(fault => fault.Late is not null),
            Duplicate = First(fault => fault.Duplicate is not null),
            Replay = First(fault => fault.Replay is not null),
            Loss = First(fault => fault.Lose is Loss.Event),
            OfAttempts = [.. concerning.Where(planned => planned.Fault is { Lose: Loss.Attempt } or { Auth: not null } or { Body: not null } or { Connection: not null })],
        };

        return plan == new DeliveryPlan { Choice = plan.Choice, Seed = plan.Seed, OfAttempts = plan.OfAttempts } && plan.OfAttempts is [] ? null : plan;

        PlannedFault? First(Predicate<DeliveryFault> isOfKind) => concerning.FirstOrDefault(planned => isOfKind(planned.Fault) && Happens(planned, own));
    }

    /// <summary>The phantom that comes with an event, or <see langword="null"/> when none does.</summary>
    /// <param name="concerning">The faults that the event is one for.</param>
    /// <param name="own">The chance of its scenario.</param>
    public static PlannedFault? PhantomWith(IReadOnlyList<PlannedFault> concerning, Chance own) =>
        concerning.FirstOrDefault(planned => planned.Fault.Phantom is not null && Happens(planned, own));

    /// <summary>The phantoms that come by themselves some time after the create, with that time.</summary>
    /// <param name="beginning">What names the customer and its scenario among all random choices.</param>
    /// <param name="rules">The rules of the scenario.</param>
    /// <param name="chance">Chooses whether and when they come.</param>
    public static IEnumerable<(PlannedFault Phantom, TimeSpan After)> PhantomsOf(string beginning, RulesInForce rules, Chance chance) => rules.All(beginning)
        .Where(planned => planned.Fault is { At: not null, Phantom: not null } && Happens(planned, chance))
        .Select(planned => (planned, chance.Of(planned.Fault.At!.Value, $"{planned.Choice}/at")));

    /// <summary>Whether a fault that may happen does.</summary>
    public static bool Happens(PlannedFault planned, Chance chance) =>
        planned.Fault.Chance is not { } share || chance.Share($"{planned.Choice}/chance") < share;
}

/// <summary>An event and which one of its customer it is.</summary>
/// <param name="Customer">Names the customer and its scenario among all random choices.</param>
/// <param name="Seed">The scenario's own seed, or <see langword="null"/>.</param>
/// <param name="Counts">How many events of each name the customer has had, this one included.</param>
internal sealed record CountedEvent(string Name, string Customer, long? Seed, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Names the event among all random choices.</summary>
    public string Choice => $"{Customer}/{Name}/{Counts[Name]}";

    /// <summary>Which one it is of those that a pattern stands for, from 1.</summary>
    public int NumberAmong(string? pattern) => Counts.Where(count => EventPattern.Matches(count.Key, pattern)).Sum(count => count.Value);
}

/// <summary>The rules that hold for an event: those of its step, and those of its scenario where the step says nothing.</summary>
internal sealed record RulesInForce
{
    /// <summary>Nothing is said.</summary>
    public static RulesInForce None { get; } = Of("", "", ofScenario: null);

    /// <summary>Whose faults they are, in words and among all random choices: the scenario, and the step if they are a step's.</summary>
    public required string Name { get; init; }

    /// <summary>Where the scenario stands.</summary>
    public required string Source { get; init; }

    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    public IReadOnlyList<DeliveryFault> Faults { get; init; } = [];

    /// <summary>The rules of a scenario, and of a step if there is one that says something.</summary>
    public static RulesInForce Of(string scenario, string source, DeliveryRules? ofScenario, string? step = null, DeliveryRules? ofStep = null)
    {
        var isStep = ofStep is { Faults: not [] };
        return new RulesInForce
        {
            Name = isStep ? $"{scenario}, step {step}" : scenario,
            Source = source,
            AckWithin = ofStep?.AckWithin ?? ofScenario?.AckWithin,
            Retry = ofStep?.Retry ?? ofScenario?.Retry,
            Faults = isStep ? ofStep!.Faults : ofScenario?.Faults ?? [],
        };
    }

    /// <summary>Every fault, in the order of the file.</summary>
    /// <param name="choice">What names the customer, or one of its events, among all random choices.</param>
    public IEnumerable<PlannedFault> All(string choice) => Faults.Select((fault, index) =>
        new PlannedFault($"{Name}, delivery fault {index + 1}", Source, $"{choice}/{Name}/fault/{index + 1}", fault));

    /// <summary>The faults that an event is one for.</summary>
    public IEnumerable<PlannedFault> Concerning(CountedEvent happened) => All(happened.Choice).Where(planned =>
        planned.Fault.At is null
        && EventPattern.Matches(happened.Name, planned.Fault.Event)
        && planned.Fault.Which?.Takes(happened.NumberAmong(planned.Fault.Event)) is not false);
}
