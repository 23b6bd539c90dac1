using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>What became of the files that were checked, for people and for machines.</summary>
/// <param name="files">The files.</param>
internal sealed class Verdict(IReadOnlyList<ScenarioFile> files)
{
    private readonly int _errors = files.Sum(file => file.Errors.Count());
    private readonly int _warnings = files.Sum(file => file.Warnings.Count());

    /// <summary>Whether all files can be used.</summary>
    public bool IsValid => _errors == 0;

    /// <summary>A line a message in compiler form, then a line a file and their sum.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var message in files.SelectMany(file => file.Messages))
        {
            text.Append(message).Append('\n');
        }

        text.Append(_errors + _warnings > 0 ? "\n" : "");
        var width = files.Max(file => file.Name.Length);
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Name.PadRight(width)}  {OutcomeOf(file)}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Count(files.Count, "file")}, {Count(_errors, "error")}, {Count(_warnings, "warning")}\n").ToString();
    }

    /// <summary>The same as one JSON object.</summary>
    public string ToJson()
    {
        var json = new
        {
            Valid = IsValid,
            Errors = _errors,
            Warnings = _warnings,
            Files = files.Select(file => new
            {
                File = file.Name,
                Scenarios = file.Scenarios.Select(scenario => scenario.Name),
                Conditions = file.Conditions.Select(condition => condition.Name),
                Messages = file.Messages.Select(message => new
                {
                    message.Place.Line,
                    message.Place.Column,
                    Severity = message.IsWarning ? "warning" : "error",
                    message.Text,
                }),
            }),
        };

        return $"{JsonSerializer.Serialize(json, CommandJson.Layout)}\n";
    }

    private static string OutcomeOf(ScenarioFile file)
    {
        var names = file.Scenarios.Select(scenario => scenario.Name).Concat(file.Conditions.Select(condition => $"condition {condition.Name}"));
        return file.Errors.Any() ? $"cannot be used: {Count(file.Errors.Count(), "error")}" : $"good: {string.Join(", ", names)}";
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
