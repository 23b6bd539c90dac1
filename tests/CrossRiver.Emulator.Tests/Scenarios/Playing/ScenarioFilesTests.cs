using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Each scenario that ships, played from its trigger to its end on a clock that the test moves.</summary>
public sealed class ScenarioFilesTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public ScenarioFilesTests() => _partner = _emulator.NewPartner();

    public static TheoryData<string, string, string[]> Stories => new()
    {
        {
            "clear",
            """{"name":{"firstName":"Peter","lastName":"Griffin"}}""",
            ["100 Onboarded Pending Pending", "950 PepScan.Changed Clear Pending", "1000 Ofac.Changed Clear Clear"]
        },
        {
            "ofac-hit",
            """{"name":{"firstName":"Francisco Javier","lastName":"ARELLANO FELIX"},"profile":{"birthDate":"1969-12-11"}}""",
            [
                "100 Onboarded Pending Pending", "950 PepScan.Changed Clear Pending", "1000 Ofac.Changed Clear Failed",
                "2000 Ofac.Changed Clear Reviewing", "4000 Ofac.Changed Clear Positive",
            ]
        },
        {
            "pep-hit",
            """{"name":{"firstName":"Vladimir","lastName":"Putin"}}""",
            [
                "100 Onboarded Pending Pending", "950 PepScan.Changed Failed Pending", "1000 Ofac.Changed Failed Clear",
                "2000 PepScan.Changed Reviewing Clear", "4000 PepScan.Changed Positive Clear",
            ]
        },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task A_shipped_scenario_tells_its_story(string scenario, string trigger, string[] story)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        var customer = await _partner.OnboardAsync(BodyWith(trigger));

        var told = new List<string>();
        for (var after = 50; after <= 10_000; after += 50)
        {
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(50), _partner);
            foreach (var webhook in inbox.All.Skip(told.Count).ToList())
            {
                var now = await _partner.GetCustomerAsync(customer);
                told.Add($"{after} {webhook.EventName["Core.Customer.".Length..]} {now["pepScan"]} {now["ofac"]}");
            }
        }

        Assert.Equal(story, told);
        var choice = (await _partner.GetJournalAsync()).Single(entry => (string)entry["kind"]! == "choice");
        Assert.Equal(scenario, (string)choice["scenario"]!);
    }

    [Fact]
    public async Task A_business_of_the_banks_documented_name_is_an_OFAC_hit()
    {
        var body = _partner.Body("create-business.request.json");
        body["name"]!["entityName"] = "blue star diamond";

        var customer = await _partner.OnboardAsync(body);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(10), _partner);

        Assert.Equal("Positive", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Fact]
    public async Task The_documented_name_with_another_birth_date_is_nobody()
    {
        var body = BodyWith("""{"name":{"firstName":"Francisco Javier","lastName":"Arellano Félix"},"profile":{"birthDate":"1970-01-01"}}""");

        var customer = await _partner.OnboardAsync(body);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(10), _partner);

        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
    }

    private JsonObject BodyWith(string changes)
    {
        var body = _partner.Body("create-personal.request.json");
        foreach (var (section, members) in JsonNode.Parse(changes)!.AsObject())
        {
            foreach (var (name, value) in members!.AsObject())
            {
                body[section]![name] = value!.DeepClone();
            }
        }

        return body;
    }
}
