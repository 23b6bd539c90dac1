using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The view of a world is read and acted on without script.</summary>
public sealed class WorldViewTests : IAsyncLifetime
{
    private const string Rows = "#customers tbody tr";

    private readonly RunningEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" },
    };

    private Partner _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = _emulator.NewPartner();
        await _partner.BeginAsync();
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task An_empty_world_says_that_it_is_empty()
    {
        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));

        Assert.Equal(HttpStatusCode.OK, world.Status);
        Assert.Contains("There are no customers yet.", world.TextOf("#customers"), StringComparison.Ordinal);
        Assert.Contains("Nothing: no hold is open", world.TextOf("#attention"), StringComparison.Ordinal);
        Assert.Contains("registered for no event", world.TextOf("#registrations"), StringComparison.Ordinal);
        Assert.Contains("nothing is planned", world.TextOf("#time"), StringComparison.Ordinal);
        Assert.Equal(["H1"], world.Document.QuerySelectorAll("h1").Select(title => title.TagName));
        Assert.Empty(world.Document.QuerySelectorAll("[style], style, main script"));
    }

    [Fact]
    public async Task A_new_customer_comes_from_an_example_with_a_chosen_scenario_and_is_on_top_of_the_list()
    {
        await _partner.OnboardAsync();
        var searched = await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}?q=nobody");

        var created = await searched.PressAsync("Create the customer", "#new", ("X-Emulator-Scenario", "ofac-review"));

        Assert.Equal("The customer is created.", created.Notice);
        Assert.Equal(2, created.Texts(Rows).Count);
        Assert.Contains("ofac-review", created.Texts(Rows)[0], StringComparison.Ordinal);
        Assert.Contains("Peter Griffin", created.Texts(Rows)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_is_a_business_or_another_person_if_asked_for()
    {
        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        var first = BodyIn(world);

        world = await world.PressAsync("Fill in", "#new", ("example", "customers.create-business"), ("seed", "9"));

        Assert.Equal("Personal", (string?)first["classification"]);
        Assert.Equal("Business", (string?)BodyIn(world)["classification"]);
        Assert.Equal("9", ((IHtmlInputElement)world.Document.QuerySelector("#new form.find input")!).Value);
    }

    [Fact]
    public async Task The_next_customer_that_is_proposed_has_another_name_and_tax_id()
    {
        var first = BodyIn(await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner)));
        var second = BodyIn(await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Create the customer", "#new"));

        Assert.Equal(("Peter", "119988776"), ((string?)first["name"]!["firstName"], (string?)first["profile"]!["taxId"]));
        Assert.Equal(("Lois", "119988777"), ((string?)second["name"]!["firstName"], (string?)second["profile"]!["taxId"]));
    }

    [Fact]
    public async Task A_refused_body_stays_in_the_form_with_the_reasons_above()
    {
        var refused = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Create the customer", "#new", ("body", """{ "partnerId": "mine" }"""));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("PartnerId must be", refused.TextOf("#notice"), StringComparison.Ordinal);
        Assert.Equal("""{ "partnerId": "mine" }""", ((IHtmlTextAreaElement)refused.Document.QuerySelector("#new textarea")!).Value);
    }

    [Fact]
    public async Task Customers_are_seeded_by_the_hundred_and_paged_by_fifty_the_newest_first()
    {
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Seed", "#new", ("customers", "300"));
        Assert.Equal(50, world.Texts(Rows).Count);
        Assert.Equal("1 to 50 of 300 customers", world.TextOf("#customers .pager span"));
        var newest = world.Texts(Rows)[0];

        var addresses = new List<string>();
        while (world.Document.QuerySelector("#customers a[rel=next]") is not null)
        {
            addresses.AddRange(AddressesIn(world));
            world = await world.FollowLinkAsync("#customers a[rel=next]");
        }

        Assert.Equal("251 to 300 of 300 customers", world.TextOf("#customers .pager span"));
        Assert.Equal(300, addresses.Concat(AddressesIn(world)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(newest, (await (await world.FollowLinkAsync("#customers a[rel=prev]")).PressAsync("Search")).Texts(Rows)[0]);
        Assert.Equal(0, await CountRowsAsync("?page=99"));
        Assert.Equal(50, await CountRowsAsync("?page=-1"));
    }

    [Fact]
    public async Task Customers_are_found_by_name_last_four_of_the_tax_id_identifier_and_client_identifier()
    {
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Seed", "#new", ("customers", "60"));
        var body = _partner.Body("create-personal.request.json");
        (body["name"]!["firstName"], body["name"]!["lastName"]) = ("Zebedee", "Quux");
        (body["profile"]!["taxId"], body["clientIdentifier"]) = ("999990077", "order-4711");
        var id = $"{(await _partner.OnboardAsync(body))["id"]}";

        foreach (var text in (string[])["zebedee qu", "0077", id, id[..8], "ORDER-4711"])
        {
            world = await world.PressAsync("Search", "main", ("q", text));
            Assert.Contains("Zebedee Quux", Assert.Single(world.Texts(Rows)), StringComparison.Ordinal);
        }

        world = await world.PressAsync("Search", "main", ("q", "<b>"));
        Assert.Equal("No customer matches “<b>”.", world.TextOf("#customers"));
    }

    [Fact]
    public async Task Advancing_shows_what_happened_until_it_is_closed()
    {
        var customer = await _partner.OnboardAsync(scenario: "clear");
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("+48 h", "#time");

        Assert.Equal("The time has passed.", world.Notice);
        Assert.Contains("3 changes · 3 events.", world.TextOf("#happened"), StringComparison.Ordinal);
        Assert.Contains(world.Texts("#happened li"), line => line.EndsWith("Peter Griffin ofac Pending → Clear", StringComparison.Ordinal));
        Assert.EndsWith($"/customers/{customer["id"]}", ((IHtmlAnchorElement)world.Document.QuerySelector("#happened li a")!).Href, StringComparison.Ordinal);
        Assert.Empty((await world.FollowLinkAsync("#happened .bar a")).TextOf("#happened"));

        world = await world.PressAsync("+1 h", "#time");
        Assert.Contains("Nothing happened.", world.TextOf("#happened"), StringComparison.Ordinal);
        world = await world.PressAsync("Advance", "#time", ("by", "some time"));
        Assert.Contains("By must be", world.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_goes_to_the_next_step_by_any_span_and_in_any_mode()
    {
        await _partner.OnboardAsync(scenario: "clear");
        var before = (await _partner.GetWorldAsync())["nextDueAt"]!.ToString();
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("To the next step", "#time");
        Assert.NotEqual(before, (await _partner.GetWorldAsync())["nextDueAt"]?.ToString());

        var from = await NowAsync();
        world = await world.PressAsync("Advance", "#time", ("by", "2h30m"));
        Assert.Equal(TimeSpan.FromMinutes(150), await NowAsync() - from);

        await world.PressAsync("Set the clock", "#time", ("mode", "Real"), ("speed", "0.5"));
        var clock = (await _partner.GetAsync($"{_partner.Control}/clock")).Json;
        Assert.Equal("real 0.5", $"{clock["mode"]} {clock["speed"]}");
    }

    [Fact]
    public async Task The_next_and_the_default_scenario_are_chosen()
    {
        var world = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        world = await world.PressAsync("Use it next", "#scenarios", ("scenario", "pep-hit"), ("times", "2"));
        world = await world.PressAsync("Use it next", "#scenarios", ("scenario", "ofac-hit"), ("clientIdentifier", "c-1"));
        world = await world.PressAsync("Make it the default", "#scenarios", ("scenario", "late-hit"));

        Assert.Equal(["pep-hit for 2 customers", "ofac-hit for 1 customer with clientIdentifier c-1"], world.Texts("#scenarios li"));
        Assert.Contains("or else late-hit", world.TextOf("#scenarios"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_keeps_what_is_ticked_and_nothing_if_nothing_is()
    {
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9/hooks"), "Core.Customer.Onboarded");
        await _partner.OnboardAsync();
        var world = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).PressAsync("Reset the world", "#begin");
        Assert.Equal("The world began again.", world.Notice);
        Assert.Equal((0, 1), (await _partner.CountCustomersAsync(), await _partner.CountRegistrationsAsync()));

        await world.PressAsync("Reset the world", "#begin", ("keep", ""));
        Assert.Equal(0, await _partner.CountRegistrationsAsync());
        var snapshot = ((IHtmlAnchorElement)world.Document.QuerySelector("#begin a")!).Href;
        Assert.Equal($"{_partner.Id}", (string?)(await _partner.GetAsync(snapshot)).Expect(HttpStatusCode.OK)["partnerId"]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("‮ محمد \" ' & </a>")]
    public async Task Hostile_names_are_shown_as_text(string name)
    {
        var body = _partner.Body("create-personal.request.json");
        (body["name"]!["firstName"], body["name"]!["lastName"], body["clientIdentifier"]) = (name, name, name);
        await _partner.OnboardAsync(body, "ofac-review");
        var world = await (await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}?q={Uri.EscapeDataString(name)}")).PressAsync("+1 h", "#time");

        Assert.Empty(world.Document.QuerySelectorAll("main script"));
        Assert.Equal($"{name} {name}", world.Document.QuerySelector("#attention a")!.TextContent);
        Assert.Equal($"{name} {name}", world.Document.QuerySelector("#happened li a")!.TextContent);
        Assert.Equal($"{name} {name}", world.Document.QuerySelector("#customers th a")!.TextContent);
    }

    [Fact]
    public async Task Texts_of_ten_thousand_characters_and_numbers_that_are_none_break_nothing()
    {
        await _partner.OnboardAsync();
        var world = await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}?q={new string('x', 7000)}");
        Assert.Contains("No customer matches", world.TextOf("#customers"), StringComparison.Ordinal);
        string[] queries = ["?since=-1", "?since=abc", "?since=9223372036854775807", "?seed=99999999999", "?attention=0", "?page=99999999999", "?example=none"];
        foreach (var query in queries)
        {
            Assert.Equal(HttpStatusCode.OK, (await BrowsedPage.OpenAsync(_partner, query)).Status);
        }
    }

    private static IEnumerable<string> AddressesIn(BrowsedPage world) =>
        world.Document.QuerySelectorAll("#customers th a").OfType<IHtmlAnchorElement>().Select(link => link.Href);

    private static JsonNode BodyIn(BrowsedPage world) => JsonNode.Parse(((IHtmlTextAreaElement)world.Document.QuerySelector("#new textarea")!).Value)!;

    private async Task<int> CountRowsAsync(string query) => (await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}{query}")).Texts(Rows).Count;

    private async Task<DateTimeOffset> NowAsync() => (DateTimeOffset)(await _partner.GetWorldAsync())["now"]!;
}
