using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary><c>healthcheck</c> ends with 0 when the emulator is ready and with 1 when it is not: for a container, which has no curl.</summary>
internal static class HealthcheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var options = new CallOptions();
        var command = new Command("healthcheck", "Ends with 0 when the emulator is ready, else with 1; for HEALTHCHECK.");
        options.AddTo(command, hasWorlds: false);
        new CommandTexts(("HEALTHCHECK CMD [\"crossriver-emulator\", \"healthcheck\"]", "in a Dockerfile")).AddTo(command);
        command.SetAction(async (parsed, end) =>
        {
            using var emulator = options.Connect(parsed);
            await CheckAsync(emulator, end);
            return ExitCode.Done;
        });

        return command;
    }

    private static async Task CheckAsync(CalledEmulator emulator, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(Patience);
        try
        {
            if (await emulator.FindWhyNotReadyAsync(patience.Token) is { } reason)
            {
                throw new CommandException(ExitCode.CannotDo, reason);
            }
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.CannotDo, $"{emulator.Address} does not answer within {Patience.TotalSeconds} s");
        }
    }
}
