using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Cli.Calling;

/// <summary><c>trigger EVENT</c> sends an event now, as if something had happened.</summary>
internal static class TriggerCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        var name = new Argument<string>("event") { HelpName = "EVENT", Description = "One of the bank's events about customers, in any casing." };
        name.CompletionSources.Add(_ => CustomerEvents.All);
        var customer = new Option<string>("--customer") { HelpName = "ID", Required = true, Description = "The customer it is about." };
        var detail = new Option<string[]>("--detail") { HelpName = "name=value", Description = "What an Extended event says besides; may be given several times.", DefaultValueFactory = _ => [] };
        var json = CallOptions.Json();
        var command = new Command("trigger", "Sends an event about a customer now, formed and signed as any other.") { name, customer, detail, json };
        options.AddTo(command);
        new CommandTexts(("crossriver-emulator trigger Core.Customer.Ofac.Changed --customer ID", "to whoever has registered for it")).AddTo(command);
        command.SetAction(async (parsed, end) =>
        {
            using var emulator = options.Connect(parsed);
            var request = new JsonObject { ["eventName"] = parsed.GetRequiredValue(name), ["customerId"] = parsed.GetRequiredValue(customer) };
            if (parsed.GetRequiredValue(detail) is not [] and var details)
            {
                request["details"] = DetailsOf(details);
            }

            var answer = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, "/events"), request, end);
            await Console.Out.WriteLineAsync(TerminalText.ShowLines(parsed.GetValue(json) ? answer.ToJsonString(CommandJson.Layout) : $"{parsed.GetRequiredValue(name)} {answer["eventId"]} of customer {parsed.GetRequiredValue(customer)}"));
            return ExitCode.Done;
        });

        return command;
    }

    private static JsonObject DetailsOf(IEnumerable<string> texts)
    {
        var details = new JsonObject();
        foreach (var text in texts)
        {
            var end = text.IndexOf('=', StringComparison.Ordinal);
            details[end > 0 ? text[..end] : throw CommandException.WrongUsage($"'{text}' is no detail; write --detail name=value")] = text[(end + 1)..];
        }

        return details;
    }
}
