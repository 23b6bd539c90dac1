using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Flows;

/// <summary>
/// Many clients of several partners at once. <c>STRESS_SECONDS</c> says for how long, <c>STRESS_FAULTS</c> is a file with a list of bodies for <c>/faults</c>,
/// <c>STRESS_SCENARIO</c> one with a scenario called <c>stress</c> that becomes every world's default.
/// </summary>
public sealed class StressTests : IAsyncLifetime
{
    private const int Partners = 3;
    private const int ClientsOfPartner = 4;

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Webhooks:FinishedDeliveries"] = "1000000" } };

    private static TimeSpan Duration =>
        TimeSpan.FromSeconds(double.TryParse(Environment.GetEnvironmentVariable("STRESS_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 5);

    private static string? Faults => Environment.GetEnvironmentVariable("STRESS_FAULTS");

    private static string? Scenario => Environment.GetEnvironmentVariable("STRESS_SCENARIO");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Every_world_is_as_the_accepted_calls_say()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partners = Enumerable.Range(0, Partners).Select(_ => _emulator.NewPartner()).ToList();
        foreach (var partner in partners)
        {
            await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.NameChanged);
            await SwitchOnAsync(partner);
        }

        using var end = new CancellationTokenSource(Duration);
        var clients = partners.SelectMany(partner => Enumerable.Range(0, ClientsOfPartner).Select(number => new StressClient(partner, number, inbox.Url))).ToList();
        await Task.WhenAll(clients.Select(client => client.RunAsync(end.Token)));

        foreach (var partner in partners)
        {
            if (Faults is not null)
            {
                await partner.DeleteAsync($"/_emulator/partners/{partner.Id}/faults");
            }

            await partner.World.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            Check(partner.World, [.. clients.Where(client => client.Partner == partner)]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{clients.Sum(client => client.Accepted)} calls accepted, {clients.Sum(client => client.Repeated)} made again, {clients.Sum(client => client.Customers.Count)} customers");
    }

    private static async Task SwitchOnAsync(Partner partner)
    {
        if (Scenario is { } scenario)
        {
            var text = await File.ReadAllTextAsync(scenario, TestContext.Current.CancellationToken);
            (await partner.PutTextAsync($"/_emulator/partners/{partner.Id}/scenarios/stress", text)).Expect(HttpStatusCode.OK);
            (await partner.PutAsync($"/_emulator/partners/{partner.Id}/scenarios/default", new JsonObject { ["scenario"] = "stress" })).Expect(HttpStatusCode.OK);
        }

        var faults = Faults is { } file ? JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsArray() : [];
        foreach (var fault in faults)
        {
            (await partner.PostAsync($"/_emulator/partners/{partner.Id}/faults", fault!.DeepClone().AsObject())).Expect(HttpStatusCode.OK);
        }
    }

    private static void Check(World world, IReadOnlyList<StressClient> clients)
    {
        var expected = clients.SelectMany(client => client.Customers).ToDictionary(customer => customer.Id);
        Assert.Equal(expected.Count, world.Customers.Count);
        Assert.All(expected.Values, customer => Assert.Equal(customer, StressCustomer.Of(world.Customers.Find(customer.Id)!, customer.Renames)));
        Assert.Equal(
            clients.SelectMany(client => client.Registrations).Append(CustomerEvents.Onboarded).Append(CustomerEvents.NameChanged).Order(StringComparer.Ordinal),
            world.Registrations.All.Select(registration => registration.EventName).Order(StringComparer.Ordinal));

        var events = world.Deliveries.Store.All
            .Where(delivery => delivery.Event is { EventName: CustomerEvents.NameChanged, CustomerId: not null } && expected.ContainsKey(delivery.Event.CustomerId.Value))
            .CountBy(delivery => delivery.Event.CustomerId!.Value).ToDictionary();

        // A scenario may have events told more often than they happened, and never less often.
        Assert.All(expected.Values, customer => Assert.InRange(
            events.GetValueOrDefault(customer.Id), customer.Renames, Scenario is null ? customer.Renames : int.MaxValue));
    }
}
