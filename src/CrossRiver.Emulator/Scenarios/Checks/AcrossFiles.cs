using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Forms;
using CrossRiver.Emulator.Scenarios.Stories;

namespace CrossRiver.Emulator.Scenarios.Checks;

/// <summary>What can only be seen when all files are read: scenarios in the shadow of others, and conditions that are nowhere.</summary>
internal static class AcrossFiles
{
    /// <summary>Finds all of it; warnings, in the order of the files.</summary>
    /// <param name="files">The files; of two scenarios with one name, the later one counts.</param>
    public static IReadOnlyList<FileMessage> Check(IReadOnlyList<ScenarioFile> files)
    {
        var fileOf = new Dictionary<string, ScenarioFile>(StringComparer.Ordinal);
        var byName = new Dictionary<string, Scenario>(StringComparer.Ordinal);
        foreach (var (file, scenario) in files.SelectMany(file => file.Scenarios.Select(scenario => (file, scenario))))
        {
            fileOf[scenario.Name] = file;
            byName[scenario.Name] = scenario;
        }

        var conditions = files.SelectMany(file => file.Conditions).Select(condition => condition.Name).ToHashSet(StringComparer.Ordinal);
        var shadowed = Shadows.Find(byName.Values).Select(pair => Warn(
            pair.Shadowed,
            $"no customer gets '{pair.Shadowed.Name}' by its match, as '{pair.By.Name}' ({pair.By.Source}) takes all of them; give one of the two another priority"));
        var unknown = byName.Values.SelectMany(scenario => ConditionsOf(scenario.Timeline)
            .Where(name => !conditions.Contains(name))
            .Select(name => Warn(scenario, $"there is no condition '{name}' in these files{Nearest(name, conditions)}")));

        return [.. shadowed.Concat(unknown).OrderBy(message => message.File, StringComparer.Ordinal).ThenBy(message => message.Place.Line)];

        FileMessage Warn(Scenario scenario, string text)
        {
            var file = fileOf[scenario.Name];
            return new FileMessage(file.Name, file.Places[scenario.Name], IsWarning: true, text);
        }
    }

    private static string Nearest(string name, IEnumerable<string> conditions) =>
        Suggestion.Nearest(name, conditions) is { } nearest ? $"; did you mean '{nearest}'?" : "; write one, or start it by hand";

    private static IEnumerable<string> ConditionsOf(IReadOnlyList<Step> steps) => steps.SelectMany(step =>
        ConditionsOf(step.Hold?.Actions.SelectMany(action => action.Steps).ToList() ?? [])
            .Concat(ConditionsOf([.. step.Choose.SelectMany(choice => choice.Steps)]))
            .Concat(ConditionsOf(step.Repeat?.Steps ?? []))
            .Concat(step.Conditions is { } conditions ? [conditions.Name] : []));
}
