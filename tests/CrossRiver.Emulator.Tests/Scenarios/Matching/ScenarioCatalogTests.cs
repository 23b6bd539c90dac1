using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Scenarios.Matching;

public sealed class ScenarioCatalogTests
{
    private const string Shipped = """
        {version: 1, scenario: clear, title: shipped, timeline: []}
        ---
        {version: 1, scenario: pep-hit, match: {body: {name.firstName: Vladimir, name.lastName: Putin}}, timeline: []}
        ---
        {version: 1, scenario: ofac-hit, priority: 100, match: {body: {name.firstName: Francisco, name.lastName: Félix, profile.birthDate: "1969-12-11"}}, timeline: []}
        """;

    private static readonly ScenarioCatalog Catalog = Catalogs.Parse(
        """
        {version: 1, scenario: one-field, match: {body: {name.lastName: Félix}}, timeline: []}
        ---
        {version: 1, scenario: two-fields, match: {body: {name.lastName: Félix, classification: Personal}}, timeline: []}
        ---
        {version: 1, scenario: urgent, priority: 60, match: {body: {name.lastName: [Urgent, Sofort]}}, timeline: []}
        ---
        {version: 1, scenario: either, match: {anyOf: [{body: {profile.taxId: "1"}}, {body: {profile.regO: "true"}}]}, timeline: []}
        """,
        Shipped);

    [Theory]
    [InlineData("""{"name":{"lastName":"Félix"}}""", "one-field")]
    [InlineData("""{"NAME":{"LastName":"  FELIX "}}""", "one-field")]
    [InlineData("""{"N\u0041ME":{"l\u0061stName":"F\u0065\u0301lix"}}""", "one-field")]
    [InlineData("""{"name":{"lastName":"Félix"},"classification":"personal"}""", "two-fields")]
    [InlineData("""{"name":{"lastName":"sofort"},"classification":"Personal"}""", "urgent")]
    [InlineData("""{"profile":{"taxId":"1"}}""", "either")]
    [InlineData("""{"profile":{"regO":true}}""", "either")]
    [InlineData("""{"name":{"lastName":"Felixson"}}""", "clear")]
    [InlineData("""{"name":"Félix","profile":{"taxId":["1"]}}""", "clear")]
    [InlineData("""{"name":{"firstName":"VLADIMIR","lastName":"putin"}}""", "pep-hit")]
    [InlineData("""{"name":{"firstName":"Vladimir","lastName":"Putin"},"profile":{"taxId":"987651000"}}""", "tax-id-1000")]
    [InlineData("""{"name":{"firstName":"Vladimir","lastName":"Putin"},"profile":{"taxId":"987659000"}}""", "pep-hit")]
    [InlineData("""{"profile":{"taxId":"987650000","regO":true}}""", "either")]
    [InlineData("""{"name":{"firstName":"Francisco","lastName":"Félix"},"profile":{"birthDate":"1969-12-11"}}""", "one-field")]
    [InlineData("{}", "clear")]
    public void The_users_files_come_first_then_the_tax_id_then_the_banks_names_then_the_default(string body, string scenario) =>
        Assert.Equal(scenario, Catalog.Choose(body).Scenario.Name);

    [Fact]
    public void A_header_that_names_a_scenario_wins_over_everything_but_a_control_call()
    {
        var headers = new HeaderDictionary { ["x-emulator-scenario"] = "one-field" };
        var world = Catalogs.NewWorld();

        Assert.Equal("one-field", world.Choose(Catalog, """{"name":{"lastName":"Urgent"}}""", headers).Scenario.Name);
        world.Orders.Give(clientIdentifier: null, "either", times: 1);
        Assert.Equal("either", world.Choose(Catalog, """{"name":{"lastName":"Urgent"}}""", headers).Scenario.Name);
    }

    [Fact]
    public void A_header_can_name_the_story_of_a_tax_id()
    {
        var headers = new HeaderDictionary { ["X-Emulator-Scenario"] = "tax-id-4012" };

        Assert.Equal("tax-id-4012", Catalog.Choose("{}", headers).Scenario.Name);
    }

    [Theory]
    [InlineData("ofac-hid")]
    [InlineData("tax-id-9000")]
    public void A_header_that_names_no_scenario_is_refused_with_those_there_are(string name)
    {
        var headers = new HeaderDictionary { ["X-Emulator-Scenario"] = name };

        var refused = Assert.Throws<ApiException>(() => Catalog.Choose("{}", headers));

        Assert.Equal(400, refused.Error.Status);
        Assert.Equal($"X-Emulator-Scenario '{name}' is no scenario; send one of clear, either, ofac-hit, one-field, pep-hit, two-fields, urgent", refused.Message);
    }

    [Fact]
    public void A_file_of_the_users_takes_the_place_of_the_shipped_one_of_its_name()
    {
        var catalog = Catalogs.Parse("{version: 1, scenario: pep-hit, title: own, timeline: []}", Shipped);

        Assert.Equal("own", catalog.Find("pep-hit")!.Title);
        Assert.Equal("clear", catalog.Choose("""{"name":{"firstName":"Vladimir","lastName":"Putin"}}""").Scenario.Name);
    }

    [Fact]
    public void A_later_scenario_replaces_an_earlier_one_of_its_name()
    {
        var catalog = Catalogs.Of([Catalogs.Named("clear") with { Title = "old" }, Catalogs.Named("clear") with { Title = "new" }]);

        Assert.Equal("new", catalog.Choose("{}").Scenario.Title);
    }

    [Fact]
    public void The_reason_is_told_with_the_scenarios_that_came_near_and_what_they_lost_by()
    {
        var choice = Catalog.Choose("""{"name":{"firstName":"Vladimir","lastName":"Griffin"},"classification":"Personal"}""");

        Assert.Equal(("clear", "no scenario's match holds, and it is the default"), (choice.Scenario.Name, choice.Reason));
        Assert.Equal([new ScenarioNearMiss("two-fields", "name.lastName"), new ScenarioNearMiss("pep-hit", "name.lastName")], choice.NearMisses);
        Assert.Null(Catalog.Choose("{}").NearMisses);
    }

    [Fact]
    public void Only_the_five_that_came_nearest_are_told()
    {
        var near = Enumerable.Range(0, 50).Select(number => Catalogs.Named($"near-{number:00}", new Match
        {
            Body = [new FieldMatch("name.lastName", [new ContainsTest("x")]), new FieldMatch("name.firstName", [new EqualTest("Nobody")])],
            NoneOf = [new Match { Body = [new FieldMatch("name.lastName", [new ExistsTest(IsThere: false)])] }],
        }));
        var far = near.Select(scenario => scenario with { Name = $"far-{scenario.Name}", Match = new Match { Body = [new FieldMatch("a", [new ContainsTest("b")])] } });

        var choice = Catalogs.Of([.. near, .. far]).Choose("""{"name":{"firstName":"Nobody","lastName":"y"}}""");

        Assert.Equal(["near-00", "near-01", "near-02", "near-03", "near-04"], choice.NearMisses!.Select(lost => lost.Scenario));
        Assert.All(choice.NearMisses!, lost => Assert.Equal("name.lastName", lost.By));
    }

    [Fact]
    public void The_first_in_the_order_is_told_although_it_is_looked_at_last()
    {
        var foundByValue = Enumerable.Range(0, 50).Select(number => Catalogs.Named($"found-{number:00}", new Match
        {
            Body = [new FieldMatch("classification", [new EqualTest("Personal")]), new FieldMatch("profile.taxId", [new StartsWithTest($"{number:00}")])],
        }));
        var first = Catalogs.Named("first", new Match { Body = [new FieldMatch("profile.taxId", [new StartsWithTest("x")])] }) with { Priority = 60 };

        var choice = Catalogs.Of([.. foundByValue, first]).Choose("""{"classification":"Personal","profile":{"taxId":"990000000"}}""");

        Assert.Equal(["first", "found-00", "found-01", "found-02", "found-03"], choice.NearMisses!.Select(lost => lost.Scenario));
        Assert.All(choice.NearMisses!, lost => Assert.Equal("profile.taxId", lost.By));
    }
}
