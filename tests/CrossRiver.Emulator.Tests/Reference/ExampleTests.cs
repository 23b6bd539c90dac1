using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Reference;

/// <summary>What the documents show to send can be sent.</summary>
public sealed class ExampleTests
{
    private const string Tutorial = "6e80b097-693c-4592-8440-02f345335bbf";

    private static readonly string[] NamesOfPeople = ["ownerCustomerId", "customerId"];
    private static readonly string[] NamesOfAccounts = ["masterAccountNumber", "accountNumber", "debitAccountNumber", "creditAccountNumber"];

    [Fact]
    public async Task Every_example_is_taken_by_its_operation()
    {
        await using var emulator = new RunningEmulator();
        var partner = emulator.NewPartner(Guid.Parse(Tutorial));
        var bank = await DescribedApi.ReadAsync(partner, "bank");
        var ours = await DescribedApi.ReadAsync(partner, "emulator");

        // Customers with clear scans have accounts.
        (await partner.PostAsync($"/_emulator/partners/{Tutorial}/seed", new JsonObject { ["customers"] = 4 })).Expect(HttpStatusCode.OK);
        (await partner.PostAsync("/_emulator/accounts/seed", new JsonObject { ["balance"] = 50_000 })).Expect(HttpStatusCode.OK);

        // A reset takes away what others are about.
        var operations = bank.Operations.Select(operation => (Api: bank, Operation: operation))
            .Concat(ours.Operations.Select(operation => (Api: ours, Operation: operation)))
            .OrderBy(one => one.Operation.Id.StartsWith("Reset", StringComparison.Ordinal));
        foreach (var (api, operation) in operations)
        {
            Assert.True(operation.Body is null || operation.IsOfSnapshot || operation.Examples is not [], $"{operation} needs an example");
            foreach (var (name, body) in operation.Examples)
            {
                Assert.Empty(api.Check.FaultsOf(body, operation.Body!).Select(fault => $"{name}: {fault}"));
                var answer = await api.CallAsync(operation.Id, await WithOwnerAsync(body, bank), [.. await ValuesAsync(operation, bank)]);
                Assert.True(answer is not JsonObject refused || refused["errors"] is null, $"{operation}, {name}: {answer}");
            }
        }
    }

    [Fact]
    public async Task The_examples_of_the_bank_s_calls_are_named_as_scenario_files_name_the_calls()
    {
        await using var emulator = new RunningEmulator();
        var bank = await DescribedApi.ReadAsync(emulator.NewPartner(), "bank");

        // A second example of a call has a word more: customers.create-business.
        var names = bank.Operations.SelectMany(operation => operation.Examples).Select(example => example.Name);
        var calls = emulator.Services.GetRequiredService<ModuleCatalog>().Operations.Select(operation => operation.Name);
        Assert.All(names, name => Assert.Contains(calls, call => name == call || name.StartsWith($"{call}-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Customer")]
    [InlineData("Address")]
    [InlineData("Phone")]
    [InlineData("Email")]
    [InlineData("Identification")]
    [InlineData("BeneficialOwner")]
    [InlineData("Registration")]
    [InlineData("WebhookEvent")]
    public async Task An_answer_that_is_shown_is_as_described(string resource)
    {
        await using var emulator = new RunningEmulator();
        var bank = await DescribedApi.ReadAsync(emulator.NewPartner(), "bank");
        var schema = bank.Check.Find($"#/components/schemas/{resource}");

        Assert.Empty(bank.Check.FaultsOf(Assert.Single(schema["examples"]!.AsArray()), schema));
    }

    // The identifiers in the path are those of what the examples before have made, as the lists tell them.
    private static async Task<IEnumerable<(string Name, object? Value)>> ValuesAsync(Operation operation, DescribedApi bank)
    {
        var customer = operation.Path.Contains("beneficial-owners", StringComparison.Ordinal) ? "Business" : "Personal";
        var values = new List<(string Name, object? Value)> { ("partnerId", Tutorial), ("name", operation.Path.Contains("/conditions/", StringComparison.Ordinal) ? "throttled" : "example") };
        if (operation.Path.Contains("{customerId}", StringComparison.Ordinal))
        {
            values.Add(("customerId", await FirstAsync(bank, "/core/v1/cm/customers", ("classification", customer))));
        }

        if (operation.Path.Contains("{step}", StringComparison.Ordinal))
        {
            var ours = await DescribedApi.ReadAsync(bank.Partner, "emulator");
            var planned = await ours.CallAsync("SetOutcome", new JsonObject { ["ofac"] = "Clear", ["after"] = "30d" }, [.. values.Where(value => value.Name != "name")]);
            values.Add(("step", planned!["planned"]!.AsArray()[^1]!["id"]));
        }

        if (operation.Path.Contains("{eventId}", StringComparison.Ordinal))
        {
            values.Add(("eventId", await HoldAsync(bank)));
        }

        if (operation.Path.Contains("{accountNumber}", StringComparison.Ordinal))
        {
            values.Add(("accountNumber", (await NumbersAsync(bank))[0]));
        }

        if (operation.Path.EndsWith("/restrictions/{id}", StringComparison.Ordinal))
        {
            values.Add(("id", (await bank.CallAsync("AddRestriction", new JsonObject(), [.. values.Where(value => value.Name == "accountNumber")]))!["id"]));
        }
        else if (operation.Path.IndexOf("/{id}", StringComparison.Ordinal) is > 0 and var end)
        {
            values.Add(("id", await FirstAsync(bank, operation.Path[..end], [.. values])));
        }

        return values.Where(value => operation.Path.Contains($"{{{value.Name}}}", StringComparison.Ordinal));
    }

    // Only a webhook that a pause holds is edited.
    private static async Task<object?> HoldAsync(DescribedApi bank)
    {
        var partner = bank.Partner;
        await partner.RegisterAsync(new Uri(partner.Http.BaseAddress!, "/_emulator/inbox/held"), CustomerEvents.PepScanChanged);
        (await partner.PostAsync($"{partner.Control}/deliveries/pause", [])).Expect(HttpStatusCode.OK);
        var customer = await FirstAsync(bank, "/core/v1/cm/customers", ("classification", "Personal"));
        var sent = await partner.PostAsync($"{partner.Control}/events", new JsonObject { ["eventName"] = CustomerEvents.PepScanChanged, ["customerId"] = $"{customer}" });
        return sent.Expect(HttpStatusCode.OK)["eventId"];
    }

    private static async Task<object?> FirstAsync(DescribedApi bank, string list, params (string Name, object? Value)[] values)
    {
        var operation = bank.Operations.Single(operation => operation.Method == "GET" && operation.Path == list);
        return (await bank.CallAsync(operation.Id, body: null, values))!["results"]![0]!["id"];
    }

    private static async Task<List<string>> NumbersAsync(DescribedApi bank)
    {
        var answer = await bank.Partner.GetAsync($"/_emulator/examples/transfers.create?partnerId={Tutorial}");
        return [(string)answer.Json["debitAccountNumber"]!, (string)answer.Json["creditAccountNumber"]!];
    }

    // Nobody can know in advance which person it is.
    private static async Task<JsonNode> WithOwnerAsync(JsonNode body, DescribedApi bank)
    {
        var sent = body.DeepClone();
        foreach (var member in NamesOfPeople.Where(member => (sent as JsonObject)?[member] is not null))
        {
            sent[member] = $"{await FirstAsync(bank, "/core/v1/cm/customers", ("classification", "Personal"), ("ofac", "Clear"))}";
        }

        var numbers = new Queue<string>(await NumbersAsync(bank));
        foreach (var member in NamesOfAccounts.Where(member => (sent as JsonObject)?[member] is not null))
        {
            sent[member] = numbers.Dequeue();
        }

        return sent;
    }
}
