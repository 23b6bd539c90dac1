using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using Spectre.Console;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>advance 48h</c>, which lets two days pass in a moment, with all their events.</summary>
internal static class AdvanceCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var span = new Argument<string>("by") { HelpName = "SPAN", Description = $"The span: {Duration.Form["write ".Length..]}." };
        var timeout = CallOptions.Span("--timeout", "The longest wait, on the machine's clock. The default is 1m, at most 10m.");
        var json = CallOptions.Json();
        var command = new Command("advance", "Advance the time, and wait until every webhook of that span has its answer.") { span, timeout, json };
        command.WithExamples(("crossriver-emulator advance 48h", "all that the bank does in two days, now"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var by = Duration.TryParseAny(parsed.GetRequiredValue(span), out var read)
                ? read
                : throw CommandException.WrongUsage($"'{parsed.GetRequiredValue(span)}' is no duration; {Duration.Form}");
            var request = new JsonObject { ["by"] = Duration.Print(by) };
            if (parsed.GetValue(timeout) is { } limit)
            {
                request["timeout"] = Duration.Print(limit);
            }

            var clock = options.PathOf(parsed, "/clock");
            var answer = await AdvanceProgress.ShowAsync(emulator, clock, by, emulator.SendAsync(HttpMethod.Post, $"{clock}/advance", request, end), end);
            var ofNone = $"there is no world yet; new worlds begin {Duration.Print(by)} later";
            await CommandOptions.PrintAsync(parsed, json, answer, worlds => CallOptions.LinesOf(worlds, ofNone, TextOf));
        });
    }

    /// <summary>Returns a line about an advance of one world.</summary>
    public static string TextOf(JsonNode world)
    {
        var attempts = world["attempts"]!;
        var next = world["next"] is { } pending ? $"{pending["what"]} at {Moment(pending["dueAt"])} is next" : "nothing is due next";
        return $"{world["partnerId"]}  {Moment(world["from"])} → {Moment(world["now"])}  steps {world["steps"]}, events {world["events"]}, "
            + $"attempts {attempts["succeeded"]} taken and {attempts["failed"]} failed; {next}";
    }

    private static string Moment(JsonNode? moment) =>
        moment is null ? "once" : ((DateTimeOffset)moment).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}

/// <summary>Shows the progress of an advance in a terminal.</summary>
internal static class AdvanceProgress
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for an advance, and shows the time of the slowest world meanwhile if there is a terminal.</summary>
    /// <param name="clock">The path of the clock, of one world or of all.</param>
    /// <param name="advance">The call that advances the clock.</param>
    public static async Task<JsonObject> ShowAsync(ControlClient emulator, string clock, TimeSpan by, Task<JsonObject> advance, CancellationToken end)
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
    private static async Task<DateTimeOffset?> FindSlowestAsync(ControlClient emulator, string clock, CancellationToken end)
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
