using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>healthcheck</c>, which ends with 0 if the emulator is ready, else with 1: for a container, which has no curl.</summary>
internal static class HealthcheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var command = new Command("healthcheck", "Exit with 0 if the emulator is ready, else with 1; for HEALTHCHECK.");
        command.WithExamples(("HEALTHCHECK CMD [\"crossriver-emulator\", \"healthcheck\"]", "in a Dockerfile"));
        return new CallOptions().AddTo(command, (emulator, _, end) => CheckAsync(emulator, end), hasWorlds: false);
    }

    private static async Task CheckAsync(ControlClient emulator, CancellationToken end)
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
