using System.Text.Json;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Printing;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Commands;

/// <summary>The scenarios there are, for people and for machines.</summary>
/// <param name="catalog">The scenarios.</param>
internal sealed class ScenarioList(ScenarioCatalog catalog)
{
    /// <summary>A line a scenario, and what else chooses one.</summary>
    public string ToText()
    {
        var rows = catalog.All.Select(scenario => (IReadOnlyList<string>)[scenario.Name, SourceOf(scenario), scenario.Title ?? "", TriggerOf(scenario)]);

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
                From = SourceOf(scenario),
                For = TriggerOf(scenario),
                IsDefault = scenario == catalog.Default,
                HasMatch = scenario.Match is not null,
            }),
            TaxIds = catalog.Code.Mask is "" ? null : catalog.Code.Mask,
        };

        return $"{JsonSerializer.Serialize(json, CommandJson.Layout)}\n";
    }

    /// <summary>Where a scenario comes from: <c>shipped</c>, or its file and place.</summary>
    public static string SourceOf(Scenario scenario) => scenario.Source.StartsWith(ScenarioLoading.Shipped, StringComparison.Ordinal) ? "shipped" : scenario.Source;

    private string TriggerOf(Scenario scenario) => string.Join("; ", new[]
    {
        scenario.Match is { } match ? MatchPhrase.Of(match) : null,
        scenario == catalog.Default ? "customers that no other one is for" : null,
    }.OfType<string>().DefaultIfEmpty("who asks for it by name"));

    private string CodeLine() => catalog.Code.Mask is "" ? "" : $"\nThe tax id {catalog.Code.Mask} is a story of its own by its four digits: scenarios print {TaxIdCode.NamePrefix}1203.";
}
