using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Scenarios.Matching;

namespace CrossRiver.Emulator.Cli.Calling.Customers;

/// <summary>Represents <c>new SCENARIO</c>, which creates customers with this scenario, as a partner does.</summary>
internal static class NewCommand
{
    private const int Most = 1_000;

    public static Command Create()
    {
        var options = new CallOptions();
        var scenario = new Argument<string>("scenario") { HelpName = "SCENARIO", Description = "The scenario of the customers: a name, or tax-id- and the four digits of a code." };
        var count = CallOptions.Number("--count", $"The number of customers. The default is 1, at most {Most}.", Most);
        var token = new Option<string?>("--token") { HelpName = "TOKEN", Description = "The bearer token of the calls, which a strict emulator needs." };
        var command = new Command("new", "Create customers with a scenario, and print their ids.") { scenario, count, token };
        command.WithExamples(("crossriver-emulator new ofac-review", "a customer whose review waits for you"), ("crossriver-emulator new clear --count 10", "ten without a hit"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var partner = options.PartnerOf(parsed) ?? await FindOnlyPartnerAsync(emulator, end);
            var world = await emulator.SendAsync(HttpMethod.Put, $"/partners/{partner}", body: null, end);
            var headers = new Dictionary<string, string>(StringComparer.Ordinal) { [ScenarioCatalog.Header] = parsed.GetRequiredValue(scenario) };
            if (parsed.GetValue(token) is { } sent)
            {
                headers["Authorization"] = $"Bearer {sent}";
            }

            // Each seed makes another person.
            foreach (var seed in Enumerable.Range((int)world["customers"]! + 1, parsed.GetValue(count) ?? 1))
            {
                var body = await emulator.SendAsync(HttpMethod.Get, $"/examples/customers.create?partnerId={world["partnerId"]}&seed={seed}", body: null, end);
                var customer = await emulator.CallBankAsync(HttpMethod.Post, "/core/v1/cm/customers", body, headers, end);
                await CommandOptions.PrintAsync(parsed, $"{customer["id"]}");
            }
        });
    }

    // An emulator without a world gets that of the tutorial's partner.
    private static async Task<string> FindOnlyPartnerAsync(ControlClient emulator, CancellationToken end)
    {
        var worlds = (await emulator.SendAsync(HttpMethod.Get, "/partners?pageSize=2", body: null, end))["results"]!.AsArray();
        return worlds switch
        {
            [] => $"{new SeedOptions().PartnerId}",
            [{ } only] => $"{only["partnerId"]}",
            _ => throw CommandException.WrongUsage("there are several worlds; write --partner PARTNER"),
        };
    }
}
