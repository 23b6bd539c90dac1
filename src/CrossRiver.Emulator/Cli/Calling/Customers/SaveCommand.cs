using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents <c>scenarios save CUSTOMER</c>, which prints what happened to a customer as a scenario file.</summary>
internal static class SaveCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var customer = NamedCustomer.Argument();
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The name of the scenario. The default is that of the customer's scenario after saved-." };
        var match = new Option<bool>("--match") { Description = "The scenario is for creates with the clientIdentifier of this customer. By default they ask for it by name." };
        var command = new Command("save", "Print what happened to a customer of a running emulator, as a scenario that happens again.") { customer, name, match };
        command.WithExamples(("crossriver-emulator scenarios save \"Peter Griffin\" --name second-look > scenarios/second-look.yaml", "what you did by hand, for a test"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var named = await NamedCustomer.FindAsync(emulator, options.PathOf(parsed, "/customers"), parsed.GetRequiredValue(customer), end);
            var asked = parsed.GetValue(name) is { } text ? $"&name={Uri.EscapeDataString(text)}" : "";
            var file = await emulator.SendForTextAsync(HttpMethod.Get, named.PathOf($"/scenario?match={parsed.GetValue(match)}{asked}"), body: null, end);
            await CommandOptions.PrintAsync(parsed, file.TrimEnd());
        });
    }
}
