using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Where scenarios come from and who gets them, in words.</summary>
internal static class ScenarioOrigin
{
    /// <summary>Whether a scenario ships with the program.</summary>
    public static bool IsShipped(Scenario scenario) => scenario.Source.StartsWith(ScenarioLoading.Shipped, StringComparison.Ordinal);

    /// <summary>Where a scenario comes from: <c>shipped</c>, or its file and place.</summary>
    public static string SourceOf(Scenario scenario) => IsShipped(scenario) ? "shipped" : scenario.Source;

    /// <summary>Which customers get a scenario without asking for it.</summary>
    public static string TriggerOf(Scenario scenario, ScenarioCatalog catalog) => string.Join("; ", new[]
    {
        scenario.Match is { } match ? MatchSchema.Explain(match) : null,
        scenario == catalog.Default ? "customers that no other one is for" : null,
    }.OfType<string>().DefaultIfEmpty("who asks for it by name"));
}
