using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The screening against the bank's internal list, which a setting shows.</summary>
public sealed class InternalListTests : IAsyncLifetime
{
    private const string Customers = "/core/v1/cm/customers";

    private const string Screened = """
        version: 1
        scenario: screened
        timeline:
          - emit: Core.Customer.Onboarded
          - after: 1s
            set: { internalList: Clear }
        """;

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Customers:InternalList"] = "true" },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task All_answers_show_it_after_the_PEP_scan_and_a_step_sets_it()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.All);
        (await partner.PutTextAsync($"{partner.Control}/scenarios/screened", Screened)).Expect(HttpStatusCode.OK);

        var customer = await partner.OnboardAsync(scenario: "screened");
        Assert.Equal("Pending", (string)customer["internalList"]!);
        Assert.Equal(["pepScan", "internalList", "name"], customer.Select(member => member.Key).SkipWhile(name => name != "pepScan").Take(3));

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), partner);
        var path = $"{Customers}/{customer["id"]}";
        JsonNode?[] answers =
        [
            await partner.GetCustomerAsync(customer),
            (await partner.GetAllAsync($"{Customers}?partnerId={partner.Id}"))[0],
            (await partner.PutAsync($"{path}/name", new JsonObject { ["lastName"] = "Jones" })).Expect(HttpStatusCode.OK),
            (await partner.PutAsync($"{path}/profile", new JsonObject { ["regO"] = true })).Expect(HttpStatusCode.OK),
            (await partner.DeleteAsync(path)).Expect(HttpStatusCode.OK),
        ];
        await partner.WhenIdleAsync();

        Assert.All(answers, answer => Assert.Equal("Clear", (string)answer!["internalList"]!));
        Assert.Contains(await partner.GetJournalAsync(), entry => (string?)entry["what"] == "internalList Pending → Clear");
        Assert.Equal(
            [CustomerEvents.Onboarded, CustomerEvents.NameChanged, CustomerEvents.ProfileChanged],
            inbox.All.Select(webhook => webhook.EventName));
    }

    [Fact]
    public async Task Without_the_setting_no_answer_shows_it()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        (await partner.PutTextAsync($"{partner.Control}/scenarios/screened", Screened)).Expect(HttpStatusCode.OK);

        var customer = await partner.OnboardAsync(scenario: "screened");
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), partner);

        Assert.False(customer.ContainsKey("internalList"));
        Assert.False((await partner.GetCustomerAsync(customer)).ContainsKey("internalList"));
        Assert.Contains(await partner.GetJournalAsync(), entry => (string?)entry["what"] == "internalList Pending → Clear");
    }
}
