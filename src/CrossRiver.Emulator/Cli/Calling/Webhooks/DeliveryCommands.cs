using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Webhooks;

/// <summary>Represents <c>resend EVENT</c>, <c>pause</c> and <c>resume</c>, by which a tester sends webhooks by hand.</summary>
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
            await CommandOptions.PrintAsync(parsed, $"{delivery["eventName"]} {delivery["eventId"]}: {delivery["state"]}");
        });
    }

    public static Command CreatePause() => CreateSwitch(
        new Command("pause", "Hold every webhook that would be sent from now on.").WithExamples(("crossriver-emulator pause", "before a create, to see what would be sent")));

    public static Command CreateResume() => CreateSwitch(
        new Command("resume", "Send the held webhooks, and later ones at once.").WithExamples(("crossriver-emulator resume", "in the order of their events")));

    private static Command CreateSwitch(Command command)
    {
        var options = new CallOptions();
        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var pause = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, $"/deliveries/{command.Name}"), body: null, end);
            await CommandOptions.PrintAsync(parsed, $"{pause["partnerId"]}: {((bool)pause["isPaused"]! ? "paused" : "sending")}, {pause["held"]} held");
        });
    }
}
