using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>How far an advance is, shown to whoever sits before a terminal.</summary>
internal static class AdvanceProgress
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for an advance, and shows the worlds' time meanwhile, if somebody can see it.</summary>
    /// <param name="emulator">Whose time it is.</param>
    /// <param name="clock">The path of the clock, of one world or of all.</param>
    /// <param name="by">By how much it is advanced.</param>
    /// <param name="advance">The call that advances it.</param>
    /// <param name="end">Ends the wait.</param>
    public static async Task<JsonObject> ShowAsync(CalledEmulator emulator, string clock, TimeSpan by, Task<JsonObject> advance, CancellationToken end)
    {
        // On the error stream: what the command answers can be sent into a file, and the progress is seen all the same.
        var console = Terminal.Errors;
        if (console is null)
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

    // A look that fails is no reason to end: the advance itself tells what is wrong.
    private static async Task<DateTimeOffset?> FindSlowestAsync(CalledEmulator emulator, string clock, CancellationToken end)
    {
        try
        {
            var answer = await emulator.SendAsync(HttpMethod.Get, clock, body: null, end);
            return answer["worlds"] is JsonArray worlds ? worlds.Select(world => (DateTimeOffset)world!["now"]!).Cast<DateTimeOffset?>().Min() : (DateTimeOffset)answer["now"]!;
        }
        catch (Exception exception) when (exception is CommandException or OperationCanceledException)
        {
            return null;
        }
    }
}
