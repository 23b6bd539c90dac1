using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Files;

public sealed class ScenarioParserTests
{
    private const string Story = """
        version: 1
        scenario: story
        title: A story
        priority: 70
        match:
          body: { name.lastName: [Smith, Jones], profile.taxId: "123456789" }
        timeline:
          - id: first
            note: whatever helps the reader
            after: 250ms
            emit: Core.Customer.Onboarded
          - after: 2s..1m30s
            set: { pepScan: Clear, ofac: Failed }
        """;

    [Fact]
    public void A_scenario_is_read_with_all_its_parts()
    {
        var scenario = Assert.Single(ScenarioParser.Parse(Story, "story.yaml"));

        Assert.Equal(("story", "A story", 70), (scenario.Name, scenario.Title, scenario.Priority));
        Assert.Equal(2, scenario.Match!.FieldsTested);
        Assert.Equal(
            [
                new Step { Id = "first", After = Span(250, 250), Emit = CustomerEvents.Onboarded },
                new Step { Id = "2", After = Span(2_000, 90_000), Set = new StatusChange { PepScan = ScanStatus.Clear, Ofac = ScanStatus.Failed } },
            ],
            scenario.Timeline);
    }

    [Fact]
    public void A_file_can_hold_several_scenarios()
    {
        var scenarios = ScenarioParser.Parse("{version: 1, scenario: a, timeline: []}\n---\n{version: 1, scenario: b, timeline: []}", "two.yaml");

        Assert.Equal(["a", "b"], scenarios.Select(scenario => scenario.Name));
    }

    [Theory]
    [InlineData("", "bad.yaml(1,1): the file is empty")]
    [InlineData("just text", "bad.yaml(1,1): this must be a mapping: keys with values")]
    [InlineData("title: a", "bad.yaml(1,1): the key 'version' is missing", "bad.yaml(1,1): the key 'scenario' is missing", "bad.yaml(1,1): the key 'timeline' is missing")]
    [InlineData("{version: 2, scenario: a, timeline: []}", "bad.yaml(1,11): the version of the format must be 1")]
    [InlineData("{version: 1, scenario: A b, timeline: []}", "bad.yaml(1,24): 'A b' is no name; write small letters, digits and hyphens")]
    [InlineData(
        "version: 1\nscenario: a\ntimelime: []\ntimeline: []",
        "bad.yaml(3,1): unknown key 'timelime'; write version, scenario, title, priority, match, timeline")]
    [InlineData("version: 1\nscenario: a\ntimeline:\n  - after: soon", "bad.yaml(4,12): 'soon' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData("version: 1\nscenario: a\ntimeline:\n  - after: 5", "bad.yaml(4,12): '5' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData("version: 1\nscenario: a\ntimeline:\n  - after: 5s..2s", "bad.yaml(4,12): '5s..2s' is no duration; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s")]
    [InlineData(
        "version: 1\nscenario: a\ntimeline:\n  - set: { ofac: clear }\n  - emit: Core.Customer.Born",
        "bad.yaml(4,18): 'clear' is no status of a scan; write Pending, Clear, Failed, Reviewing, Positive",
        "bad.yaml(5,11): 'Core.Customer.Born' is no event of a customer; write for example Core.Customer.Onboarded")]
    [InlineData("version: 1\nscenario: a\ntimeline: [1]", "bad.yaml(3,12): this must be a mapping: keys with values")]
    [InlineData("version: 1\nscenario: a\nmatch: { body: { name.lastName: } }\ntimeline: []", "bad.yaml(3,33): this must be text")]
    public void Every_mistake_is_told_with_its_place(string text, params string[] messages)
    {
        var exception = Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(text, "bad.yaml"));

        Assert.Equal(messages, exception.Messages);
    }

    [Fact]
    public void Text_that_would_be_boundless_is_refused_with_its_place()
    {
        Refuses("match: &m {anyOf: [*m]}", "bad.yaml(1,20): aliases (*) are not taken; write it out");
        Refuses(new string('[', 100_000), "bad.yaml(1,65): this is nested more than 64 levels deep");
        Refuses(new string('#', 1024 * 1024) + "\na: 1", "bad.yaml(1,1): the file has more than 1048576 characters");
        Refuses($"a: [{string.Concat(Enumerable.Repeat("1,", 100_001))}]", null);
        Refuses($"version: 1\nscenario: {new string('a', 101)}\ntimeline: []", "bad.yaml(2,11): this name has more than 100 characters");

        static void Refuses(string text, string? message)
        {
            var told = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(text, "bad.yaml")).Messages);
            Assert.Equal(message ?? told, told);
        }
    }

    [Theory]
    [InlineData("version: 1\nversion: 1")]
    [InlineData("version: [1")]
    [InlineData("a: &x 1\nb: *y")]
    public void Text_that_is_no_YAML_is_refused_with_its_place(string text)
    {
        var exception = Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(text, "bad.yaml"));

        Assert.Matches(@"^bad\.yaml\([12],\d+\): .", Assert.Single(exception.Messages));
    }

    private static Delay Span(int shortest, int longest) => new(TimeSpan.FromMilliseconds(shortest), TimeSpan.FromMilliseconds(longest));
}
