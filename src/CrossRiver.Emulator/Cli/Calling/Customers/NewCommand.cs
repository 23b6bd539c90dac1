using System.CommandLine;
using System.Runtime.CompilerServices;
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
            var made = CreateAsync(emulator, partner, parsed.GetRequiredValue(scenario), parsed.GetValue(count) ?? 1, parsed.GetValue(token), example => example, end);
            await foreach (var customer in made)
            {
                await CommandOptions.PrintAsync(parsed, $"{customer["id"]}");
            }
        });
    }

    /// <summary>Creates customers through the bank's API, and returns the answers.</summary>
    /// <param name="partner">The partner, by its identifier or alias. Its world is made if there is none.</param>
    /// <param name="scenario">The scenario, or null to let the emulator choose.</param>
    /// <param name="token">The bearer token of the calls, or null.</param>
    /// <param name="change">Changes the example body of each customer.</param>
    /// <exception cref="CommandException">The emulator does not answer, or refuses a call.</exception>
    public static async IAsyncEnumerable<JsonObject> CreateAsync(
        ControlClient emulator, string partner, string? scenario, int count, string? token, Func<JsonObject, JsonObject> change, [EnumeratorCancellation] CancellationToken end)
    {
        var world = await emulator.SendAsync(HttpMethod.Put, $"/partners/{Uri.EscapeDataString(partner)}", body: null, end);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (scenario is not null)
        {
            headers[ScenarioCatalog.Header] = scenario;
        }

        if (token is not null)
        {
            headers["Authorization"] = $"Bearer {token}";
        }

        // Each seed makes another person.
        foreach (var seed in Enumerable.Range((int)world["customers"]! + 1, count))
        {
            var body = await emulator.SendAsync(HttpMethod.Get, $"/examples/customers.create?partnerId={world["partnerId"]}&seed={seed}", body: null, end);
            yield return await emulator.CallBankAsync(HttpMethod.Post, "/core/v1/cm/customers", change(body), headers, end);
        }
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
