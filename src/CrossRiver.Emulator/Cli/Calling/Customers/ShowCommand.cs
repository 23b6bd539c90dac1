using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents <c>show CUSTOMER</c>, which prints the story of a customer, past and planned.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var customer = NamedCustomer.Argument();
        var json = CallOptions.Json();
        var command = new Command("show", "Print the story of a customer: what happened, and what is planned.") { customer, json };
        command.WithExamples(("crossriver-emulator show \"Peter Griffin\"", "by the name"), ("crossriver-emulator show 6789", "by the last four digits of the tax id"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var named = await NamedCustomer.FindAsync(emulator, options.PathOf(parsed, "/customers"), parsed.GetRequiredValue(customer), end);
            var timeline = await emulator.SendAsync(HttpMethod.Get, named.PathOf("/timeline"), body: null, end);
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json)
                ? CommandOptions.ToJson(timeline)
                : StoryText.Of(named, timeline, await ReadEntriesAsync(emulator, $"/partners/{timeline["partnerId"]}/journal?customer={named.Id}", end)));
        });
    }

    /// <summary>Returns all entries of a journal.</summary>
    /// <param name="journal">The path of the journal, with a query.</param>
    public static async Task<IReadOnlyList<JsonObject>> ReadEntriesAsync(ControlClient emulator, string journal, CancellationToken end)
    {
        List<JsonObject> entries = [];
        long after = 0;
        while (await emulator.SendAsync(HttpMethod.Get, $"{journal}&after={after}&limit=1000", body: null, end) is { } page && page["entries"]!.AsArray() is { Count: > 0 } read)
        {
            entries.AddRange(read.Select(entry => entry!.AsObject()));
            after = (long)page["cursor"]!;
        }

        return entries;
    }
}
