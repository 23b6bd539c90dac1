using System.Text.Json;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>The scenarios in force, and which one a customer gets.</summary>
internal sealed class ScenarioCatalog
{
    /// <summary>The header of a create that asks for a scenario by its name.</summary>
    public const string Header = "X-Emulator-Scenario";

    private readonly Dictionary<string, Scenario> _byName;
    private readonly Scenario[] _matching;
    private readonly Scenario _byDefault;

    /// <param name="scenarios">The scenarios; of two with one name, the later one counts.</param>
    /// <param name="defaultName">The scenario for customers that no other one is for.</param>
    /// <exception cref="ScenarioException">There is no scenario of the default's name.</exception>
    public ScenarioCatalog(IEnumerable<Scenario> scenarios, string defaultName)
    {
        _byName = new Dictionary<string, Scenario>(StringComparer.Ordinal);
        foreach (var scenario in scenarios)
        {
            _byName[scenario.Name] = scenario;
        }

        _matching =
        [
            .. _byName.Values.Where(scenario => scenario.Match is not null)
                .OrderByDescending(scenario => scenario.Priority)
                .ThenByDescending(scenario => scenario.Match!.FieldsTested)
                .ThenBy(scenario => scenario.Name, StringComparer.Ordinal),
        ];
        _byDefault = _byName.GetValueOrDefault(defaultName)
            ?? throw new ScenarioException($"Emulator:Scenarios:Default: there is no scenario '{defaultName}'; write one of {string.Join(", ", Names)}");
    }

    /// <summary>The names of all scenarios, sorted.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Chooses the scenario of a new customer.</summary>
    /// <param name="body">The body of the create.</param>
    /// <param name="headers">The headers of the create, which can ask for a scenario.</param>
    /// <exception cref="RefusedException">There is no scenario of the name that was asked for.</exception>
    public ScenarioChoice Choose(JsonElement body, IHeaderDictionary headers)
    {
        if (headers.TryGetValue(Header, out var values))
        {
            var asked = values.ToString();
            return _byName.TryGetValue(asked, out var named)
                ? new ScenarioChoice(named, $"the header {Header} asks for it")
                : throw RefusedException.Invalid([$"{Header} '{asked}' is no scenario; send one of {string.Join(", ", Names)}"]);
        }

        return Array.Find(_matching, scenario => scenario.Match!.Holds(body, headers)) is { } matching
            ? new ScenarioChoice(matching, "its match holds")
            : new ScenarioChoice(_byDefault, "no scenario's match holds, and it is the default");
    }
}

/// <summary>The scenario that a customer gets.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Reason">Why this one, in words.</param>
internal sealed record ScenarioChoice(Scenario Scenario, string Reason);
