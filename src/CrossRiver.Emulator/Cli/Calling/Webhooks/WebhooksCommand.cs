using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Webhooks;

/// <summary>Represents <c>webhooks</c>, which lists deliveries with their attempts.</summary>
internal static class WebhooksCommand
{
    private static readonly ItemTable Table = new(
        "there is no such webhook",
        advice: "",
        ("created", delivery => StoryText.Moment(delivery["createdAt"]!)),
        ("event", delivery => $"{delivery["eventName"]}"),
        ("id", delivery => $"{delivery["eventId"]}"),
        ("customer", delivery => $"{delivery["customerId"]}"),
        ("state", delivery => $"{delivery["state"]}"),
        ("attempts", delivery => string.Join(", ", AttemptsOf(delivery).Select(attempt => $"{attempt!["statusCode"] ?? attempt["failure"]}"))));

    public static Command Create()
    {
        var options = new CallOptions();
        var failed = new Option<bool>("--failed") { Description = "Only webhooks whose last attempt failed, even if there is a retry." };
        var json = CallOptions.Json();
        var command = new Command("webhooks", "List the webhooks of events, with the answer to each attempt.") { failed, json };
        command.WithExamples(("crossriver-emulator webhooks --failed", "what your endpoint did not take"));

        return options.AddTo(command, (emulator, parsed, end) =>
        {
            var all = emulator.ListAsync($"{options.PathOf(parsed, "/deliveries")}?", end);
            return Table.PrintAsync(parsed, json, parsed.GetValue(failed) ? all.Where(HasFailed) : all, end);
        });
    }

    /// <summary>Returns a line about a delivery.</summary>
    public static string LineOf(JsonObject delivery) => Table.LineOf(delivery);

    /// <summary>Returns whether the last attempt of a delivery failed.</summary>
    public static bool HasFailed(JsonObject delivery) => AttemptsOf(delivery) is [.., { } last] && last["failure"] is not null;

    private static JsonArray AttemptsOf(JsonObject delivery) => delivery["attempts"]!.AsArray();
}
