using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>What a world adds to the choice: orders, counts, chance, a default.</summary>
public sealed class ScenarioSelectionTests
{
    private const string Smith = """{"name":{"lastName":"Smith"}}""";

    private readonly ScenarioSelection _world = Catalogs.NewWorld();

    [Fact]
    public void The_next_customers_get_what_was_ordered_for_them_one_order_after_another()
    {
        var catalog = Catalogs.Of([Catalogs.Named("a"), Catalogs.Named("b")]);
        _world.Orders.Give(clientIdentifier: null, "a", times: 2);
        _world.Orders.Give(clientIdentifier: null, "b", times: 1);

        Assert.Equal(["a", "a", "b", "clear"], Enumerable.Range(0, 4).Select(_ => _world.Choose(catalog, "{}").Scenario.Name));
    }

    [Fact]
    public void An_order_for_a_client_identifier_waits_for_its_customer()
    {
        var catalog = Catalogs.Of([Catalogs.Named("a"), Catalogs.Named("b")]);
        _world.Orders.Give("acme-1", "a", times: 1);
        _world.Orders.Give(clientIdentifier: null, "b", times: 1);

        Assert.Equal("b", _world.Choose(catalog, """{"clientIdentifier":"acme-2"}""").Scenario.Name);
        Assert.Equal("a", _world.Choose(catalog, """{"clientIdentifier":"acme-1"}""").Scenario.Name);
        Assert.Equal("clear", _world.Choose(catalog, """{"clientIdentifier":"acme-1"}""").Scenario.Name);
    }

    [Fact]
    public void An_order_for_a_scenario_that_was_withdrawn_is_used_up()
    {
        var catalog = Catalogs.Of([Catalogs.Named("a")]);
        _world.Orders.Give(clientIdentifier: null, "withdrawn", times: 1);
        _world.Orders.Give(clientIdentifier: null, "a", times: 1);

        Assert.Equal(["clear", "a"], Enumerable.Range(0, 2).Select(_ => _world.Choose(catalog, "{}").Scenario.Name));
    }

    [Fact]
    public void Only_so_many_orders_wait()
    {
        for (var i = 0; i < NextScenarios.Most; i++)
        {
            _world.Orders.Give($"{i}", "a", times: 1);
        }

        Assert.Throws<ApiException>(() => _world.Orders.Give(clientIdentifier: null, "a", times: 1));
    }

    [Fact]
    public void The_worlds_default_is_for_customers_that_no_other_scenario_is_for()
    {
        var catalog = Catalogs.Of([Catalogs.Named("usual"), Catalogs.Named("smiths", OfSmiths())]);
        _world.Orders.Default = "usual";

        Assert.Equal("usual", _world.Choose(catalog, "{}").Scenario.Name);
        Assert.Equal("smiths", _world.Choose(catalog, Smith).Scenario.Name);
    }

    [Fact]
    public void Customers_for_whom_all_else_holds_are_counted_also_behind_the_one_that_gets_them()
    {
        var catalog = Catalogs.Of(
        [
            Catalogs.Named("second", OfSmiths() with { Which = new OccurrenceFilter(2, 2, 1) }),
            Catalogs.Named("every-third", OfSmiths() with { Which = new OccurrenceFilter(3, null, 3) }),
            Catalogs.Named("first", OfSmiths() with { Which = new OccurrenceFilter(1, 1, 1) }),
        ]);

        var chosen = Enumerable.Range(0, 6).Select(_ =>
        {
            _world.Choose(catalog, "{}");
            return _world.Choose(catalog, Smith);
        }).ToList();

        Assert.Equal(["first", "second", "every-third", "clear", "clear", "every-third"], chosen.Select(choice => choice.Scenario.Name));
        Assert.Equal([new ScenarioNearMiss("every-third", "which"), new ScenarioNearMiss("second", "which")], chosen[0].NearMisses);
    }

    [Fact]
    public void Customers_that_nearly_match_the_same_scenarios_have_one_list_of_them()
    {
        var catalog = Catalogs.Of([Catalogs.Named("first", OfSmiths() with { Which = new OccurrenceFilter(1, 1, 1) })]);
        _world.Choose(catalog, Smith);

        var lists = new[] { Smith, Smith, "{}", Smith }.Select(body => _world.Choose(catalog, body).NearMisses).ToList();

        Assert.Equal([new ScenarioNearMiss("first", "which")], lists[0]);
        Assert.Same(lists[0], lists[1]);
        Assert.Null(lists[2]);
        Assert.Same(lists[0], lists[3]);
    }

    [Fact]
    public void Counting_begins_anew_with_the_world_and_orders_are_forgotten()
    {
        var catalog = Catalogs.Of([Catalogs.Named("first", OfSmiths() with { Which = new OccurrenceFilter(1, 1, 1) })]);
        _world.Choose(catalog, Smith);
        _world.Orders.Give(clientIdentifier: null, "clear", times: 10);
        _world.Orders.Default = "first";

        _world.Clear();

        Assert.Equal("clear", _world.Choose(catalog, "{}").Scenario.Name);
        Assert.Equal("first", _world.Choose(catalog, Smith).Scenario.Name);
    }

    [Fact]
    public void Chance_is_a_customers_own_whatever_the_order_and_takes_its_share()
    {
        var catalog = Catalogs.Of([Catalogs.Named("sometimes", OfSmiths() with { Probability = 0.1 })]);
        var keys = Enumerable.Range(0, 2_000).Select(number => $"customer-{number}").ToList();

        var taken = keys.Where(key => IsTaken(_world, key)).ToList();
        var again = keys.AsEnumerable().Reverse().Where(key => IsTaken(Catalogs.NewWorld(), key));

        Assert.InRange(taken.Count, 150, 250);
        Assert.Equal(taken, again.Reverse());

        bool IsTaken(ScenarioSelection world, string key) => world.Choose(catalog, Smith, key: key).Scenario.Name == "sometimes";
    }

    [Fact]
    public void A_scenario_with_a_seed_has_chances_of_its_own()
    {
        var sometimes = Catalogs.Named("sometimes", OfSmiths() with { Probability = 0.5 });

        string Taken(long? seed) => string.Concat(Enumerable.Range(0, 50).Select(number =>
            _world.Choose(Catalogs.Of([sometimes with { Seed = seed }]), Smith, key: $"{number}").Scenario.Name[0]));

        Assert.Equal(Taken(7), Taken(7));
        Assert.NotEqual(Taken(7), Taken(8));
        Assert.NotEqual(Taken(7), Taken(null));
    }

    [Fact]
    public void Of_those_that_chance_takes_the_count_takes_its_own()
    {
        var catalog = Catalogs.Of([Catalogs.Named("never", OfSmiths() with { Probability = 0, Which = new OccurrenceFilter(1, null, 1) }), Catalogs.Named("rest", OfSmiths())]);

        var choice = _world.Choose(catalog, Smith);

        Assert.Equal("rest", choice.Scenario.Name);
        Assert.Equal([new ScenarioNearMiss("never", "chance")], choice.NearMisses);
    }

    private static Match OfSmiths() => new() { Body = [new FieldMatch("name.lastName", [new EqualTest("Smith")])] };
}
