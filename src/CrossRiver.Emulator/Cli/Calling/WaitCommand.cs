using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>wait ready</c> and <c>wait idle</c>, which replace a sleep in a CI file.</summary>
internal static class WaitCommand
{
    private const string Ready = "ready";
    private const string Idle = "idle";

    private static readonly string[] States = [Ready, Idle];
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public static Command Create()
    {
        var options = new CallOptions();
        var state = new Argument<string>("state") { HelpName = "ready|idle", Description = "Ready: it can be used. Idle: nothing is under way and nothing is due; with a clock that skips: nothing is left to skip to." };
        state.CompletionSources.Add(States);
        var within = CallOptions.Span("--within", "For idle: nothing may become due in this span from then on either, on the world's clock. With a clock that skips: how far it may skip to the ends of holds.");
        var timeout = CallOptions.Span("--timeout", "The longest wait. The default is 30s; at most 10m for idle.");
        var command = new Command("wait", "Wait until the emulator is ready, or idle; exit with 3 after the timeout.") { state, within, timeout };
        command.WithExamples(
            ("crossriver-emulator wait ready --timeout 10s", "in a CI file, behind a start in the background"),
            ("crossriver-emulator wait idle --within 5s", "until every webhook of the next 5 seconds has its answer"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var patience = parsed.GetValue(timeout) ?? DefaultPatience;
            await (parsed.GetRequiredValue(state) switch
            {
                Ready => WaitUntilReadyAsync(emulator, patience, end),
                Idle => WaitUntilIdleAsync(emulator, options.PathOf(parsed, "/wait"), parsed.GetValue(within), patience, end),
                var other => throw CommandException.WrongUsage($"'{other}' is not a state to wait for; {Suggestion.For(other, States)}"),
            });
            await CommandOptions.PrintAsync(parsed, $"{parsed.GetRequiredValue(state)}: {emulator.Address}");
        });
    }

    private static async Task WaitUntilReadyAsync(ControlClient emulator, TimeSpan patience, CancellationToken end)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end);
        var reason = $"{emulator.Address} does not answer";
        try
        {
            while (await emulator.FindWhyNotReadyAsync(giveUp.Token) is { } found)
            {
                reason = found;
                await Task.Delay(BetweenLooks, TimeProvider.System, giveUp.Token);
            }
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.TimeIsUp, $"not ready after {Duration.Print(patience)}: {reason}");
        }
    }

    private static async Task WaitUntilIdleAsync(ControlClient emulator, string path, TimeSpan? within, TimeSpan patience, CancellationToken end)
    {
        var request = new JsonObject { ["until"] = Idle, ["timeout"] = Duration.Print(patience) };
        if (within is { } span)
        {
            request["within"] = Duration.Print(span);
        }

        await emulator.SendAsync(HttpMethod.Post, path, request, end);
    }
}
