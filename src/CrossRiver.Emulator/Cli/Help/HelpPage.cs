using System.CommandLine;
using System.CommandLine.Invocation;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>What <c>--help</c> shows: how the command is written, what matters first, examples, then the rest.</summary>
/// <param name="settings">The settings of an emulator.</param>
internal sealed class HelpPage(SettingCatalog settings) : SynchronousCommandLineAction
{
    private const int WidthOfFile = 120;
    private const int SmallestWidth = 40;

    private const string Urls = "URLS";
    private const string WhereToListen = "Where to listen, divided by semicolons. The default is http://localhost:5080.";

    // Of the settings, those that somebody wants on the first day.
    private static readonly string[] First = ["--pace", "--strict", "--clock", "--state", "--https", "--scenarios"];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var width = Console.IsOutputRedirected || output != Console.Out ? WidthOfFile : Math.Clamp(Console.WindowWidth, SmallestWidth, WidthOfFile);
        output.Write(TextOf(parseResult.CommandResult.Command, new HelpLayout(width)));

        return ExitCode.Done;
    }

    private HelpLayout TextOf(Command command, HelpLayout page) => command switch
    {
        RootCommand => AddEnd(AddFirstInShort(AddStart(command, page)), command),
        { Name: "run" } => AddSettings(AddEnd(AddFirst(AddStart(command, page)), command)),
        _ => AddEnd(AddOwn(AddStart(command, page), command), command),
    };

    private static HelpLayout AddStart(Command command, HelpLayout page)
    {
        page.Add(command.Description!).AddHeading("Usage");
        var lines = command switch
        {
            RootCommand => [($"{ProgramCommands.ProgramName} [run] [--option value …]", "starts the emulator"), ($"{ProgramCommands.ProgramName} COMMAND …", "does something else")],
            { Name: "run" } => [($"{ProgramCommands.ProgramName} [run] [--option value …]", "")],
            _ when command.Subcommands.Any() => [.. command.Subcommands.Select(sub => ($"{ProgramCommands.ProgramName} {Usage.Of(sub)}", ""))],
            _ => (IReadOnlyList<(string, string)>)[($"{ProgramCommands.ProgramName} {Usage.Of(command)}", "")],
        };
        page.AddTable(lines);
        return command.Subcommands.Any()
            ? page.AddHeading("Commands").AddTable([.. command.Subcommands.Select(sub => (sub.Name, sub.Description!))])
            : page;
    }

    private HelpLayout AddFirstInShort(HelpLayout page) => page.AddHeading("First options of run; run --help has all").AddTable(
    [
        ($"--urls {Urls}", WhereToListen),
        .. FirstSettings().Select(setting => (Written(setting), $"{setting.Summary.Split([": ", "; ", ", on "], StringSplitOptions.None)[0].TrimEnd('.')}.")),
    ]);

    private HelpLayout AddFirst(HelpLayout page)
    {
        page.AddHeading("Options that matter first").AddEntry($"--urls {Urls}", WhereToListen);
        foreach (var setting in FirstSettings())
        {
            AddSetting(page, setting);
        }

        return page;
    }

    private static HelpLayout AddOwn(HelpLayout page, Command command)
    {
        var rows = command.Arguments.Select(argument => (argument.HelpName!, argument.Description!))
            .Concat(command.Options.Where(option => !option.Hidden).Select(option => (Usage.Written(option), option.Description!)))
            .ToList();
        page = rows is [] ? page : page.AddHeading("Takes").AddTable(rows);

        return command.Options.Any(option => option.Hidden) ? page.Add("").Add("Settings are taken as by run: see run --help.") : page;
    }

    private static HelpLayout AddEnd(HelpLayout page, Command command)
    {
        var examples = CommandTexts.Of(command).Examples;
        page = examples is [] ? page : page.AddHeading("Examples").AddTable([.. examples]);

        return command is RootCommand or { Name: "run" }
            ? page.AddHeading("Exit codes").AddTable([.. ExitCode.All.Select(code => ($"{code.Code}", code.Meaning))])
            : page;
    }

    private HelpLayout AddSettings(HelpLayout page)
    {
        page.AddHeading("All other settings, by section");
        page.Add("Each can also be written as --Emulator:Section:Setting=…, as an environment variable Emulator__Section__Setting, or in appsettings.json.");
        page.Add("SPAN is 250ms, 2s, 1m30s, 48h or 30d; MOMENT is 2026-03-02T09:00:00-05:00; an option that shows no value is true when it stands alone, and can be given false.");
        foreach (var section in settings.Sections)
        {
            var others = settings.All.Where(setting => setting.Section == section.Name).Except(FirstSettings()).ToList();
            if (others is not [])
            {
                var about = SettingTexts.OfSection(section.Options).TrimEnd('.');
                page.AddHeading(about is "" ? section.Name : $"{section.Name}: {char.ToLowerInvariant(about[0])}{about[1..]}");
                others.ForEach(setting => AddSetting(page, setting));
            }
        }

        return page;
    }

    private IEnumerable<Setting> FirstSettings() => First.Select(name => settings.All.Single(setting => setting.ShortName == name));

    private static void AddSetting(HelpLayout page, Setting setting) => page.AddEntry(Written(setting), setting.Summary, setting.Values);

    private static string Written(Setting setting) => $"{setting.Written} {setting.Form}".TrimEnd();
}
