using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Shows the progress of an advance in a terminal.</summary>
internal static class AdvanceProgress
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for an advance, and shows the time of the slowest world meanwhile if there is a terminal.</summary>
    /// <param name="clock">The path of the clock, of one world or of all.</param>
    /// <param name="advance">The call that advances the clock.</param>
    public static async Task<JsonObject> ShowAsync(CalledEmulator emulator, string clock, TimeSpan by, Task<JsonObject> advance, CancellationToken end)
    {
        // On the error stream, because standard output may be a file.
        if (Terminal.Errors is not { } console)
        {
            return await advance;
        }

        var from = default(DateTimeOffset?);
        return await console.Status().Spinner(Spinner.Known.Line).StartAsync($"advancing by {Duration.Print(by)}", async status =>
        {
            while (await Task.WhenAny(advance, Task.Delay(BetweenLooks, TimeProvider.System, end)) != advance && !end.IsCancellationRequested)
            {
                if (await FindSlowestAsync(emulator, clock, end) is { } now)
                {
                    from ??= now;
                    status.Status(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss} · {Math.Clamp((now - from.Value) / by, 0, 1):P0}"));
                }
            }

            return await advance;
        });
    }

    // A failed read of the clock does not end the wait: the advance itself reports the reason.
    private static async Task<DateTimeOffset?> FindSlowestAsync(CalledEmulator emulator, string clock, CancellationToken end)
    {
        try
        {
            var answer = await emulator.SendAsync(HttpMethod.Get, clock, body: null, end);
            return answer["worlds"] is JsonArray worlds ? worlds.Select(world => (DateTimeOffset?)world!["now"]).Min() : (DateTimeOffset)answer["now"]!;
        }
        catch (Exception exception) when (exception is CommandException or OperationCanceledException)
        {
            return null;
        }
    }
}
