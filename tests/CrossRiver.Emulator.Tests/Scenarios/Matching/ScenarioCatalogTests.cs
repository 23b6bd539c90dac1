using System.Text.Json;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Scenarios.Files;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Scenarios.Matching;

public sealed class ScenarioCatalogTests
{
    private static readonly ScenarioCatalog Catalog = new(
        ScenarioParser.Parse(
            """
            {version: 1, scenario: clear, timeline: []}
            ---
            {version: 1, scenario: one-field, match: {body: {name.lastName: Félix}}, timeline: []}
            ---
            {version: 1, scenario: two-fields, match: {body: {name.lastName: Félix, classification: Personal}}, timeline: []}
            ---
            {version: 1, scenario: urgent, priority: 60, match: {body: {name.lastName: [Urgent, Sofort]}}, timeline: []}
            ---
            {version: 1, scenario: either, match: {anyOf: [{body: {profile.taxId: "1"}}, {body: {profile.regO: "true"}}]}, timeline: []}
            """,
            "catalog.yaml").Scenarios,
        "clear");

    [Theory]
    [InlineData("""{"name":{"lastName":"Félix"}}""", "one-field")]
    [InlineData("""{"NAME":{"LastName":"  FELIX "}}""", "one-field")]
    [InlineData("""{"name":{"lastName":"Félix"},"classification":"personal"}""", "two-fields")]
    [InlineData("""{"name":{"lastName":"sofort"},"classification":"Personal"}""", "urgent")]
    [InlineData("""{"profile":{"taxId":"1"}}""", "either")]
    [InlineData("""{"profile":{"regO":true}}""", "either")]
    [InlineData("""{"name":{"lastName":"Felixson"}}""", "clear")]
    [InlineData("""{"name":"Félix","profile":{"taxId":["1"]}}""", "clear")]
    [InlineData("{}", "clear")]
    public void The_most_particular_match_wins_and_the_default_takes_the_rest(string body, string scenario) =>
        Assert.Equal(scenario, Catalog.Choose(Parse(body), new HeaderDictionary()).Scenario.Name);

    [Fact]
    public void A_header_that_names_a_scenario_wins_over_everything()
    {
        var headers = new HeaderDictionary { ["x-emulator-scenario"] = "one-field" };

        Assert.Equal("one-field", Catalog.Choose(Parse("""{"name":{"lastName":"Urgent"}}"""), headers).Scenario.Name);
    }

    [Fact]
    public void A_header_that_names_no_scenario_is_refused_with_those_there_are()
    {
        var headers = new HeaderDictionary { ["X-Emulator-Scenario"] = "ofac-hid" };

        var refused = Assert.Throws<RefusedException>(() => Catalog.Choose(Parse("{}"), headers));

        Assert.Equal(400, refused.Error.Status);
        Assert.Equal("X-Emulator-Scenario 'ofac-hid' is no scenario; send one of clear, either, one-field, two-fields, urgent", refused.Message);
    }

    [Fact]
    public void A_later_scenario_replaces_an_earlier_one_of_its_name()
    {
        var older = ScenarioParser.Parse("{version: 1, scenario: clear, title: old, timeline: []}", "a.yaml").Scenarios;
        var newer = ScenarioParser.Parse("{version: 1, scenario: clear, title: new, timeline: []}", "b.yaml").Scenarios;

        Assert.Equal("new", new ScenarioCatalog([.. older, .. newer], "clear").Choose(Parse("{}"), new HeaderDictionary()).Scenario.Title);
    }

    private static JsonElement Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
