using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults;

/// <summary>Provides the conditions, and the rules of scenarios for calls about their customers.</summary>
internal interface IFaultRuleSource
{
    /// <summary>Gets the conditions by their names.</summary>
    IReadOnlyDictionary<string, Condition> Conditions { get; }

    /// <summary>Gets whether a create may get rules although its request has none.</summary>
    bool MayConcernCreates { get; }

    /// <summary>Returns whether the headers of a create request rules.</summary>
    bool AreAskedFor(IHeaderDictionary headers);

    /// <summary>Foresees the rules of a create before its customer exists.</summary>
    /// <param name="world">The world, or null if there is none yet.</param>
    ForeseenRules Foresee(World? world, JsonElement body, IHeaderDictionary headers);

    /// <summary>Returns the rules of a customer, or null if it has none. Call only while holding the world lock.</summary>
    CustomerRules? RulesOf(World world, Guid customerId);
}

/// <summary>Represents the rules for calls about one customer.</summary>
/// <param name="Owner">The owner in words, for example <c>scenario flaky-api</c>.</param>
/// <param name="Rules">The rules, in the order in which they apply.</param>
/// <param name="Seed">The seed of their random choices, or null for the emulator's.</param>
internal sealed record CustomerRules(string Owner, IReadOnlyList<ApiRule> Rules, long? Seed);

/// <summary>Represents the foreseen rules of a create before its customer exists.</summary>
/// <param name="Identifier">The partner's identifier of the customer, or the value that takes its place.</param>
/// <param name="ClientIdentifier">The partner's identifier of the customer, or null if the create has none.</param>
/// <param name="MayExist">Whether there may be rules, unless a tester has decided otherwise.</param>
/// <param name="Find">Returns the rules, or null if there are none. Call only while holding the world lock.</param>
internal sealed record ForeseenRules(string Identifier, string? ClientIdentifier, bool MayExist, Func<World, CustomerRules?> Find);
