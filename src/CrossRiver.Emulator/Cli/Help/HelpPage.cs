using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli.Help;

/// <summary>Prints the page of <c>--help</c>: usage, the options that matter first, examples, then the rest.</summary>
/// <param name="settings">The settings of an emulator.</param>
internal sealed class HelpPage(SettingCatalog settings) : SynchronousCommandLineAction
{
    private const string Run = "run";
    private const string RunUsage = $"{ProgramCommands.ProgramName} [run] [--option value …]";
    private const int WidthOfFile = 120;
    private const int SmallestWidth = 40;

    private static readonly (string Name, string Text) Urls = ("--urls URLS", "The addresses to listen on, separated by semicolons. The default is http://localhost:5080.");

    // The settings that a reader needs on the first day.
    private static readonly string[] First = ["--pace", "--strict", "--clock", "--state", "--https", "--scenarios"];

    public override bool ClearsParseErrors => true;

    private IEnumerable<Setting> FirstSettings => First.Select(name => settings.All.Single(setting => setting.ShortName == name));

    public override int Invoke(ParseResult parseResult)
    {
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        var width = Console.IsOutputRedirected || output != Console.Out ? WidthOfFile : Math.Clamp(Console.WindowWidth, SmallestWidth, WidthOfFile);
        output.Write($"{command.Description}\n");
        foreach (var section in SectionsOf(command).Where(section => section.Rows is not []))
        {
            section.Write(output, width);
        }

        return ExitCode.Done;
    }

    private IEnumerable<HelpSection> SectionsOf(Command command) =>
    [
        new("Usage", UsageOf(command)),
        new("Commands", [.. command.Subcommands.Select(sub => (sub.Name, sub.Description!))]),
        command switch
        {
            RootCommand => new("First options of run; run --help has all", [Urls, .. FirstSettings.Select(setting => (Written(setting), InShort(setting)))]),
            { Name: Run } => new("Options that matter first", [Urls, .. FirstSettings.Select(RowOf)]),
            _ => new("Takes", OwnOf(command)),
        },
        new("Examples", Usage.ExamplesOf(command)),
        new("Exit codes", command is RootCommand or { Name: Run } ? [.. ExitCode.All.Select(code => ($"{code.Code}", code.Meaning))] : []),
        .. OtherSettings().Where(_ => command is { Name: Run }),
    ];

    private static IReadOnlyList<(string Name, string Text)> UsageOf(Command command) => command switch
    {
        RootCommand => [(RunUsage, "starts the emulator"), ($"{ProgramCommands.ProgramName} COMMAND …", "does something else")],
        { Name: Run } => [(RunUsage, "")],
        _ => [.. command.Subcommands.DefaultIfEmpty(command).Select(used => ($"{ProgramCommands.ProgramName} {Usage.Of(used)}", ""))],
    };

    private static IReadOnlyList<(string Name, string Text)> OwnOf(Command command) =>
    [
        .. command.Arguments.Select(argument => (argument.HelpName!, argument.Description!)),
        .. command.Options.Where(option => !option.Hidden).Select(option => (Usage.Written(option), option.Description!)),
        .. command.Options.Where(option => option.Hidden).Take(1).Select(_ => ("--option value …", "Any setting, as of run: see run --help.")),
    ];

    private IEnumerable<HelpSection> OtherSettings()
    {
        yield return new HelpSection(
            "All other settings, by section",
            ("", "Each can also be written as --Emulator:Section:Setting=…, as an environment variable Emulator__Section__Setting, or in appsettings.json."),
            ("", "SPAN is 250ms, 2s, 1m30s, 48h or 30d; MOMENT is 2026-03-02T09:00:00-05:00."),
            ("", "An option that shows no value is true when it stands alone, and can be given false."));
        foreach (var section in settings.Sections)
        {
            var about = SettingTexts.OfSection(section.Options).TrimEnd('.');
            yield return new HelpSection(
                about is "" ? section.Name : $"{section.Name}: {char.ToLowerInvariant(about[0])}{about[1..]}",
                [.. settings.All.Where(setting => setting.Section == section.Name).Except(FirstSettings).Select(RowOf)]);
        }
    }

    private static (string Name, string Text) RowOf(Setting setting) => (Written(setting), $"{setting.Summary} {setting.Values}");

    private static string InShort(Setting setting) => $"{setting.Summary.Split([": ", "; ", ", on "], StringSplitOptions.None)[0].TrimEnd('.')}.";

    private static string Written(Setting setting) => $"{setting.Written} {setting.Form}".TrimEnd();

    /// <summary>A heading, and rows of a name with its text beside it, or below it if the name is long.</summary>
    private sealed record HelpSection(string Heading, params IReadOnlyList<(string Name, string Text)> Rows)
    {
        private const string Indent = "  ";
        private const string Gap = "  ";

        public void Write(TextWriter output, int width)
        {
            var column = Math.Min(Rows.Max(row => Indent.Length + row.Name.Length + Gap.Length), width * 3 / 5);
            var nextLine = $"\n{"".PadRight(column)}";
            output.Write($"\n{Heading}:\n");
            foreach (var (name, text) in Rows)
            {
                var fits = Indent.Length + name.Length + Gap.Length <= column;
                var start = $"{Indent}{name}".PadRight(column) + (fits ? "" : nextLine);
                output.Write($"{$"{start}{Wrap(text, width - column).ReplaceLineEndings(nextLine)}".TrimEnd()}\n");
            }
        }

        private static string Wrap(string text, int width) => Regex.Replace(text, $@"(.{{1,{width}}})(?: +|$)", "$1\n", RegexOptions.NonBacktracking).TrimEnd();
    }
}
