using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary><c>scenarios list</c>, <c>scenarios print NAME</c> and <c>scenarios explain FILE.json</c>: what an emulator with the same folder and settings would have.</summary>
/// <remarks>They make such an emulator and do not start it, so that files, settings and choices are the same to the letter.</remarks>
internal static class ScenariosCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="host">The program.</param>
    /// <param name="settings">The settings that the command line gives by their keys.</param>
    public static Command Create(CommandHost host, IReadOnlyList<string> settings)
    {
        var command = new Command("scenarios", "Lists, prints and explains scenarios.");
        command.Subcommands.Add(CreateList(host, settings));
        command.Subcommands.Add(CreatePrint(host, settings));
        command.Subcommands.Add(CreateExplain(host, settings));
        new CommandTexts(
            ("crossriver-emulator scenarios list", "what there is, and how to get it"),
            ("crossriver-emulator scenarios print pep-hit > scenarios/mine.yaml", "a scenario of your own begins as a copy"),
            ("crossriver-emulator scenarios explain create.json", "what would become of this create")).AddTo(command);

        return command;
    }

    private static Command CreateList(CommandHost host, IReadOnlyList<string> settings)
    {
        var (folder, json) = (Folder(), Json());
        var command = new Command("list", "Lists the scenarios, and how to get each.") { folder, json };

        return command.Running(host, settings, folder, (app, parsed) =>
        {
            var list = new ScenarioList(CatalogOf(app), app.Services.GetRequiredService<TaxIdCode>());
            return parsed.GetValue(json) ? list.ToJson() : list.ToText();
        });
    }

    private static Command CreatePrint(CommandHost host, IReadOnlyList<string> settings)
    {
        var (name, folder) = (new Argument<string>("name") { HelpName = "NAME", Description = "A scenario, or tax-id- and the four digits of a code." }, Folder());
        name.CompletionSources.Add(_ => ScenarioLoading.ReadShipped(new ScenarioFormat(host.CreateSchemas())).SelectMany(file => file.Scenarios).Select(scenario => scenario.Name));
        var command = new Command("print", "Prints a scenario as a file.") { name, folder };

        return command.Running(host, settings, folder, (app, parsed) => Print(app.Services.GetRequiredService<ScenariosInForce>(), parsed.GetRequiredValue(name)));
    }

    private static Command CreateExplain(CommandHost host, IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file") { HelpName = "FILE.json", Description = "The body of a create, or - for the standard input." };
        var header = new Option<string[]>("--header") { HelpName = "name=value", Description = "A header of the create; may be given several times.", DefaultValueFactory = _ => [] };
        var (folder, json) = (Folder(), Json());
        var command = new Command("explain", "Tells which scenario a create would get, why, and what would come when.") { file, folder, header, json };

        return command.Running(host, settings, folder, (app, parsed) =>
        {
            var headers = HeadersOf(parsed.GetRequiredValue(header));
            var (body, fault) = CreateFile.Read(parsed.GetRequiredValue(file));
            var explained = fault is null ? Explained.Of(app.Services, body, headers) : throw CommandException.WrongUsage(fault);
            return parsed.GetValue(json) ? explained.ToJson() : explained.ToText();
        });
    }

    // Lets a command take settings, and print what it makes of the emulator that they are of.
    private static Command Running(
        this Command command,
        CommandHost host,
        IReadOnlyList<string> settings,
        Argument<string?> folder,
        Func<WebApplication, ParseResult, string> make)
    {
        SettingOptions.AddTo(command, host.Settings, isHidden: true);
        command.SetAction(async (parsed, _) =>
        {
            string[] folders = parsed.GetValue(folder) is { } given ? [$"--Emulator:Scenarios:Folder={given}"] : [];
            await using var app = host.CreateEmulator([.. settings, .. SettingOptions.Read(parsed), .. folders]);
            await Console.Out.WriteAsync(TerminalText.ShowLines(make(app, parsed)));
            return ExitCode.Done;
        });

        return command;
    }

    private static string Print(ScenariosInForce scenarios, string name) => scenarios.Catalog.Find(name) is { } scenario
        ? scenarios.Format.PrintFile(scenario)
        : throw CommandException.WrongUsage($"there is no scenario '{name}'; {scenarios.Catalog.Sourced.FindFault(name) ?? Suggestion.For(name, [.. scenarios.Catalog.Names])}");

    private static HeaderDictionary HeadersOf(IEnumerable<string> texts)
    {
        var headers = new HeaderDictionary();
        foreach (var text in texts)
        {
            var end = text.IndexOf('=', StringComparison.Ordinal);
            headers.Append(end > 0 ? text[..end] : throw CommandException.WrongUsage($"'{text}' is no header; write --header name=value"), text[(end + 1)..]);
        }

        return headers;
    }

    private static ScenarioCatalog CatalogOf(WebApplication app) => app.Services.GetRequiredService<ScenariosInForce>().Catalog;

    private static Argument<string?> Folder() => new("folder")
    {
        HelpName = "FOLDER",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Where your scenario files are. The default is that of run.",
    };

    private static Option<bool> Json() => new("--json") { Description = "Prints JSON, for machines." };
}
