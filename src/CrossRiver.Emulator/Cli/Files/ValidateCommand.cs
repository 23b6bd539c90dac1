using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary><c>validate PATH…</c> checks scenario files and the files of folders: a line a message, then a summary; with <c>--json</c> for machines.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandHost host)
    {
        var paths = new Argument<string[]>("path") { HelpName = "PATH", Arity = ArgumentArity.OneOrMore, Description = "Scenario files, and folders of them." };
        var json = new Option<bool>("--json") { Description = "Prints JSON, for machines." };
        var command = new Command("validate", "Checks scenario files; ends with 1 when one cannot be used.") { paths, json };
        new CommandTexts(("crossriver-emulator validate scenarios", "all files of a folder")).AddTo(command);
        command.SetAction(parsed =>
        {
            var verdict = Validate(parsed.GetRequiredValue(paths), new ScenarioFormat(host.CreateSchemas()));
            Console.Out.Write(TerminalText.ShowLines(parsed.GetValue(json) ? verdict.ToJson() : verdict.ToText()));
            return verdict.IsValid ? ExitCode.Done : ExitCode.CannotDo;
        });

        return command;
    }

    private static Verdict Validate(IEnumerable<string> paths, ScenarioFormat parser)
    {
        var files = paths.SelectMany(Find).DistinctBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Read(parser)).ToList();
        var across = AcrossFiles.Check(files, ScenarioLoading.ReadShipped(parser)).ToLookup(message => message.File, StringComparer.Ordinal);

        return new Verdict([.. files.Select(file => file with { Messages = [.. file.Messages.Concat(across[file.Name]).OrderBy(message => message.Place.Line)] })]);
    }

    // A path that is no folder is read as a file, and is told of if it is not there.
    private static IReadOnlyList<FoundFile> Find(string path) => !Directory.Exists(path)
        ? [new FoundFile(path, () => File.OpenRead(path))]
        : [.. FoundFile.InFolder(path).DefaultIfEmpty(Path.Combine(path, "*.yaml")).Select(file => new FoundFile(file, () => File.OpenRead(file)))];
}
