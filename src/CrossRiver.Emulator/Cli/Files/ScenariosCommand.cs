using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Scenarios.Forecast;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>Represents <c>scenarios list</c>, <c>scenarios print NAME</c>, <c>scenarios explain FILE.json</c> and <c>scenarios save CUSTOMER</c>.</summary>
/// <remarks>Except for the last, which calls a running emulator, they create an emulator with the same folder and settings and do not start it, so that files and choices are exactly the same.</remarks>
internal static class ScenariosCommand
{
    /// <param name="settings">The settings of the command line that are written as keys.</param>
    public static Command Create(CommandHost host, IReadOnlyList<string> settings)
    {
        var command = new Command("scenarios", "List, print, explain and save scenarios.");
        command.Subcommands.Add(CreateList(host, settings));
        command.Subcommands.Add(CreatePrint(host, settings));
        command.Subcommands.Add(CreateExplain(host, settings));
        command.Subcommands.Add(SaveCommand.Create());

        return command.WithExamples(
            ("crossriver-emulator scenarios list", "what there is, and how to get it"),
            ("crossriver-emulator scenarios print pep-hit > scenarios/mine.yaml", "a scenario of your own begins as a copy"),
            ("crossriver-emulator scenarios explain create.json", "what would become of this create"),
            ("crossriver-emulator scenarios save \"Peter Griffin\" > scenarios/mine.yaml", "what you did by hand, for a test"));
    }

    private static Command CreateList(CommandHost host, IReadOnlyList<string> settings)
    {
        var (folder, json) = (Folder(), CommandOptions.Json());
        var command = new Command("list", "List the scenarios, and how to get each.") { folder, json };
        return command.Running(host, settings, folder, (app, parsed) =>
        {
            var list = new ScenarioList(app.Services.GetRequiredService<ScenarioLibrary>().Catalog, app.Services.GetRequiredService<TaxIdCode>());
            return parsed.GetValue(json) ? $"{CommandOptions.ToJson(list.ToJson())}\n" : list.ToText();
        });
    }

    private static Command CreatePrint(CommandHost host, IReadOnlyList<string> settings)
    {
        var (name, folder) = (new Argument<string>("name") { HelpName = "NAME", Description = "A scenario, or tax-id- and the four digits of a code." }, Folder());
        name.CompletionSources.Add(_ => ScenarioLoading.ReadShipped(new ScenarioFormat(host.CreateSchemas())).SelectMany(file => file.Scenarios).Select(scenario => scenario.Name));
        var command = new Command("print", "Print a scenario as a file.") { name, folder };
        return command.Running(host, settings, folder, (app, parsed) => Print(app.Services.GetRequiredService<ScenarioLibrary>(), parsed.GetRequiredValue(name)));
    }

    private static Command CreateExplain(CommandHost host, IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file") { HelpName = "FILE.json", Description = "The body of a create, or - for the standard input." };
        var header = CommandOptions.Pairs("--header", "A header of the create; may be given several times.");
        var (folder, json) = (Folder(), CommandOptions.Json());
        var command = new Command("explain", "Show which scenario a create would get, why, and when its steps would run.") { file, folder, header, json };

        return command.Running(host, settings, folder, (app, parsed) =>
        {
            var headers = new HeaderDictionary();
            foreach (var (name, value) in CommandOptions.Read(parsed, header))
            {
                headers.Append(name, value);
            }

            var explained = Explained.Of(app.Services, parsed.GetRequiredValue(file), headers);
            return parsed.GetValue(json) ? $"{CommandOptions.ToJson(explained.ToJson())}\n" : explained.ToText();
        });
    }

    // Adds the settings to a command, and an action that prints a text about the emulator with these settings.
    private static Command Running(
        this Command command, CommandHost host, IReadOnlyList<string> settings, Argument<string?> folder, Func<WebApplication, ParseResult, string> make)
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

    private static string Print(ScenarioLibrary scenarios, string name) => scenarios.Catalog.Find(name) is { } scenario
        ? scenarios.Format.PrintFile(scenario)
        : throw CommandException.WrongUsage($"there is no scenario '{name}'; {scenarios.Catalog.Sourced.FindFault(name) ?? Suggestion.For(name, [.. scenarios.Catalog.Names])}");

    private static Argument<string?> Folder() => new("folder")
    {
        HelpName = "FOLDER",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The folder of your scenario files. The default is that of run.",
    };
}

/// <summary>Lists the scenarios, for people and for machines.</summary>
internal sealed class ScenarioList(ScenarioCatalog catalog, TaxIdCode code)
{
    public string ToText()
    {
        var rows = catalog.All.Select(scenario => (IReadOnlyList<string>)[scenario.Name, ScenarioOrigin.SourceOf(scenario), scenario.Title ?? "", ScenarioOrigin.TriggerOf(scenario, catalog)]);
        var ofCode = code.Mask is "" ? "" : $"\nEach tax id {code.Mask} is a story, chosen by its four digits: scenarios print {TaxIdCode.NamePrefix}1203.";
        return $"""
            {TextTable.Of([["name", "from", "title", "for"], .. rows])}
            Any of them by name: the header {ScenarioCatalog.Header} of a create.{ofCode}

            """.ReplaceLineEndings("\n");
    }

    public object ToJson() => new
    {
        Scenarios = catalog.All.Select(scenario => new
        {
            scenario.Name,
            scenario.Title,
            From = ScenarioOrigin.SourceOf(scenario),
            For = ScenarioOrigin.TriggerOf(scenario, catalog),
            IsDefault = scenario == catalog.Default,
            HasMatch = scenario.Match is not null,
        }),
        TaxIds = code.Mask is "" ? null : code.Mask,
    };
}
