using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Webhooks;

/// <summary>Represents <c>resend EVENT</c>, <c>edit EVENT</c>, <c>pause</c> and <c>resume</c>, by which a tester sends webhooks by hand.</summary>
internal static class DeliveryCommands
{
    public static Command CreateResend()
    {
        var options = new CallOptions();
        var id = new Argument<string>("event") { HelpName = "EVENT", Description = "The id of the event, as webhooks lists it." };
        var command = new Command("resend", "Send the webhook of an event once more.") { id };
        command.WithExamples(("crossriver-emulator resend ID", "as the bank's retry would"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var path = options.PathOf(parsed, $"/deliveries/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/resend");
            var delivery = await emulator.SendAsync(HttpMethod.Post, path, body: null, end);
            await CommandOptions.PrintAsync(parsed, TextOf(delivery));
        });
    }

    public static Command CreateEdit()
    {
        var options = new CallOptions();
        var id = new Argument<string>("event") { HelpName = "EVENT", Description = "The id of the event of a held webhook, as webhooks lists it." };
        var body = new Option<string?>("--body") { HelpName = "FILE", Description = "A file with the body. It is sent to the letter, and need not be JSON." };
        var header = CommandOptions.Pairs("--header", "A header to send; without a value the header is not sent. Can be repeated.");
        var release = new Option<bool>("--release") { Description = "Send it at once. Otherwise it stays held." };
        var command = new Command("edit", "Change a webhook that pause holds, before it is sent.") { id, body, header, release };
        command.WithExamples(("crossriver-emulator edit ID --body broken.json --release", "a body that the bank never sends, correctly signed"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var path = options.PathOf(parsed, $"/deliveries/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}");
            var edit = new JsonObject();
            if (parsed.GetValue(body) is { } file)
            {
                edit["body"] = await CommandOptions.ReadFileAsync(file, end);
            }

            if (CommandOptions.Read(parsed, header).ToList() is [_, ..] headers)
            {
                edit["headers"] = HeadersOf(headers);
            }

            var delivery = await emulator.SendAsync(HttpMethod.Patch, path, edit, end);
            if (parsed.GetValue(release))
            {
                delivery = await emulator.SendAsync(HttpMethod.Post, $"{path}/release", body: null, end);
            }

            await CommandOptions.PrintAsync(parsed, $"{TextOf(delivery)}, edited");
        });
    }

    public static Command CreatePause() => CreateSwitch(new Command("pause", "Hold every webhook that would be sent from now on.")
        .WithExamples(("crossriver-emulator pause", "before a create, to see what would be sent")));

    public static Command CreateResume() => CreateSwitch(
        new Command("resume", "Send the held webhooks, and later ones at once.").WithExamples(("crossriver-emulator resume", "in the order of their events")));

    /// <summary>Returns a line about a delivery after an action.</summary>
    public static string TextOf(JsonObject delivery) => $"{delivery["eventName"]} {delivery["eventId"]}: {delivery["state"]}";

    /// <summary>Returns a line about the pause of a world's webhooks.</summary>
    public static string PauseTextOf(JsonObject pause) => $"{pause["partnerId"]}: {((bool)pause["isPaused"]! ? "paused" : "sending")}, {pause["held"]} held";

    // A header without a value is not sent.
    private static JsonObject HeadersOf(IEnumerable<(string Name, string Value)> headers) => new(headers
        .DistinctBy(header => header.Name, StringComparer.OrdinalIgnoreCase)
        .Select(header => KeyValuePair.Create(header.Name, header.Value is "" ? null : (JsonNode?)header.Value)));

    private static Command CreateSwitch(Command command)
    {
        var options = new CallOptions();
        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var pause = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, $"/deliveries/{command.Name}"), body: null, end);
            await CommandOptions.PrintAsync(parsed, PauseTextOf(pause));
        });
    }
}
