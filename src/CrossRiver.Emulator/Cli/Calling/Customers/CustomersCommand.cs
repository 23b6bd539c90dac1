using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents <c>customers</c>, which lists customers with their scans and what they wait for.</summary>
internal static class CustomersCommand
{
    private const int Most = 1_000;

    public static Command Create()
    {
        var options = new CallOptions();
        var name = new Option<string?>("--name") { HelpName = "TEXT", Description = "Only customers of this name, part of a name, id, clientIdentifier or last four digits of the tax id." };
        var attention = new Option<bool>("--needs-attention") { Description = "Only customers with an open hold, a failing webhook, or a scan that nothing planned will answer." };
        var json = CallOptions.Json();
        var command = new Command("customers", "List the customers, with their scans and what they wait for.") { name, attention, json };
        command.WithExamples(
            ("crossriver-emulator customers --needs-attention", "whose review is open, and whose webhooks fail"),
            ("crossriver-emulator customers --name griffin", "all with that name"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var search = parsed.GetValue(name) is { } text ? $"&search={Uri.EscapeDataString(text)}" : "";
            var found = await emulator.ListAsync($"{options.PathOf(parsed, "/customers")}?needsAttention={parsed.GetValue(attention)}{search}", end).Take(Most + 1).ToListAsync(end);
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(found.Take(Most)) : TableOf(found));
        });
    }

    private static string TableOf(List<JsonObject> customers)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = [.. customers.Take(Most).Select(RowOf)];
        var more = customers.Count > Most ? $"\n… and more than {Most}; find others with --name TEXT" : "";
        return rows is [] ? "there is no such customer" : $"{TextTable.Of([["name", "id", "ofac", "pep", "scenario", "next", "waits for"], .. rows]).TrimEnd()}{more}";
    }

    /// <summary>Returns a line about a customer of the list.</summary>
    public static string LineOf(JsonObject customer)
    {
        var next = customer["next"] is { } step ? $"{step["what"]} " : "";
        return $"{customer["name"]} {customer["id"]}: OFAC {customer["ofac"]}, PEP {customer["pepScan"]}, scenario {customer["scenario"]}; next: {(WaitsFor(customer) is { Length: > 0 } waits ? $"{next}{waits}" : "nothing")}";
    }

    private static IReadOnlyList<string> RowOf(JsonObject customer) =>
        [$"{customer["name"]}", $"{customer["id"]}", $"{customer["ofac"]}", $"{customer["pepScan"]}", $"{customer["scenario"]}", $"{customer["next"]?["what"]}", WaitsFor(customer)];

    private static string WaitsFor(JsonObject customer) => customer["attention"] is JsonArray { Count: > 0 } reasons
        ? string.Join("; ", reasons.Select(reason => $"{reason}"))
        : (string?)customer["next"]?["waitsFor"] ?? (customer["next"]?["dueAt"] is { } dueAt ? StoryText.Moment(dueAt) : "");
}
