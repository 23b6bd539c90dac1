using System.CommandLine;
using System.CommandLine.Invocation;
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
            output.Write(section.Print(width));
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
        { Subcommands.Count: > 0 } => [.. command.Subcommands.Select(sub => ($"{ProgramCommands.ProgramName} {Usage.Of(sub)}", ""))],
        _ => [($"{ProgramCommands.ProgramName} {Usage.Of(command)}", "")],
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
        private const int Indent = 2;
        private const int Gap = 2;

        public string Print(int width)
        {
            var column = Math.Min(Indent + Rows.Max(row => row.Name.Length) + Gap, width * 3 / 5);
            var lines = Rows.SelectMany(row => LinesOf(row.Name, [.. Wrap(row.Text, width - column)], column));
            return $"\n{Heading}:\n{string.Concat(lines.Select(line => $"{line.TrimEnd()}\n"))}";
        }

        private static IEnumerable<string> LinesOf(string name, List<string> texts, int column)
        {
            var beside = Indent + name.Length + Gap <= column ? 1 : 0;
            return texts.Skip(beside).Select(text => new string(' ', column) + text)
                .Prepend($"{"".PadRight(Indent)}{name}".PadRight(column) + texts.Take(beside).FirstOrDefault());
        }

        private static IEnumerable<string> Wrap(string text, int width)
        {
            var line = "";
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line is not "" && line.Length + word.Length >= width)
                {
                    yield return line;
                    line = "";
                }

                line = line is "" ? word : $"{line} {word}";
            }

            if (line is not "")
            {
                yield return line;
            }
        }
    }
}
