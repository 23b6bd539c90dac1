using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Describes the source of scenarios, and their customers.</summary>
internal static class ScenarioOrigin
{
    public static bool IsShipped(Scenario scenario) => scenario.Source.StartsWith(ScenarioLoading.Shipped, StringComparison.Ordinal);

    /// <summary>Returns <c>shipped</c>, or the file and place of a scenario.</summary>
    public static string SourceOf(Scenario scenario) => IsShipped(scenario) ? "shipped" : scenario.Source;

    /// <summary>Describes the customers that get a scenario without asking for it.</summary>
    public static string TriggerOf(Scenario scenario, ScenarioCatalog catalog) => string.Join("; ", new[]
    {
        scenario.Match is { } match ? MatchSchema.Explain(match) : null,
        scenario == catalog.Default ? "customers that no other one is for" : null,
    }.OfType<string>().DefaultIfEmpty("creates that ask for it by name"));
}
