using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Entries;
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
        command.WithExamples(
            ("crossriver-emulator show \"Peter Griffin\"", "by the name"),
            ("crossriver-emulator show 6789", "by the last four digits of the tax id"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var named = await NamedCustomer.FindAsync(emulator, options, parsed, customer, end);
            var timeline = await emulator.SendAsync(HttpMethod.Get, named.PathOf("/timeline"), body: null, end);
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json)
                ? CommandOptions.ToJson(timeline)
                : StoryText.Of(named, timeline, await ReadEntriesAsync(emulator, timeline, named.Id, end)));
        });
    }

    private static async Task<IReadOnlyList<JsonObject>> ReadEntriesAsync(ControlClient emulator, JsonObject timeline, string customerId, CancellationToken end)
    {
        var journal = $"/partners/{timeline["partnerId"]}/journal";
        return await KeptEntries.ReadAsync(emulator, journal, CallOptions.Query("customer", customerId), after: 0, end).ToListAsync(end);
    }
}
