using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Which scenario a customer would get, and why no other.</summary>
public sealed class ScenarioExplanationTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>, IAsyncLifetime
{
    private static readonly (string Name, string Match)[] Own =
    [
        ("jones", "match: { body: { name.lastName: Jones } }"),
        ("late", "priority: 10, match: { body: { name.lastName: Smith } }"),
        ("second-smith", "match: { body: { name.lastName: Smith }, which: 2 }"),
        ("smiths", "match: { body: { name.lastName: Smith } }"),
        ("smiths-too", "match: { body: { name.lastName: Smith } }"),
        ("vague", "priority: 60, match: { body: { clientIdentifier: { exists: false } } }"),
    ];

    private readonly Partner _partner = emulator.NewPartner();

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, match) in Own)
        {
            (await _partner.PutTextAsync($"{_partner.Control}/scenarios/{name}", $"{{ version: 1, scenario: {name}, timeline: [], {match} }}")).Expect(HttpStatusCode.OK);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_scenario_that_loses_is_told_why()
    {
        var explanation = await ExplainAsync("""{"name":{"lastName":"Smith"},"profile":{"taxId":"987651000"},"clientIdentifier":"a"}""");

        Assert.Equal(("smiths", "its match holds"), ((string)explanation["scenario"]!, (string)explanation["reason"]!));
        Assert.Equal(
            [
                "clear: it has no match: it must be asked for by its name",
                "jones: name.lastName is not as its match asks",
                "late: its match holds, too, but 'smiths' has priority 50, and it 10",
                "second-smith: its match holds, but it takes only some such customers, by which",
                "smiths-too: its match holds, too, but 'smiths' wins by its name",
                "vague: clientIdentifier is not as its match asks",
                "tax-id-1000: the tax id is its code, but 'smiths' wins: its match holds",
            ],
            OthersOf(explanation).Where(other => Own.Any(own => other.StartsWith($"{own.Name}: ", StringComparison.Ordinal)) || other.StartsWith("clear: ", StringComparison.Ordinal) || other.StartsWith("tax-id", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_tax_id_that_only_looks_like_a_code_is_told()
    {
        var explanation = await ExplainAsync("""{"profile":{"taxId":"987659000"},"clientIdentifier":"a"}""");

        Assert.Equal("clear", (string)explanation["scenario"]!);
        Assert.Equal("tax-id-9000: it is no code: '9' is no digit for OFAC; write one of 012345", OthersOf(explanation)[^1]);
    }

    [Fact]
    public async Task What_is_ordered_comes_first_and_stays_ordered()
    {
        (await _partner.PostAsync($"{_partner.Control}/scenarios/next", new JsonObject { ["scenario"] = "jones" })).Expect(HttpStatusCode.OK);

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal("jones", (string)(await ExplainAsync("""{"name":{"lastName":"Smith"}}"""))["scenario"]!);
        }
    }

    [Theory]
    [InlineData("Putin")]
    [InlineData("Griffin")]
    [InlineData("Smith")]
    public async Task What_is_explained_is_what_happens(string lastName)
    {
        var body = _partner.Body("create-personal.request.json");
        body["name"] = new JsonObject { ["firstName"] = "Vladimir", ["lastName"] = lastName };
        body["clientIdentifier"] = "a";

        var explained = await ExplainAsync(body.ToJsonString());
        await _partner.OnboardAsync(body);

        var chosen = (await _partner.GetJournalAsync()).Last(entry => (string)entry["kind"]! == "choice");
        Assert.Equal(((string)explained["scenario"]!, (string)explained["reason"]!), ((string)chosen["scenario"]!, (string)chosen["reason"]!));
    }

    private async Task<JsonObject> ExplainAsync(string request) =>
        (await _partner.PostAsync($"{_partner.Control}/scenarios/explain", new JsonObject { ["request"] = JsonNode.Parse(request) })).Expect(HttpStatusCode.OK);

    private static IReadOnlyList<string> OthersOf(JsonObject explanation) => [.. explanation["others"]!.AsArray().Select(other => $"{other!["name"]}: {other["because"]}")];
}
