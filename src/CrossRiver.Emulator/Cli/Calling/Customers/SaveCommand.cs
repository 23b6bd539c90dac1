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
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = "The name of the scenario. The default is saved- and the name of the customer's scenario.",
        };
        var match = new Option<bool>("--match")
        {
            Description = "Creates with the clientIdentifier of this customer get the scenario. By default a create gets it only by its name.",
        };
        var command = new Command("save", "Print the story of a customer as a scenario that repeats it.") { customer, name, match };
        command.WithExamples(
            ("crossriver-emulator scenarios save \"Peter Griffin\" --name second-look > scenarios/second-look.yaml", "repeats in a test what you did by hand"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var named = await NamedCustomer.FindAsync(emulator, options, parsed, customer, end);
            var path = named.PathOf($"/scenario?match={parsed.GetValue(match)}{CallOptions.Query("name", parsed.GetValue(name))}");
            var file = await emulator.SendForTextAsync(HttpMethod.Get, path, body: null, end);
            await CommandOptions.PrintAsync(parsed, file.TrimEnd());
        });
    }
}
