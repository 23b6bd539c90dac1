using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary>Represents <c>trigger EVENT</c>, which sends an event now, without its cause.</summary>
internal static class TriggerCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var name = new Argument<string>("event") { HelpName = "EVENT", Description = "One of the bank's events about customers, in any casing." };
        name.CompletionSources.Add(_ => CustomerEvents.All);
        var customer = new Option<string>("--customer") { HelpName = "ID", Required = true, Description = "The customer of the event." };
        var detail = CommandOptions.Pairs("--detail", "A member of an Extended event; may be given several times.");
        var json = CallOptions.Json();
        var command = new Command("trigger", "Send an event about a customer now, signed as any other.") { name, customer, detail, json };
        command.WithExamples(("crossriver-emulator trigger Core.Customer.Ofac.Changed --customer ID", "to the endpoint registered for it"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var (eventName, customerId) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(customer));
            var request = new JsonObject { ["eventName"] = eventName, ["customerId"] = customerId };
            foreach (var (key, value) in CommandOptions.Read(parsed, detail))
            {
                request["details"] ??= new JsonObject();
                request["details"]![key] = value;
            }

            var answer = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, "/events"), request, end);
            await CommandOptions.PrintAsync(parsed, json, answer, sent => $"{eventName} {sent["eventId"]} of customer {customerId}");
        });
    }
}
