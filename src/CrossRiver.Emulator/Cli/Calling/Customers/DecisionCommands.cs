using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>
/// Represents <c>release CUSTOMER</c>, <c>reject CUSTOMER</c> and <c>outcome CUSTOMER</c>, by which a tester decides instead of the bank's staff.
/// </summary>
internal static class DecisionCommands
{
    public static Command CreateRelease() => CreateAction(
        new Command("release", "End the review of a customer: nothing was found."),
        ("crossriver-emulator release \"Peter Griffin\"", "the scan becomes Clear"));

    public static Command CreateReject() => CreateAction(
        new Command("reject", "End the review of a customer: the hit is confirmed."),
        ("crossriver-emulator reject \"Peter Griffin\"", "the scan becomes Positive"));

    public static Command CreateOutcome()
    {
        var ofac = CreateScan("--ofac", "The result of the OFAC scan");
        var pep = CreateScan("--pep", "The result of the PEP scan");
        var after = CallOptions.Span("--after", "The wait before the results, on the world's clock. By default they are there at once.");
        var force = new Option<bool>("--force") { Description = "Also makes a change that the bank never makes." };
        var command = new Command("outcome", "Decide the results of a customer's scans, now or later.") { ofac, pep, after, force };
        command.WithExamples(
            ("crossriver-emulator outcome \"Peter Griffin\" --ofac Failed", "a hit"),
            ("crossriver-emulator outcome 6789 --pep Clear --after 48h", "in two days"));

        return Deciding(command, "/outcome", parsed =>
        {
            var request = new JsonObject { ["ofac"] = parsed.GetValue(ofac), ["pepScan"] = parsed.GetValue(pep), ["force"] = parsed.GetValue(force) };
            if (parsed.GetValue(after) is { } span)
            {
                request["after"] = Duration.Print(span);
            }

            return request;
        });
    }

    private static Command CreateAction(Command command, (string Line, string Meaning) example) =>
        Deciding(command.WithExamples(example), $"/actions/{command.Name}", _ => null);

    private static Option<string?> CreateScan(string name, string description)
    {
        var names = Enum.GetNames<ScanStatus>();
        var scan = new Option<string?>(name) { HelpName = "STATUS", Description = $"{description}: {string.Join(", ", names)}." };
        scan.CompletionSources.Add(names);
        return scan;
    }

    // Adds the customer, and an action that makes a call about it and prints the results.
    private static Command Deciding(Command command, string route, Func<ParseResult, JsonObject?> makeBody)
    {
        var options = new CallOptions();
        var customer = NamedCustomer.Argument();
        command.Arguments.Add(customer);
        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var named = await NamedCustomer.FindAsync(emulator, options, parsed, customer, end);
            var timeline = await emulator.SendAsync(HttpMethod.Post, named.PathOf(route), makeBody(parsed), end);
            await CommandOptions.PrintAsync(parsed, $"{named.Text}: {StoryText.StateOf(timeline)}");
        });
    }
}
