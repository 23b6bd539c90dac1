using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Flows;

/// <summary>Many clients of several partners at once, with every fault and with none. <c>STRESS_SECONDS</c> says for how long.</summary>
[Trait("lane", "slow")]
public sealed class StressTests : IAsyncLifetime
{
    private const int Partners = 3;
    private const int ClientsOfPartner = 4;

    private readonly IReadOnlyList<Guid> _ids = [.. Enumerable.Range(0, Partners).Select(_ => new Guid(RandomNumberGenerator.GetBytes(16)))];
    private readonly RunningEmulator _emulator;

    public StressTests() => _emulator = new RunningEmulator
    {
        Settings = new Dictionary<string, string?>(_ids.SelectMany((id, number) => StressClient.Credentials($"Emulator:Tokens:Clients:{number}", id)))
        {
            ["Emulator:Webhooks:FinishedDeliveries"] = "1000000",
        },
    };

    private static TimeSpan Duration =>
        TimeSpan.FromSeconds(double.TryParse(Environment.GetEnvironmentVariable("STRESS_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 3);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_world_is_as_the_accepted_calls_say(bool hasFaults)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partners = _ids.Select(_emulator.NewPartner).ToList();
        foreach (var partner in partners)
        {
            await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.NameChanged);
            await (hasFaults ? SwitchOnAsync(partner) : Task.CompletedTask);
        }

        using var end = new CancellationTokenSource(Duration);
        var clients = partners.SelectMany(partner => Enumerable.Range(0, ClientsOfPartner).Select(number => new StressClient(partner, number, inbox.Url))).ToList();
        await Task.WhenAll(clients.Select(client => client.RunAsync(end.Token)));

        foreach (var partner in partners)
        {
            await partner.DeleteAsync($"/_emulator/partners/{partner.Id}/faults");
            await partner.WhenIdleAsync();
            await CheckAsync(partner, [.. clients.Where(client => client.Partner == partner)]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{clients.Sum(client => client.Accepted)} calls accepted, {clients.Sum(client => client.Repeated)} made again, {clients.Sum(client => client.Customers.Count)} customers");
    }

    private static async Task SwitchOnAsync(Partner partner)
    {
        (await partner.PutTextAsync($"/_emulator/partners/{partner.Id}/scenarios/stress", StressFaults.Scenario)).Expect(HttpStatusCode.OK);
        (await partner.PutAsync($"/_emulator/partners/{partner.Id}/scenarios/default", new JsonObject { ["scenario"] = "stress" })).Expect(HttpStatusCode.OK);
        foreach (var rule in StressFaults.Calls)
        {
            (await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/faults", rule)).Expect(HttpStatusCode.OK);
        }
    }

    private static async Task CheckAsync(Partner partner, IReadOnlyList<StressClient> clients)
    {
        var expected = clients.SelectMany(client => client.Customers).ToDictionary(customer => $"{customer.Id}", StringComparer.Ordinal);
        var events = (await partner.GetDeliveriesAsync())
            .Where(delivery => (string)delivery["eventName"]! == CustomerEvents.NameChanged && delivery["sentAs"] is null)
            .CountBy(delivery => (string)delivery["customerId"]!).ToDictionary(StringComparer.Ordinal);
        var found = await Task.WhenAll((await partner.GetAllAsync($"{StressClient.Root}?partnerId={partner.Id}")).Select(async customer => new StressCustomer(
            Guid.Parse((string)customer["id"]!),
            (string)customer["name"]!["firstName"]!,
            (await partner.GetAllAsync($"{StressClient.Root}/{customer["id"]}/emails?")).Count,
            (string)customer["status"]! is "Active",
            events.GetValueOrDefault((string)customer["id"]!))));

        Assert.Equal(expected.Count, found.Length);
        Assert.All(found, customer => Assert.Equal(expected[$"{customer.Id}"], customer));
        Assert.Equal(
            clients.SelectMany(client => client.Registrations).Append(CustomerEvents.Onboarded).Append(CustomerEvents.NameChanged).Order(StringComparer.Ordinal),
            (await partner.GetAllAsync($"/webhooks/v1/registrations?partnerId={partner.Id}")).Select(registration => (string)registration["eventName"]!).Order(StringComparer.Ordinal));
    }
}
