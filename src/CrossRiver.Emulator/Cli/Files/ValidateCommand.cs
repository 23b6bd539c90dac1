using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>Represents <c>validate PATH…</c>, which checks scenario files and the files of folders.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandHost host)
    {
        var paths = new Argument<string[]>("path") { HelpName = "PATH", Arity = ArgumentArity.OneOrMore, Description = "Scenario files, and folders of them." };
        var json = CommandOptions.Json();
        var command = new Command("validate", "Check scenario files; exit with 1 if one cannot be used.") { paths, json };
        command.SetAction(parsed =>
        {
            var verdict = Validate(parsed.GetRequiredValue(paths), new ScenarioFormat(host.CreateSchemas()));
            Console.Out.Write(TerminalText.ShowLines(parsed.GetValue(json) ? $"{CommandOptions.ToJson(verdict.ToJson())}\n" : verdict.ToText()));
            return verdict.IsValid ? ExitCode.Done : ExitCode.CannotDo;
        });

        return command.WithExamples(("crossriver-emulator validate scenarios", "all files of a folder"));
    }

    private static Verdict Validate(IEnumerable<string> paths, ScenarioFormat parser)
    {
        var files = paths.SelectMany(Find).DistinctBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Read(parser)).ToList();
        var across = CrossFileChecks.Check(files, ScenarioLoading.ReadShipped(parser)).ToLookup(message => message.File, StringComparer.Ordinal);
        return new Verdict([.. files.Select(file => file with { Messages = [.. file.Messages.Concat(across[file.Name]).OrderBy(message => message.Place.Line)] })]);
    }

    // A path that is no folder is read as a file. A missing file leads to a message.
    private static IReadOnlyList<FoundFile> Find(string path) => !Directory.Exists(path)
        ? [new FoundFile(path, () => File.OpenRead(path))]
        : [.. FoundFile.InFolder(path).DefaultIfEmpty(Path.Combine(path, "*.yaml")).Select(file => new FoundFile(file, () => File.OpenRead(file)))];
}

/// <summary>Reports on checked files, for people and for machines.</summary>
internal sealed class Verdict(IReadOnlyList<ScenarioFile> files)
{
    private readonly int _errors = files.Sum(file => file.Errors.Count());
    private readonly int _warnings = files.Sum(file => file.Warnings.Count());

    public bool IsValid => _errors == 0;

    /// <summary>Returns a line for each message, in compiler form, then a line for each file, and their sum.</summary>
    public string ToText()
    {
        var messages = string.Concat(files.SelectMany(file => file.Messages).Select(message => $"{message}\n"));
        var width = files.Max(file => file.Name.Length);
        var outcomes = string.Concat(files.Select(file => $"{file.Name.PadRight(width)}  {OutcomeOf(file)}\n"));
        return $"{messages}{(messages is "" ? "" : "\n")}{outcomes}{Count(files.Count, "file")}, {Count(_errors, "error")}, {Count(_warnings, "warning")}\n";
    }

    public object ToJson() => new
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

    private static string OutcomeOf(ScenarioFile file)
    {
        var names = file.Scenarios.Select(scenario => scenario.Name).Concat(file.Conditions.Select(condition => $"condition {condition.Name}"));
        return file.Errors.Any() ? $"cannot be used: {Count(file.Errors.Count(), "error")}" : $"good: {string.Join(", ", names)}";
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
