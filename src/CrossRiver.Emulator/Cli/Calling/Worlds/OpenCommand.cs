using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Ui;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>open</c>, which prints the address of the page, and opens it in a browser if there is one.</summary>
internal static class OpenCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var command = new Command("open", "Print the address of the page, and open it in a browser if there is one.");
        command.WithExamples(("crossriver-emulator open", "customers, webhooks and the clock in a browser"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            if (await emulator.FindWhyNotReadyAsync(end) is { } reason)
            {
                throw new CommandException(ExitCode.CannotDo, reason);
            }

            var page = $"{emulator.Address}{PageRoutes.Root}{(options.PartnerOf(parsed) is { } partner ? $"/partners/{partner}" : "")}";
            await CommandOptions.PrintAsync(parsed, page);
            Open(page);
        });
    }

    private static void Open(string page)
    {
        if (FindBrowser() is not { } browser)
        {
            return;
        }

        try
        {
            // Its messages are no output of the command.
            var start = new ProcessStartInfo(browser.File, [.. browser.Arguments, page]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            // There is no such program, so the printed address has to do.
        }
    }

    // Without a display, xdg-open would open a browser in the terminal.
    private static (string File, string[] Arguments)? FindBrowser() =>
        OperatingSystem.IsWindows() ? ("cmd", ["/c", "start", ""])
        : OperatingSystem.IsMacOS() ? ("open", [])
        : HasVariable("DISPLAY") || HasVariable("WAYLAND_DISPLAY") ? ("xdg-open", [])
        : null;

    private static bool HasVariable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
