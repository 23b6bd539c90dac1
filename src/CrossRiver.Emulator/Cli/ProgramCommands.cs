using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using CrossRiver.Emulator.Cli.Calling;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Calling.Webhooks;
using CrossRiver.Emulator.Cli.Calling.Worlds;
using CrossRiver.Emulator.Cli.Comparing;
using CrossRiver.Emulator.Cli.Files;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Cli;

/// <summary>Provides the members of the program that commands use.</summary>
/// <param name="CreateSchemas">Creates the schemas of scenario files, for commands that need no emulator.</param>
/// <param name="CreateEmulator">Creates an emulator from a command line, and does not start it.</param>
/// <param name="CreateMcp">Creates the command that serves tools to coding agents.</param>
/// <param name="CreateAgents">Creates the command that prints the guide for coding agents.</param>
internal sealed record CommandHost(
    SettingCatalog Settings, Func<DocumentSchemas> CreateSchemas, Func<string[], WebApplication> CreateEmulator, Func<Command> CreateMcp, Func<Command> CreateAgents);

/// <summary>Runs the commands of the program, and its help.</summary>
internal static class ProgramCommands
{
    public const string ProgramName = "crossriver-emulator";

    private const string RunName = "run";

    private static readonly string[] AboutItself = ["--help", "-h", "--version"];

    // In the order of the help. The list contains the settings of the command line that are written as keys.
    private static readonly OrderedDictionary<string, Func<CommandHost, IReadOnlyList<string>, Command>> Makers = new(StringComparer.Ordinal)
    {
        [RunName] = (host, _) => CreateRun(host),
        ["validate"] = (host, _) => ValidateCommand.Create(host),
        ["scenarios"] = ScenariosCommand.Create,
        ["schema"] = (host, _) => SchemaCommand.Create(host),
        ["compare"] = CompareCommand.Create,
        ["wait"] = (_, _) => WaitCommand.Create(),
        ["advance"] = (_, _) => AdvanceCommand.Create(),
        ["reset"] = (_, _) => ResetCommand.Create(),
        ["checkpoint"] = (_, _) => CheckpointCommands.CreateCheckpoint(),
        ["return"] = (_, _) => CheckpointCommands.CreateReturn(),
        ["trigger"] = (_, _) => TriggerCommand.Create(),
        ["tail"] = (_, _) => TailCommand.Create(),
        ["customers"] = (_, _) => CustomersCommand.Create(),
        ["show"] = (_, _) => ShowCommand.Create(),
        ["new"] = (_, _) => NewCommand.Create(),
        ["release"] = (_, _) => DecisionCommands.CreateRelease(),
        ["reject"] = (_, _) => DecisionCommands.CreateReject(),
        ["outcome"] = (_, _) => DecisionCommands.CreateOutcome(),
        ["webhooks"] = (_, _) => WebhooksCommand.Create(),
        ["resend"] = (_, _) => DeliveryCommands.CreateResend(),
        ["edit"] = (_, _) => DeliveryCommands.CreateEdit(),
        ["pause"] = (_, _) => DeliveryCommands.CreatePause(),
        ["resume"] = (_, _) => DeliveryCommands.CreateResume(),
        ["report"] = (_, _) => ReportCommand.Create(),
        ["coverage"] = (_, _) => CoverageCommand.Create(),
        ["slow"] = (_, _) => SlowCommand.Create(),
        ["clock"] = (_, _) => ClockCommand.Create(),
        ["open"] = (_, _) => OpenCommand.Create(),
        ["mcp"] = (host, _) => host.CreateMcp(),
        ["agents"] = (host, _) => host.CreateAgents(),
        ["healthcheck"] = (_, _) => HealthcheckCommand.Create(),
        ["completion"] = (_, _) => CompletionCommand.Create(),
    };

    /// <summary>Gets the names of the commands, in the order of the help.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <summary>Returns the settings of a command line that starts the emulator, or null for any other command.</summary>
    /// <remarks>Without the parser, because that would delay the start.</remarks>
    public static string[]? FindSettings(string[] args) => args switch
    {
        _ when args.Any(argument => AboutItself.Contains(argument, StringComparer.Ordinal)) => null,
        [] => args,
        [RunName, .. var settings] => settings,
        [var first, ..] => IsSetting(first) ? args : null,
    };

    /// <summary>Runs the command of a command line, and returns the exit code.</summary>
    /// <param name="output">The writer of help. The default is the console.</param>
    /// <exception cref="CommandException">The command fails, or the command line is wrong.</exception>
    public static Task<int> RunAsync(string[] args, CommandHost host, TextWriter? output = null)
    {
        args = CompletionCommand.NameCommand(args);

        // Only the named command is made, because some need all settings, which takes time.
        var named = args.FirstOrDefault() is { } name && Makers.TryGetValue(name, out var maker) ? maker : null;
        var (rest, settings) = named is null ? (args, []) : SettingOptions.Split(args);
        var root = CreateRoot(host, named is null ? Makers.Values.Select(make => make(host, [])) : [named(host, settings)]);
        var parsed = root.Parse(rest, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });

        return UsageErrors.Find(parsed) is { } mistake
            ? throw CommandException.WrongUsage(mistake)
            : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output ?? Console.Out });
    }

    private static RootCommand CreateRoot(CommandHost host, IEnumerable<Command> commands)
    {
        var root = new RootCommand("A local stand-in for customer onboarding at Cross River Bank.");
        root.WithExamples(
            ("crossriver-emulator", "starts it"),
            ("crossriver-emulator wait ready", "until it can be used"),
            ("crossriver-emulator tail", "what happens in it"),
            ("crossriver-emulator advance 48h", "what the bank does in two days, now"));
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show this help.", Action = new HelpPage(host.Settings) });
        root.Options.Add(new Option<bool>("--version") { Description = "Show the version.", Recursive = true, Action = new VersionPage() });
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    // For its help and for completion. A command line that starts the emulator is not parsed: its settings are configuration as in any ASP.NET Core program.
    private static Command CreateRun(CommandHost host)
    {
        var command = new Command(RunName, "Start the emulator; also without a command.");
        SettingOptions.AddTo(command, host.Settings, isHidden: false);
        return command.WithExamples(
            ("crossriver-emulator", "listens on http://localhost:5080"),
            ("crossriver-emulator --urls http://localhost:8080 --clock manual", "on another port, and time passes when it is advanced"),
            ("crossriver-emulator run --strict --https --state bank.json", "tokens and https as at the bank, and everything outlives a restart"),
            ("Emulator__Pace=Faithful crossriver-emulator", "a setting as an environment variable"));
    }

    // The forms of .NET's command line: --key, /key and key=value.
    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);

    /// <summary>Prints the release and the commit that it was built from: <c>0.1.0+commit</c>.</summary>
    private sealed class VersionPage : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(VersionPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
            parseResult.InvocationConfiguration.Output.WriteLine(version.InformationalVersion);
            return ExitCode.Done;
        }
    }
}
