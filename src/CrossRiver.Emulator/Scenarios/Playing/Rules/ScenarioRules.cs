using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Playing.Rules;

/// <summary>Provides the rules of scenarios for calls about their customers.</summary>
internal sealed class ScenarioRules(ScenarioLibrary scenarios) : IFaultRuleSource
{
    public IReadOnlyDictionary<string, Condition> Conditions => scenarios.Current.Conditions;

    public bool MayConcernCreates => scenarios.Catalog.MayFailCreates;

    public bool AreAskedFor(IHeaderDictionary headers) => headers.ContainsKey(ScenarioCatalog.Header);

    public ForeseenRules Foresee(World? world, JsonElement body, IHeaderDictionary headers)
    {
        var create = new CreateFields(body, headers);
        var identifier = create.ClientIdentifier ?? create.TaxId ?? "";
        var candidates = FindCandidates(world, body, headers);
        return new ForeseenRules(identifier, create.ClientIdentifier, candidates?.MayHaveRules is true, inWorld => candidates is null
            ? null
            : RulesOf(inWorld.Scenarios.Choose(candidates, create.ClientIdentifier, inWorld.Player.Subjects.NextKey(identifier), isReal: false).Scenario));
    }

    public CustomerRules? RulesOf(World world, Guid customerId) => RulesOf(world.Stories.FindScenario(customerId));

    private static CustomerRules? RulesOf(Scenario? scenario) => scenario is { Api: not [] } ? new CustomerRules($"scenario {scenario.Name}", scenario.Api, scenario.Seed) : null;

    private ScenarioCandidates? FindCandidates(World? world, JsonElement body, IHeaderDictionary headers)
    {
        try
        {
            return scenarios.CatalogOf(world).FindCandidates(body, headers);
        }
        catch (ApiException)
        {
            // A header names a scenario that does not exist; the handler of the call refuses it.
            return null;
        }
    }
}
