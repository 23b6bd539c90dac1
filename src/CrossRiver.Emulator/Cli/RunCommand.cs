using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli;

/// <summary><c>run</c> starts the emulator, as no command does.</summary>
/// <remarks>It is here for its help and for completion. A command line that asks to run is not parsed: its settings are configuration as in any ASP.NET Core program.</remarks>
internal static class RunCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("run", "Starts the emulator; also without a command.");
        SettingOptions.AddTo(command, host.Settings, isHidden: false);
        new CommandTexts(
            ("crossriver-emulator", "listens on http://localhost:5080"),
            ("crossriver-emulator --urls http://localhost:8080 --clock manual", "on another port, and time passes when it is advanced"),
            ("crossriver-emulator run --strict --https --state bank.json", "tokens and https as at the bank, and everything outlives a restart"),
            ("Emulator__Pace=Faithful crossriver-emulator", "a setting as an environment variable")).AddTo(command);

        return command;
    }
}
