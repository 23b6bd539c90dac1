using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>A tester chooses the scenarios of customers to come.</summary>
public sealed class ScenarioEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task The_next_customers_get_the_scenario_that_was_ordered()
    {
        var answer = await OrderAsync("""{"scenario":"ofac-hit","times":2}""");

        Assert.Equal(["ofac-hit", "ofac-hit", "clear"], [await OnboardAsync(), await OnboardAsync(), await OnboardAsync()]);
        var body = answer.Expect(HttpStatusCode.OK);
        Assert.Equal(("ofac-hit", 2, 1), ((string)body["scenario"]!, (int)body["times"]!, (int)body["epoch"]!));
        var journal = await _partner.GetJournalAsync();
        Assert.Contains(journal, entry => (string?)entry["what"] == "scenarios: 'ofac-hit' for the next 2 customers");
        Assert.Contains(journal, entry => (string?)entry["reason"] == "a control call asks for it for the next customers");
    }

    [Fact]
    public async Task An_order_can_be_for_one_client_identifier()
    {
        await OrderAsync("""{"scenario":"pep-hit","clientIdentifier":"acme-1"}""");

        Assert.Equal(["clear", "pep-hit", "clear"], [await OnboardAsync("acme-2"), await OnboardAsync("acme-1"), await OnboardAsync("acme-1")]);
    }

    [Fact]
    public async Task A_world_has_a_default_of_its_own_until_it_is_reset()
    {
        var other = emulator.NewPartner();

        (await _partner.PutAsync($"/_emulator/partners/{_partner.Id}/scenarios/default", new JsonObject { ["scenario"] = "tax-id-4400" })).Expect(HttpStatusCode.OK);

        Assert.Equal("tax-id-4400", await OnboardAsync());
        Assert.Equal("Pending", (string)(await other.OnboardAsync())["ofac"]!);
        Assert.Equal("clear", (await other.GetJournalAsync()).Select(entry => (string?)entry["scenario"]).OfType<string>().Single());
        await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/reset", new JsonObject { ["keep"] = new JsonArray() });
        Assert.Equal("clear", await OnboardAsync());
    }

    [Theory]
    [InlineData("""{"scenario":"ofac-hid"}""", "Scenario 'ofac-hid' is no scenario; send one of account-frozen, answer-lost, both-hit, ")]
    [InlineData("""{"scenario":"clear","times":0}""", "Times must be a whole number from 1 to 1000000")]
    [InlineData("""{"times":1}""", "Scenario required")]
    public async Task An_order_that_cannot_be_taken_is_refused(string body, string message)
    {
        var answer = await OrderAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(message, Assert.Single(answer.Messages), StringComparison.Ordinal);
        Assert.Equal("clear", await OnboardAsync());
    }

    [Fact]
    public async Task Customers_who_come_at_the_same_time_share_an_order()
    {
        await OrderAsync("""{"scenario":"ofac-hit","times":10}""");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => OnboardAsync($"parallel-{number}")));

        Assert.Equal(10, (await _partner.GetJournalAsync()).Count(entry => (string?)entry["scenario"] == "ofac-hit"));
    }

    private Task<Answer> OrderAsync(string body) => _partner.PostAsync($"/_emulator/partners/{_partner.Id}/scenarios/next", JsonNode.Parse(body)!.AsObject());

    /// <returns>The name of the new customer's scenario.</returns>
    /// <remarks>A reset world makes the same identifiers again.</remarks>
    private async Task<string> OnboardAsync(string? clientIdentifier = null)
    {
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = clientIdentifier;
        var customer = await _partner.OnboardAsync(body);

        return (await _partner.GetJournalAsync())
            .Where(entry => (string)entry["kind"]! == "choice" && (string)entry["customerId"]! == (string)customer["id"]!)
            .Select(entry => (string)entry["scenario"]!)
            .Last();
    }
}
