using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Checks all files together: duplicate names, shadowed scenarios, and unknown conditions.</summary>
internal sealed class CrossFileChecks
{
    private readonly Dictionary<string, (Scenario Scenario, ScenarioFile File)> _byName = new(StringComparer.Ordinal);
    private readonly List<FileMessage> _messages = [];

    private CrossFileChecks(IReadOnlyList<ScenarioFile> files)
    {
        foreach (var (file, scenario) in files.SelectMany(file => file.Scenarios.Select(scenario => (file, scenario))))
        {
            if (_byName.TryGetValue(scenario.Name, out var earlier))
            {
                Warn(file, scenario, $"this replaces '{scenario.Name}' of {earlier.Scenario.Source}; give one of the two another name");
            }

            _byName[scenario.Name] = (scenario, file);
        }
    }

    /// <summary>Returns warnings in the order of the files.</summary>
    /// <param name="files">The user's files. Of two scenarios with one name, the later wins.</param>
    /// <param name="shipped">The files that ship with the program, which have a lower priority than the user's.</param>
    public static IReadOnlyList<FileMessage> Check(IReadOnlyList<ScenarioFile> files, IEnumerable<ScenarioFile> shipped)
    {
        var check = new CrossFileChecks(files);
        check.WarnOfShadows();
        check.WarnOfUnknownConditions([.. files.Concat(shipped).SelectMany(file => file.Conditions).Select(condition => condition.Name)]);
        return [.. check._messages.OrderBy(message => message.File, StringComparer.Ordinal).ThenBy(message => message.Place.Line)];
    }

    /// <summary>Returns warnings for the unknown conditions of a file's scenarios.</summary>
    public static IReadOnlyList<FileMessage> WarnOfConditions(ScenarioFile file, HashSet<string> conditions)
    {
        var check = new CrossFileChecks([file]);
        check.WarnOfUnknownConditions(conditions);
        return check._messages;
    }

    private void WarnOfShadows()
    {
        foreach (var (shadowed, by) in ShadowedScenarios.Find(_byName.Values.Select(entry => entry.Scenario)))
        {
            var reason = $"no customer gets '{shadowed.Name}' by its match, as '{by.Name}' ({by.Source}) takes all of them";
            Warn(_byName[shadowed.Name].File, shadowed, $"{reason}; give one of the two another priority");
        }
    }

    private void WarnOfUnknownConditions(HashSet<string> conditions)
    {
        foreach (var (scenario, file) in _byName.Values)
        {
            foreach (var name in scenario.Analysis.AllSteps.Select(step => step.Conditions?.Name).OfType<string>().Where(name => !conditions.Contains(name)))
            {
                var advice = Suggestion.Nearest(name, conditions) is { } nearest ? $"did you mean '{nearest}'?" : $"write a document with condition: {name}";
                Warn(file, scenario, $"there is no condition '{name}'; {advice}");
            }
        }
    }

    private void Warn(ScenarioFile file, Scenario scenario, string text) =>
        _messages.Add(new FileMessage(file.Name, file.Places[scenario.Name], IsWarning: true, text));
}
