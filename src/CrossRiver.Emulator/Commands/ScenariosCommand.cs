using CrossRiver.Emulator.Scenarios.Forms;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Printing;

namespace CrossRiver.Emulator.Commands;

/// <summary><c>scenarios list</c>, <c>scenarios print NAME</c> and <c>scenarios explain FILE.json</c>: what an emulator with the same folder and settings would have.</summary>
/// <remarks>They make such an emulator and do not start it, so that files, settings and choices are the same to the letter.</remarks>
internal static class ScenariosCommand
{
    private static readonly Dictionary<string, Verb> Verbs = new(StringComparer.Ordinal)
    {
        ["explain"] = new("scenarios explain FILE.json [FOLDER] [--header name=value] [--json]", HasSubject: true, Explain),
        ["list"] = new("scenarios list [FOLDER] [--json]", HasSubject: false, List),
        ["print"] = new("scenarios print NAME [FOLDER]", HasSubject: true, Print),
    };

    /// <returns>The exit code: 0, or 2 when the command line, a file or a setting is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var name, ..])
        {
            return ProgramCommands.Refuse($"scenarios takes one of {string.Join(", ", Verbs.Keys)}");
        }

        if (!Verbs.TryGetValue(name, out var verb))
        {
            return ProgramCommands.Refuse($"there is no command 'scenarios {name}'; {Suggestion.For(name, Verbs.Keys)}");
        }

        var read = ScenarioArguments.Read([.. arguments.Skip(1)]);
        var words = read.Words.Count - (verb.HasSubject ? 1 : 0);
        var mistake = read.Mistake
            ?? (words is 0 or 1 ? null : $"that is too {(words < 0 ? "little" : "much")}; write {verb.Usage}")
            ?? (read.Headers is not [] && !verb.Usage.Contains("--header", StringComparison.Ordinal) ? $"there are no headers here; write {verb.Usage}" : null)
            ?? (read.IsJson && !verb.Usage.Contains("--json", StringComparison.Ordinal) ? $"this is YAML for people and machines; write {verb.Usage}" : null);
        if (mistake is not null)
        {
            return ProgramCommands.Refuse(mistake);
        }

        string[] folder = words is 1 ? [$"--Emulator:Scenarios:Folder={read.Words[^1]}"] : [];
        await using var app = EmulatorApplication.Create([.. read.Settings, .. folder]);

        return verb.Run(app, read);
    }

    private static int List(WebApplication app, ScenarioArguments arguments)
    {
        var list = new ScenarioList(CatalogOf(app));
        Console.Out.Write(arguments.IsJson ? list.ToJson() : list.ToText());

        return 0;
    }

    private static int Print(WebApplication app, ScenarioArguments arguments)
    {
        var (catalog, name) = (CatalogOf(app), arguments.Words[0]);
        if (catalog.Find(name) is not { } scenario)
        {
            return ProgramCommands.Refuse($"there is no scenario '{name}'; {catalog.Code.FindFaultOfName(name) ?? Suggestion.For(name, [.. catalog.Names])}");
        }

        Console.Out.Write(ScenarioPrinter.PrintFile(scenario));
        return 0;
    }

    private static int Explain(WebApplication app, ScenarioArguments arguments)
    {
        var headers = new HeaderDictionary();
        foreach (var header in arguments.Headers)
        {
            headers.Append(header.Key, header.Value);
        }

        var (body, fault) = CreateFile.Read(arguments.Words[0]);
        if (fault is not null)
        {
            return ProgramCommands.Refuse(fault);
        }

        var explained = Explained.Of(app.Services, body, headers);
        Console.Out.Write(arguments.IsJson ? explained.ToJson() : explained.ToText());

        return 0;
    }

    private static ScenarioCatalog CatalogOf(WebApplication app) => app.Services.GetRequiredService<ScenariosInForce>().Catalog;

    private sealed record Verb(string Usage, bool HasSubject, Func<WebApplication, ScenarioArguments, int> Run);
}
