using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>What would become of a create, for people and for machines: which scenario, why no other one, and what it has in store.</summary>
/// <param name="partnerId">Whose customer it would be; in a world in which nothing has happened yet.</param>
/// <param name="seed">Where the emulator's chance starts.</param>
/// <param name="explanation">The choice.</param>
/// <param name="timeline">What is to come.</param>
/// <param name="faults">Explains rules.</param>
internal sealed class Explained(Guid partnerId, long seed, ScenarioExplanation explanation, PlannedTimeline timeline, FaultSchemas faults)
{
    private IReadOnlyList<string> Rules => [.. explanation.Scenario.Api.Select(faults.OfCalls.Explain)];

    /// <summary>Explains a create.</summary>
    /// <param name="body">The body of the create, which names its partner.</param>
    /// <param name="headers">Its headers.</param>
    public static Explained Of(IServiceProvider services, JsonElement body, IHeaderDictionary headers)
    {
        var partnerId = new CreateFields(body, headers).PartnerId!.Value;
        var seed = services.GetRequiredService<IOptions<WorldOptions>>().Value.ChanceSeed;
        var world = services.GetRequiredService<WorldDirectory>().Open(partnerId);
        var explanation = ScenarioExplanation.Of(services.GetRequiredService<ScenariosInForce>().Catalog, body, headers, world);

        return new Explained(partnerId, seed, explanation, explanation.Foresee(new Chance(seed, partnerId)), services.GetRequiredService<FaultSchemas>());
    }

    /// <summary>The scenario and why, its timeline as a table, and the others.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {explanation.Scenario.Name} ({ScenarioOrigin.SourceOf(explanation.Scenario)}): {explanation.Reason}

        Counted from the create, for the customer {timeline.Key} of partner {partnerId}, seed {explanation.Scenario.Seed ?? seed}:

        {TimelineText.Of(timeline)}{(Rules is [] ? "" : $"\nIts rules for calls:\n\n{string.Concat(Rules.Select(rule => $"{rule}\n"))}")}
        The others:

        {TextTable.Of([.. explanation.Others.Select(other => (IReadOnlyList<string>)[other.Name, other.Because])])}
        """).ReplaceLineEndings("\n");

    /// <summary>The same as one JSON object.</summary>
    public string ToJson()
    {
        var json = new
        {
            Scenario = explanation.Scenario.Name,
            explanation.Scenario.Title,
            From = ScenarioOrigin.SourceOf(explanation.Scenario),
            explanation.Reason,
            PartnerId = partnerId,
            Seed = explanation.Scenario.Seed ?? seed,
            Timeline = TimelineBody.Of(timeline),
            Rules,
            explanation.Others,
        };

        return $"{JsonSerializer.Serialize(json, CommandJson.Layout)}\n";
    }
}
