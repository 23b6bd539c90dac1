using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Explains the scenario that a customer would get, and the rejection of all others.</summary>
/// <param name="Others">All other scenarios with the reasons, sorted by name.</param>
internal sealed record ScenarioExplanation(Scenario Scenario, string Reason, IReadOnlyList<UnchosenScenario> Others)
{
    /// <summary>Gets the key of the customer's random choices. It may contain a tax id, so it must not be shown.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the key with a masked tax id.</summary>
    public required string ShownKey { get; init; }

    /// <summary>Explains the choice for a create that is not made. Nothing is counted, and no order is used up.</summary>
    /// <exception cref="ApiException">A header names a scenario that does not exist.</exception>
    public static ScenarioExplanation Of(ScenarioCatalog catalog, JsonElement body, IHeaderDictionary headers, World world)
    {
        var candidates = catalog.FindCandidates(body, headers);
        var create = new CreateFields(body, headers);
        var (choice, key) = world.RunLocked(() =>
        {
            var key = world.Player.Subjects.NextKey(create.ClientIdentifier ?? create.TaxId ?? "");
            return (world.Scenarios.Choose(candidates, create.ClientIdentifier, key, isReal: false), key);
        });
        var others = catalog.All.Where(scenario => scenario != choice.Scenario).Select(scenario => new UnchosenScenario(scenario.Name, WhyNot(scenario, choice, create)));
        return new ScenarioExplanation(choice.Scenario, choice.Reason, [.. others, .. WhyNotCoded(catalog, choice, body)]) { Key = key, ShownKey = Show(key, create) };
    }

    public PlannedTimeline Foresee(KeyedRandom random) => PlannedTimeline.Of(Scenario, random, Key) with { Key = ShownKey };

    private static string Show(string key, CreateFields create) => create is { ClientIdentifier: null, TaxId: { } taxId }
        ? $"{SecretNames.Show(taxId, Visibility.LastFour)}{key[taxId.Length..]}"
        : key;

    private static string WhyNot(Scenario scenario, ScenarioChoice choice, CreateFields create) => scenario.Match switch
    {
        null => "it has no match: it must be asked for by its name",
        { } match when match.FindMismatch(create) is { } field => $"{field} is not as its match asks",
        _ when choice.NearMisses?.FirstOrDefault(lost => lost.Scenario == scenario.Name)?.By is { } by => $"its match holds, but it takes only some such customers, by {by}",
        _ => $"its match holds, too, but {Advantage(choice.Scenario, scenario, choice.Reason)}",
    };

    // Describes the first criterion that ranks one matching scenario before the other.
    private static string Advantage(Scenario winner, Scenario loser, string reason) => winner switch
    {
        { Match: null } => $"'{winner.Name}' wins: {reason}",
        _ when winner.Priority != loser.Priority => string.Create(CultureInfo.InvariantCulture, $"'{winner.Name}' has priority {winner.Priority}, and it {loser.Priority}"),
        { Match.FieldsTested: var fields } when fields != loser.Match!.FieldsTested =>
            string.Create(CultureInfo.InvariantCulture, $"'{winner.Name}' tests {fields} fields, and it {loser.Match.FieldsTested}"),
        _ => $"'{winner.Name}' wins by its name",
    };

    private static IEnumerable<UnchosenScenario> WhyNotCoded(ScenarioCatalog catalog, ScenarioChoice choice, JsonElement body)
    {
        if (catalog.Sourced.FindName(body) is { } name && catalog.Sourced.FindFault(name) is { } fault)
        {
            yield return new UnchosenScenario(name, $"it is no code: {fault}");
        }
        else if (catalog.FindCoded(body) is { } coded && coded != choice.Scenario)
        {
            yield return new UnchosenScenario(coded.Name, $"the tax id is its code, but '{choice.Scenario.Name}' wins: {choice.Reason}");
        }
    }
}

/// <summary>Represents a scenario that a customer would not get.</summary>
/// <param name="Name">The name of the scenario.</param>
/// <param name="Because">The reason, in words.</param>
internal sealed record UnchosenScenario(string Name, string Because);
