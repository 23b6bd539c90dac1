using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Deliveries;

/// <summary>Chooses the faults of an event before its first attempt.</summary>
internal static class DeliveryPlanner
{
    /// <summary>Returns the plan of an event's delivery, or null if the delivery has no faults and no rules.</summary>
    /// <param name="concerning">The faults that match the event, the first to act first.</param>
    public static DeliveryPlan? Plan(CountedEvent happened, RulesInForce rules, IReadOnlyList<PlannedFault> concerning, KeyedRandom random)
    {
        var own = random.From(happened.Seed);
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

    /// <summary>Returns the phantom that accompanies an event, or null if there is none.</summary>
    public static PlannedFault? PhantomWith(IReadOnlyList<PlannedFault> concerning, KeyedRandom own) =>
        concerning.FirstOrDefault(planned => planned.Fault.Phantom is not null && Happens(planned, own));

    /// <summary>Returns the phantoms of a scenario that have a time, with this time after the create.</summary>
    /// <param name="beginning">The key of the customer and its scenario in random choices.</param>
    public static IEnumerable<(PlannedFault Phantom, TimeSpan After)> PhantomsOf(string beginning, RulesInForce rules, KeyedRandom random) => rules.All(beginning)
        .Where(planned => planned.Fault is { At: not null, Phantom: not null } && Happens(planned, random))
        .Select(planned => (planned, random.Of(planned.Fault.At!.Value, $"{planned.Choice}/at")));

    /// <summary>Returns whether a fault with a probability happens.</summary>
    public static bool Happens(PlannedFault planned, KeyedRandom random) =>
        planned.Fault.Probability is not { } share || random.Share($"{planned.Choice}/chance") < share;
}

/// <summary>Represents an event and its number among the events of its customer.</summary>
/// <param name="Customer">The key of the customer and its scenario in random choices.</param>
/// <param name="Counts">The number of the customer's events of each name, including this event.</param>
internal sealed record CountedEvent(string Name, string Customer, long? Seed, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Gets the key of the event in random choices.</summary>
    public string Choice => $"{Customer}/{Name}/{Counts[Name]}";

    /// <summary>Returns the number of the event among the events that match a pattern, from 1.</summary>
    public int NumberAmong(string? pattern) => Counts.Where(count => EventPattern.Matches(count.Key, pattern)).Sum(count => count.Value);
}

/// <summary>Represents the delivery rules of an event: the rules of its step, or else of its scenario.</summary>
internal sealed record RulesInForce
{
    public static RulesInForce None { get; } = Of("", "", ofScenario: null);

    /// <summary>Gets the name of the scenario, and of the step if its faults apply, for messages and random choices.</summary>
    public required string Name { get; init; }

    public required string Source { get; init; }

    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    public IReadOnlyList<DeliveryFault> Faults { get; init; } = [];

    /// <summary>Returns the rules of a scenario, overridden by the rules of a step.</summary>
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

    /// <summary>Returns all faults, in the order of the file.</summary>
    /// <param name="choice">The key of the customer, or of one of its events, in random choices.</param>
    public IEnumerable<PlannedFault> All(string choice) => Faults.Select((fault, index) =>
        new PlannedFault($"{Name}, delivery fault {index + 1}", Source, $"{choice}/{Name}/fault/{index + 1}", fault));

    /// <summary>Returns the faults that match an event.</summary>
    public IEnumerable<PlannedFault> Concerning(CountedEvent happened) => All(happened.Choice).Where(planned =>
        planned.Fault.At is null && EventPattern.Matches(happened.Name, planned.Fault.Event)
        && planned.Fault.Which?.Takes(happened.NumberAmong(planned.Fault.Event)) is not false);
}
