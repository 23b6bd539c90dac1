using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>The scenarios there are, for people and for machines.</summary>
/// <param name="catalog">The scenarios.</param>
/// <param name="code">The tax ids that choose a story.</param>
internal sealed class ScenarioList(ScenarioCatalog catalog, TaxIdCode code)
{
    /// <summary>A line a scenario, and what else chooses one.</summary>
    public string ToText()
    {
        var rows = catalog.All.Select(scenario => (IReadOnlyList<string>)[scenario.Name, ScenarioOrigin.SourceOf(scenario), scenario.Title ?? "", ScenarioOrigin.TriggerOf(scenario, catalog)]);

        return $"""
            {TextTable.Of([["name", "from", "title", "for"], .. rows])}
            Any of them by name: the header {ScenarioCatalog.Header} of a create.{CodeLine()}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The same as one JSON object.</summary>
    public string ToJson()
    {
        var json = new
        {
            Scenarios = catalog.All.Select(scenario => new
            {
                scenario.Name,
                scenario.Title,
                From = ScenarioOrigin.SourceOf(scenario),
                For = ScenarioOrigin.TriggerOf(scenario, catalog),
                IsDefault = scenario == catalog.Default,
                HasMatch = scenario.Match is not null,
            }),
            TaxIds = code.Mask is "" ? null : code.Mask,
        };

        return $"{JsonSerializer.Serialize(json, CommandJson.Layout)}\n";
    }

    private string CodeLine() => code.Mask is "" ? "" : $"\nThe tax id {code.Mask} is a story of its own by its four digits: scenarios print {TaxIdCode.NamePrefix}1203.";
}
