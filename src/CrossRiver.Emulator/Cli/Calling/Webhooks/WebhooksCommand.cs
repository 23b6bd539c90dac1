using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling.Webhooks;

/// <summary>Represents <c>webhooks</c>, which lists deliveries with their attempts.</summary>
internal static class WebhooksCommand
{
    private const int Most = 1_000;

    public static Command Create()
    {
        var options = new CallOptions();
        var failed = new Option<bool>("--failed") { Description = "Only those whose last attempt failed, even if there is a retry." };
        var json = CallOptions.Json();
        var command = new Command("webhooks", "List the webhooks of events, with the answer to each attempt.") { failed, json };
        command.WithExamples(("crossriver-emulator webhooks --failed", "what your endpoint did not take"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var isFailed = parsed.GetValue(failed);
            var all = emulator.ListAsync($"{options.PathOf(parsed, "/deliveries")}?", end);
            var found = await all.Where(delivery => !isFailed || HasFailed(delivery)).Take(Most + 1).ToListAsync(end);
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(found.Take(Most)) : TableOf(found));
        });
    }

    /// <summary>Returns whether the last attempt of a delivery failed.</summary>
    public static bool HasFailed(JsonObject delivery) => delivery["attempts"]!.AsArray() is [.., { } last] && last["failure"] is not null;

    /// <summary>Returns a line about a delivery.</summary>
    public static string LineOf(JsonObject delivery) => string.Join("  ", RowOf(delivery));

    private static string TableOf(List<JsonObject> deliveries)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = [.. deliveries.Take(Most).Select(RowOf)];
        var more = deliveries.Count > Most ? $"\n… and more than {Most}" : "";
        return rows is [] ? "there is no such webhook" : $"{TextTable.Of([["created", "event", "id", "customer", "state", "attempts"], .. rows]).TrimEnd()}{more}";
    }

    private static IReadOnlyList<string> RowOf(JsonObject delivery) =>
    [
        StoryText.Moment(delivery["createdAt"]!), $"{delivery["eventName"]}", $"{delivery["eventId"]}", $"{delivery["customerId"]}", $"{delivery["state"]}",
        string.Join(", ", delivery["attempts"]!.AsArray().Select(attempt => $"{attempt!["statusCode"] ?? attempt["failure"]}")),
    ];
}
