using System.Net;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>A tester looks for a scenario, and writes one.</summary>
public sealed class ScenariosViewTests : IAsyncDisposable
{
    private const string Row = "table.scenarios tbody tr";
    private const string Field = "text:Yaml";
    private const string Mine = "version: 1\nscenario: mine\ntitle: A story of ours\ntimeline:\n  - after: 3s\n    set: {ofac: Clear}\n";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Clock:Mode"] = "Manual" } };
    private readonly Partner _partner;

    public ScenariosViewTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task The_list_says_what_there_is_and_how_to_get_each()
    {
        var view = await OpenAsync();
        var listed = (await _partner.GetAsync("/_emulator/scenarios")).Json["scenarios"]!.AsArray().Select(scenario => (string)scenario!["name"]!);

        Assert.Equal(HttpStatusCode.OK, view.Status);
        Assert.Equal(listed, view.Texts($"{Row} th"));
        Assert.Contains("customers that no other one is for", view.Texts($"{Row} td:last-child"));
        Assert.Contains("X-Emulator-Scenario: NAME", view.Texts("main code"));
        Assert.Contains("98765????", view.Texts("main summary code"));
    }

    [Theory]
    [InlineData("pep-HIT", "pep-hit")]
    [InlineData("vladimir", "pep-hit")]
    public async Task A_search_finds_names_and_customers(string text, string name)
    {
        var view = await (await OpenAsync()).PressAsync("Show", ("q", text));

        Assert.Equal([name], view.Texts($"{Row} th"));
        Assert.Equal(text, view.ValueOf("input[name=q]"));
    }

    [Fact]
    public async Task A_search_in_vain_says_so_with_the_text_as_text()
    {
        var view = await (await OpenAsync()).PressAsync("Show", ("q", "<script>alert(1)</script>"));

        Assert.Contains("No scenario contains “<script>alert(1)</script>”.", view.Texts("#scenarios p")[0], StringComparison.Ordinal);
        Assert.Empty(view.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Fifty_scenarios_are_on_a_page()
    {
        await _partner.BeginAsync();
        for (var i = 0; i < 60; i++)
        {
            var text = Mine.Replace("mine", $"own-{i}", StringComparison.Ordinal);
            (await _partner.PutTextAsync($"{_partner.Control}/scenarios/own-{i}", text)).Expect(HttpStatusCode.OK);
        }

        var first = await OpenAsync("?q=own-");
        var second = await first.FollowAsync("Next");

        Assert.Equal((50, 10), (first.Texts(Row).Count, second.Texts(Row).Count));
        Assert.Equal(60, first.Texts($"{Row} th").Concat(second.Texts($"{Row} th")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(first.Texts($"{Row} th"), (await second.FollowAsync("Previous")).Texts($"{Row} th"));
    }

    [Fact]
    public async Task A_mistake_in_a_text_is_shown_with_its_place_and_the_text_stays()
    {
        var broken = Mine.Replace("set: {ofac: Clear}", "set: {ofac: Cleer}", StringComparison.Ordinal);

        var view = await (await OpenAsync()).PressAsync("Check the text", (Field, broken));
        Assert.Contains("--data-binary", view.TextOf("form.text .curl pre"), StringComparison.Ordinal);

        var verdict = (await _partner.PostTextAsync("/_emulator/scenarios/validate", broken, "application/yaml")).Json["messages"]![0]!;
        Assert.Equal(["The text has 1 error."], [.. view.Texts("#verdict p").Select(text => text.Replace("✕ bad ", "", StringComparison.Ordinal))]);
        Assert.Equal([$"{verdict["line"]}", $"{verdict["column"]}", "✕ error", $"{verdict["message"]}"], view.Texts("#verdict td"));
        Assert.Equal(broken, TextIn(view));
        Assert.Empty(view.Texts("button[formaction]"));
    }

    [Fact]
    public async Task A_text_that_is_right_is_stored_in_a_world_and_deleted_again()
    {
        await _partner.BeginAsync();

        var isChecked = await (await OpenAsync()).PressAsync("Check the text", (Field, Mine));
        Assert.Equal(["✓ good The text is valid: mine."], isChecked.Texts("#verdict p"));
        var stored = await isChecked.PressAsync("Store it in this world");

        Assert.Equal("Scenario mine is stored in this world.", stored.Notice);
        Assert.Contains(stored.Texts(Row), row => row.StartsWith("mine A story of ours only this world", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"{_partner.Control}/scenarios/mine")).Status);

        var deleted = await stored.PressAsync("Delete");

        Assert.Equal("Scenario mine is deleted from this world.", deleted.Notice);
        Assert.DoesNotContain("mine", deleted.Texts($"{Row} th"));
    }

    [Fact]
    public async Task A_text_that_is_refused_is_shown_with_the_reason_and_stays()
    {
        await _partner.BeginAsync();
        var isChecked = await (await OpenAsync()).PressAsync("Check the text", (Field, Mine));
        var other = Mine.Replace("mine", "yours", StringComparison.Ordinal);

        var refused = await isChecked.PressAsync("Store it in this world", (Field, other));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("line 1, column 1: the scenario is called 'yours'", refused.Notice, StringComparison.Ordinal);
        Assert.Equal(other, TextIn(refused));
        Assert.Equal("Scenario yours is stored in this world.", (await refused.PressAsync("Store it in this world")).Notice);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</textarea><script>alert(1)</script>")]
    [InlineData("title: \u202eabc\u05d0\u05d1")]
    public async Task A_hostile_text_is_shown_as_text(string text)
    {
        var view = await (await OpenAsync()).PressAsync("Check the text", (Field, text));

        Assert.Equal(text, TextIn(view));
        Assert.Empty(view.Document.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task A_text_of_many_lines_is_checked()
    {
        var view = await (await OpenAsync()).PressAsync("Check the text", (Field, new string('x', 10_000)));

        Assert.Equal(HttpStatusCode.OK, view.Status);
        Assert.NotEmpty(view.Texts("#verdict tbody tr"));
    }

    [Fact]
    public async Task Among_several_worlds_the_reader_chooses_one()
    {
        await _partner.BeginAsync();
        await _emulator.NewPartner().BeginAsync();
        await _partner.PutTextAsync($"{_partner.Control}/scenarios/mine", Mine);

        var all = await OpenAsync();
        var one = await all.PressAsync("Show", ("partner", $"{_partner.Id}"));
        var none = await one.PressAsync("Show", ("partner", ""));

        Assert.DoesNotContain("mine", all.Texts($"{Row} th"));
        Assert.Contains("mine", one.Texts($"{Row} th"));
        Assert.DoesNotContain("mine", none.Texts($"{Row} th"));
        Assert.Contains("Choose a world to store the text there.", none.Texts("form.text p"));
    }

    private static string TextIn(BrowsedPage view) => view.ValueOf("form.text textarea");

    private Task<BrowsedPage> OpenAsync(string query = "") => BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/scenarios{query}");
}
