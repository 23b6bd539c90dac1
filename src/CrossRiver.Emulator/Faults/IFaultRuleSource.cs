using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults;

/// <summary>Provides the conditions there are, and the rules for calls about customers: their scenarios have them.</summary>
internal interface IFaultRuleSource
{
    /// <summary>Gets the conditions there are, by their names.</summary>
    IReadOnlyDictionary<string, Condition> Conditions { get; }

    /// <summary>Gets whether a create may get rules that nothing in the call asks for.</summary>
    bool MayConcernCreates { get; }

    /// <summary>Returns whether the headers of a create ask for rules.</summary>
    bool AreAskedFor(IHeaderDictionary headers);

    /// <summary>Finds what is known of the rules of a create before its customer exists.</summary>
    /// <param name="world">The world, or <see langword="null"/> if there is none yet.</param>
    /// <param name="body">The body of the create.</param>
    /// <param name="headers">The headers of the create.</param>
    ForeseenRules Foresee(World? world, JsonElement body, IHeaderDictionary headers);

    /// <summary>Finds the rules of a customer, or returns <see langword="null"/> if it has none. Call only while holding the world lock.</summary>
    CustomerRules? RulesOf(World world, Guid customerId);
}

/// <summary>The rules for calls about one customer.</summary>
/// <param name="Owner">What they belong to in words, for example <c>scenario flaky-api</c>.</param>
/// <param name="Rules">The rules, in the order in which they act.</param>
/// <param name="Seed">The seed of their random choices, or <see langword="null"/> for the emulator's.</param>
internal sealed record CustomerRules(string Owner, IReadOnlyList<ApiRule> Rules, long? Seed);

/// <summary>What is known of the rules of a create before its customer exists.</summary>
/// <param name="Identifier">The partner's own identifier of the customer, or what takes its place.</param>
/// <param name="ClientIdentifier">The partner's own identifier of the customer, or <see langword="null"/>.</param>
/// <param name="MayExist">Whether there may be rules, as far as no tester has decided otherwise.</param>
/// <param name="Find">Finds the rules, or returns <see langword="null"/>. Call only while holding the world lock.</param>
internal sealed record ForeseenRules(string Identifier, string? ClientIdentifier, bool MayExist, Func<World, CustomerRules?> Find);
