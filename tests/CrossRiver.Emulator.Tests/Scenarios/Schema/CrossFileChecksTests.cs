namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>What is said of files that are good alone, but not together.</summary>
public sealed class CrossFileChecksTests
{
    [Theory]
    [InlineData("priority: 60, match: {body: {name.lastName: Félix}}", "match: {body: {name.lastName: FELIX, name.firstName: Ada}}")]
    [InlineData("match: {body: {name.lastName: [Smith, Jones]}}", "priority: 40, match: {body: {name.lastName: jones}}")]
    [InlineData("match: {body: {name.lastName: {startsWith: sm}}}", "priority: 40, match: {body: {name.lastName: Smith}}")]
    [InlineData("priority: 60, match: {classification: Personal}", "match: {classification: Personal, header: {x: y}}")]
    [InlineData("priority: 60, match: {anyOf: [{body: {clientIdentifier: {exists: true}}}, {header: {x: y}}]}", "match: {body: {clientIdentifier: a}}")]
    [InlineData("match: {noneOf: [{classification: Business}]}", "priority: 1, match: {noneOf: [{classification: Business}], body: {clientIdentifier: a}}")]
    public void A_scenario_in_the_shadow_of_a_broader_one_is_warned_of(string broad, string narrow)
    {
        var message = Assert.Single(Check(broad, narrow));

        Assert.Equal("b.yaml(1,1): warning: no customer gets 'b' by its match, as 'a' (a.yaml(1,1)) takes all of them; give one of the two another priority", message);
    }

    [Theory]
    [InlineData("match: {body: {name.lastName: Félix}}", "match: {body: {name.lastName: FELIX, name.firstName: Ada}}")]
    [InlineData("priority: 60, match: {body: {name.lastName: Félix}, chance: 10%}", "match: {body: {name.lastName: FELIX}}")]
    [InlineData("priority: 60, match: {body: {name.lastName: {regex: F}}}", "match: {body: {name.lastName: FELIX}}")]
    [InlineData("priority: 60, match: {body: {name.lastName: [Smith, Jones]}}", "match: {body: {name.lastName: [Smith, Brown]}}")]
    [InlineData("priority: 60, match: {classification: Personal}", "match: {classification: Business}")]
    [InlineData("priority: 60, match: {noneOf: [{classification: Business}]}", "match: {body: {clientIdentifier: a}}")]
    [InlineData("priority: 60", "match: {body: {clientIdentifier: a}}")]
    public void Scenarios_that_leave_each_other_customers_are_not(string broad, string narrow) => Assert.Empty(Check(broad, narrow));

    [Fact]
    public void A_condition_that_is_in_no_file_is_warned_of()
    {
        const string Condition = "{version: 1, condition: outage, rules: [{call: customers.get, status: 503}]}";
        const string Story = "{version: 1, scenario: a, timeline: [{hold: {actions: {go: [{conditions: {start: outtage, lasts: 1m}}, {conditions: {start: outage, lasts: 1m}}]}}}]}";

        var messages = CrossFileChecks.Check([ScenarioFiles.Format.Parse(Story, "a.yaml")], [ScenarioFiles.Format.Parse(Condition, "outage.yaml")]);

        Assert.Equal("a.yaml(1,1): warning: there is no condition 'outtage'; did you mean 'outage'?", Assert.Single(messages).ToString());
    }

    [Fact]
    public void A_scenario_that_replaces_one_of_another_file_is_warned_of()
    {
        var first = ScenarioFiles.Format.Parse("{version: 1, scenario: same, timeline: []}", "a.yaml");
        var second = first with { Name = "b.yaml" };

        Assert.Equal(
            "b.yaml(1,1): warning: this replaces 'same' of a.yaml(1,1); give one of the two another name",
            Assert.Single(CrossFileChecks.Check([first, second], [])).ToString());
        Assert.Empty(CrossFileChecks.Check([first], [second]));
    }

    private static IEnumerable<string> Check(params string[] keys)
    {
        var files = keys.Select((text, index) =>
        {
            var name = $"{(char)('a' + index)}";
            return ScenarioFiles.Format.Parse($"{{version: 1, scenario: {name}, {text}, timeline: []}}", $"{name}.yaml");
        }).ToList();
        Assert.All(files, file => Assert.Empty(file.Messages));

        return CrossFileChecks.Check(files, []).Select(message => message.ToString());
    }
}
