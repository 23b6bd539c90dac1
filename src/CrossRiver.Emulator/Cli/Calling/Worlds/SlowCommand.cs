using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>slow SPAN</c>, which delays the answer to every call of the bank by a span.</summary>
/// <remarks>The delay is a fault of the world. A fault with other keys stays as it is.</remarks>
internal static class SlowCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var span = new Argument<string>("by") { HelpName = "SPAN", Description = $"The delay: {Duration.Form["write ".Length..]}; 0s ends it." };
        var command = new Command("slow", "Delay the answer to every call of the bank's API.") { span };
        command.WithExamples(("crossriver-emulator slow 2s", "to see your timeouts"), ("crossriver-emulator slow 0s", "as fast as before"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var by = Duration.TryParseAny(parsed.GetRequiredValue(span), out var read)
                ? read
                : throw CommandException.WrongUsage($"'{parsed.GetRequiredValue(span)}' is no duration; {Duration.Form}");
            var faults = options.PathOf(parsed, "/faults");
            await RemoveDelayAsync(emulator, faults, end);
            if (by > TimeSpan.Zero)
            {
                await emulator.SendAsync(HttpMethod.Post, faults, new JsonObject { ["call"] = "any", ["latency"] = Duration.Print(by) }, end);
            }

            await CommandOptions.PrintAsync(parsed, by > TimeSpan.Zero ? $"every call takes {Duration.Print(by)} longer" : "no call is delayed");
        });
    }

    private static async Task RemoveDelayAsync(ControlClient emulator, string faults, CancellationToken end)
    {
        foreach (var fault in (await emulator.SendAsync(HttpMethod.Get, faults, body: null, end))["faults"]!.AsArray().Where(IsDelay))
        {
            await emulator.SendAsync(HttpMethod.Delete, $"{faults}/{fault!["id"]}", body: null, end);
        }
    }

    private static bool IsDelay(JsonNode? fault) =>
        fault!["rule"] is JsonObject { Count: 2 } rule && rule["call"] is JsonValue call && $"{call}" is "any" && rule.ContainsKey("latency");
}
