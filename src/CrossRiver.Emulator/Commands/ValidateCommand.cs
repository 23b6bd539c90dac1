using CrossRiver.Emulator.Scenarios.Checks;
using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Loading;

namespace CrossRiver.Emulator.Commands;

/// <summary><c>validate PATH…</c> checks scenario files and the files of folders: a line a message, then a summary; with <c>--json</c> for machines.</summary>
internal static class ValidateCommand
{
    private const string JsonFlag = "--json";
    private const int HasErrors = 1;

    /// <returns>The exit code: 0, 1 when a file cannot be used, or 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var paths = arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
        if (arguments.Except([.. paths, JsonFlag], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            return ProgramCommands.Refuse($"validate knows no '{unknown}'; write validate PATH… [{JsonFlag}]");
        }

        if (paths is [])
        {
            return ProgramCommands.Refuse($"validate takes files and folders; write validate PATH… [{JsonFlag}]");
        }

        var verdict = Validate(paths);
        Console.Out.Write(arguments.Contains(JsonFlag, StringComparer.Ordinal) ? verdict.ToJson() : verdict.ToText());

        return verdict.IsValid ? 0 : HasErrors;
    }

    private static Verdict Validate(IEnumerable<string> paths)
    {
        var files = paths.SelectMany(Find).DistinctBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Read()).ToList();
        var across = AcrossFiles.Check(files, ScenarioLoading.ReadShipped()).ToLookup(message => message.File, StringComparer.Ordinal);

        return new Verdict([.. files.Select(file => file with { Messages = [.. file.Messages.Concat(across[file.Name]).OrderBy(message => message.Place.Line)] })]);
    }

    // A path that is no folder is read as a file, and is told of if it is not there.
    private static IReadOnlyList<FoundFile> Find(string path) => !Directory.Exists(path)
        ? [new FoundFile(path, () => File.OpenRead(path))]
        : [.. FoundFile.InFolder(path).DefaultIfEmpty(Path.Combine(path, "*.yaml")).Select(file => new FoundFile(file, () => File.OpenRead(file)))];
}
