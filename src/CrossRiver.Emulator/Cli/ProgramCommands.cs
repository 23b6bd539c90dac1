using System.CommandLine;
using System.CommandLine.Help;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Files;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli;

/// <summary>What the program can do besides running, and its help.</summary>
internal static class ProgramCommands
{
    /// <summary>What it is called.</summary>
    public const string ProgramName = "crossriver-emulator";

    private const string RunName = "run";
    private const string HelpName = "--help";
    private const string HelpLetter = "-h";

    private static readonly string[] AboutItself = [HelpName, HelpLetter, "--version"];

    // In the order of the help. Each takes the settings that the command line gives by their keys.
    private static readonly OrderedDictionary<string, Func<CommandHost, IReadOnlyList<string>, Command>> Makers = new(StringComparer.Ordinal)
    {
        [RunName] = (host, _) => RunCommand.Create(host),
        ["validate"] = (host, _) => ValidateCommand.Create(host),
        ["scenarios"] = ScenariosCommand.Create,
        ["schema"] = (host, _) => SchemaCommand.Create(host),
        ["wait"] = (_, _) => WaitCommand.Create(),
        ["advance"] = (_, _) => AdvanceCommand.Create(),
        ["reset"] = (_, _) => ResetCommand.Create(),
        ["trigger"] = (_, _) => TriggerCommand.Create(),
        ["tail"] = (_, _) => TailCommand.Create(),
        ["healthcheck"] = (_, _) => HealthcheckCommand.Create(),
        ["completion"] = (_, _) => CompletionCommand.Create(),
    };

    /// <summary>The names of the commands, in the order of the help.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <summary>Finds the settings of a command line that asks to run. Nothing is parsed for that, so that the emulator starts at once.</summary>
    /// <returns>The settings, or <see langword="null"/> when the command line asks for something else.</returns>
    public static string[]? FindSettings(string[] args) => args switch
    {
        _ when args.Any(argument => AboutItself.Contains(argument, StringComparer.Ordinal)) => null,
        [] => args,
        [RunName, .. var settings] => settings,
        [var first, ..] => IsSetting(first) ? args : null,
    };

    /// <summary>Does what a command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="host">The program.</param>
    /// <param name="output">Where help goes; the console when it is absent.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It cannot be done, or the command line is wrong.</exception>
    public static Task<int> RunAsync(string[] args, CommandHost host, TextWriter? output = null)
    {
        args = CompletionCommand.NameCommand(args);

        // Only the command that is named is made: some know all settings, which takes its time to find out.
        var named = args.FirstOrDefault() is { } name && Makers.TryGetValue(name, out var maker) ? maker : null;
        var (rest, settings) = named is null ? (args, []) : SettingOptions.Split(args);
        var root = CreateRoot(host, named is null ? Makers.Values.Select(make => make(host, [])) : [named(host, settings)]);
        var parsed = root.Parse(rest, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });

        return Mistakes.Find(parsed) is { } mistake
            ? throw CommandException.WrongUsage(mistake)
            : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output ?? Console.Out });
    }

    private static RootCommand CreateRoot(CommandHost host, IEnumerable<Command> commands)
    {
        var root = new RootCommand("A local stand-in for customer onboarding at Cross River Bank.");
        root.Options.Clear();
        root.Options.Add(new HelpOption(HelpName, HelpLetter) { Description = "Shows this.", Action = new HelpPage(host.Settings) });
        root.Options.Add(new Option<bool>("--version") { Description = "Shows which release it is.", Recursive = true, Action = new VersionPage() });
        new CommandTexts(
            ("crossriver-emulator", "starts it"),
            ("crossriver-emulator wait ready", "until it can be used"),
            ("crossriver-emulator tail", "what happens in it"),
            ("crossriver-emulator advance 48h", "what the bank does in two days, now")).AddTo(root);
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    // The forms of .NET's command line: --key, /key and key=value.
    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);
}
