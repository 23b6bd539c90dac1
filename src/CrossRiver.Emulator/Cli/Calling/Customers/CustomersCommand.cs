using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents <c>customers</c>, which lists customers with their scans and what they wait for.</summary>
internal static class CustomersCommand
{
    private static readonly ItemTable Table = new(
        "there is no such customer",
        "; find others with --name TEXT",
        ("name", customer => $"{customer["name"]}"),
        ("id", customer => $"{customer["id"]}"),
        ("ofac", customer => $"{customer["ofac"]}"),
        ("pep", customer => $"{customer["pepScan"]}"),
        ("scenario", customer => $"{customer["scenario"]}"),
        ("next", customer => $"{customer["next"]?["what"]}"),
        ("waits for", WaitsFor));

    public static Command Create()
    {
        var options = new CallOptions();
        var name = new Option<string?>("--name")
        {
            HelpName = "TEXT",
            Description = "Only customers with this name, part of a name, id, clientIdentifier or last four digits of the tax id.",
        };
        var attention = new Option<bool>("--needs-attention")
        {
            Description = "Only customers with an open hold, a failing webhook, or a scan without a planned answer.",
        };
        var json = CallOptions.Json();
        var command = new Command("customers", "List the customers, with their scans and what they wait for.") { name, attention, json };
        command.WithExamples(
            ("crossriver-emulator customers --needs-attention", "open reviews and failing webhooks"),
            ("crossriver-emulator customers --name griffin", "all with that name"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var search = CallOptions.Query("search", parsed.GetValue(name));
            var found = emulator.ListAsync($"{options.PathOf(parsed, "/customers")}?needsAttention={parsed.GetValue(attention)}{search}", end);
            await Table.PrintAsync(parsed, json, found, end);
        });
    }

    /// <summary>Returns a line about a customer of the list.</summary>
    public static string LineOf(JsonObject customer)
    {
        var waits = WaitsFor(customer);
        var next = waits is "" ? "nothing" : $"{customer["next"]?["what"]} {waits}".TrimStart();
        return $"{customer["name"]} {customer["id"]}: OFAC {customer["ofac"]}, PEP {customer["pepScan"]}, scenario {customer["scenario"]}; next: {next}";
    }

    private static string WaitsFor(JsonObject customer) => customer["attention"] is JsonArray { Count: > 0 } reasons
        ? string.Join("; ", reasons.Select(reason => $"{reason}"))
        : (string?)customer["next"]?["waitsFor"] ?? (customer["next"]?["dueAt"] is { } dueAt ? StoryText.Moment(dueAt) : "");
}
