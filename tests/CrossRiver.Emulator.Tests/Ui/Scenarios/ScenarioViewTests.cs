using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Ui.Scenarios;

/// <summary>A tester looks at one scenario, and tries it.</summary>
public sealed class ScenarioViewTests : IAsyncDisposable
{
    private const string Text = "form.text textarea";
    private const string Try = "Create the customer";

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?> { ["Emulator:Clock:Mode"] = "Manual" } };
    private readonly Partner _partner;

    public ScenarioViewTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_scenario_has_its_timeline_and_its_text()
    {
        await _partner.BeginAsync();

        var view = await OpenAsync("ofac-review");

        Assert.Equal("ofac-review", view.Texts("h1")[0]);
        Assert.Equal(
            [
                "Core.Customer.Onboarded onboarded",
                "pepScan Clear pep-answer",
                "ofac Failed ofac-answer",
                "ofac Reviewing; waits for release, reject; after 2d: release review",
            ],
            view.Texts("ol.plan > li > div > div > p:first-child"));
        Assert.Equal(
            ["release", "ofac Clear review.release.1", "reject", "ofac Positive review.reject.1"],
            view.Texts("ol.plan ol > li > div > div > p:first-child"));
        Assert.Equal("2d2s", view.Texts("ol.plan ol .when")[0]);
        Assert.Equal((await _partner.GetAsync("/_emulator/scenarios/ofac-review")).Text, TextIn(view));
    }

    [Fact]
    public async Task The_timeline_is_that_of_the_customer_in_the_form()
    {
        const string Spread = "{ version: 1, scenario: spread, timeline: [{ after: 1s..60s, set: { ofac: Clear } }] }";
        await _partner.BeginAsync();
        await _partner.PutTextAsync($"{_partner.Control}/scenarios/spread", Spread);

        var view = await OpenAsync("spread");
        var body = JsonNode.Parse(view.ValueOf("form.act textarea"))!;
        var request = new JsonObject { ["request"] = body, ["headers"] = new JsonObject { ["X-Emulator-Scenario"] = "spread" } };
        var explained = (await _partner.PostAsync($"{_partner.Control}/scenarios/explain", request)).Expect(HttpStatusCode.OK);

        var moment = TimeSpan.FromMilliseconds(Math.Round((double)explained["timeline"]!["steps"]![0]!["due"]!["milliseconds"]!));
        Assert.Equal($"1s..1m example {moment.Seconds}s{moment.Milliseconds}ms", view.Texts("ol.plan .when")[0]);
    }

    [Fact]
    public async Task A_customer_is_created_with_the_scenario_and_the_next_one_is_another()
    {
        await _partner.BeginAsync();

        var created = await (await OpenAsync("pep-hit")).PressAsync(Try);
        var again = await created.PressAsync(Try);

        Assert.Equal("The customer is created with the scenario pep-hit.", created.Notice);
        Assert.Equal("The customer is created with the scenario pep-hit.", again.Notice);
        Assert.Equal(["pep-hit", "pep-hit"], await GetChoicesAsync());
        Assert.DoesNotContain(await GetVerdictsAsync(), verdict => verdict is "failed");
    }

    [Fact]
    public async Task Without_a_world_the_create_makes_one()
    {
        var created = await (await OpenAsync("clear")).PressAsync(Try);

        Assert.Equal("The customer is created with the scenario clear.", created.Notice);
        Assert.Equal(1, (int)(await _partner.GetAsync("/_emulator/partners/6e80b097-693c-4592-8440-02f345335bbf")).Expect(HttpStatusCode.OK)["customers"]!);
    }

    [Fact]
    public async Task A_refused_create_keeps_what_the_tester_wrote()
    {
        await _partner.BeginAsync();

        var refused = await (await OpenAsync("clear")).PressAsync(Try, ("body:Json", "{\"name\": 7}"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Create the customer", refused.Texts("form.act > button"));
        Assert.Equal("{\"name\": 7}", refused.ValueOf("form.act textarea"));
    }

    [Fact]
    public async Task It_is_ordered_for_the_next_customers_and_made_the_default()
    {
        await _partner.BeginAsync();

        var ordered = await (await OpenAsync("pep-hit")).PressAsync("Order it for the next customers", ("times:Number", "2"));
        Assert.Equal("The next customers get the scenario pep-hit.", ordered.Notice);
        var byDefault = await (await OpenAsync("both-hit")).PressAsync("Make it the default");
        Assert.Equal("both-hit is the default of this world.", byDefault.Notice);
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        await _partner.OnboardAsync();

        Assert.Equal(["pep-hit", "pep-hit", "both-hit"], await GetChoicesAsync());
    }

    [Fact]
    public async Task A_changed_text_is_stored_and_shown()
    {
        await _partner.BeginAsync();
        var view = await OpenAsync("clear");

        var stored = await view.PressAsync("Store it in this world", ("text:Yaml", TextIn(view).Replace("850ms", "4s", StringComparison.Ordinal)));

        Assert.Equal("Scenario clear is stored in this world.", stored.Notice);
        Assert.Equal(["100ms", "4s100ms", "4s150ms"], stored.Texts("ol.plan .when"));
        Assert.Contains("only this world", stored.Texts(".title p")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_a_changed_text_is_shown_with_its_place()
    {
        await _partner.BeginAsync();
        var view = await OpenAsync("clear");
        var broken = TextIn(view).Replace("850ms", "soon", StringComparison.Ordinal);

        var refused = await view.PressAsync("Store it in this world", ("text:Yaml", broken));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Single(refused.Texts("#verdict tbody tr"));
        Assert.Equal(broken, TextIn(refused));
    }

    [Fact]
    public async Task A_tax_id_code_has_a_view()
    {
        var list = await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/scenarios");

        var view = await list.FollowAsync("tax-id-1203");

        Assert.Equal("tax-id-1203", view.Texts("h1")[0]);
        Assert.NotEmpty(view.Texts("ol.plan > li"));
    }

    [Fact]
    public async Task A_long_timeline_is_cut()
    {
        await _partner.BeginAsync();
        const string Long = "{ version: 1, scenario: long, timeline: [{ repeat: { every: 1s, times: 400 }, steps: [{ emit: Core.Customer.Onboarded }] }] }";
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/long", Long)).Expect(HttpStatusCode.OK);

        var view = await OpenAsync("long");

        Assert.Equal(200, view.Texts("ol.plan li").Count);
        Assert.Equal(["601 lines more are left out."], view.Texts("#timeline > p"));
    }

    [Fact]
    public async Task Hostile_notes_and_titles_are_text()
    {
        await _partner.BeginAsync();
        var title = $"<script>alert(1)</script>\u202e{new string('x', 900)}";
        var text = $"version: 1\nscenario: hostile\ntitle: \"{title}\"\ntimeline:\n  - note: \"<img src=x onerror=alert(1)>\"\n    set: {{ofac: Clear}}\n";
        (await _partner.PutTextAsync($"{_partner.Control}/scenarios/hostile", text)).Expect(HttpStatusCode.OK);

        var view = await OpenAsync("hostile");

        Assert.Equal(title, view.Texts("p.lead")[0]);
        Assert.Contains("<img src=x onerror=alert(1)>", view.Texts("ol.plan p"));
        Assert.Empty(view.Document.QuerySelectorAll("main script, main img"));
    }

    [Fact]
    public async Task An_unknown_scenario_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync("no-such")).Status);

    private static string TextIn(BrowsedPage view) => view.ValueOf(Text);

    private Task<BrowsedPage> OpenAsync(string name) => BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/scenarios/{name}");

    private async Task<IEnumerable<string>> GetChoicesAsync() =>
        (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! is "choice").Select(entry => (string)entry["scenario"]!);

    private async Task<IEnumerable<string>> GetVerdictsAsync()
    {
        var report = (await _partner.GetAsync($"{_partner.Control}/report")).Expect(HttpStatusCode.OK);
        return report["verdicts"]!.AsArray().Select(verdict => (string)verdict!["verdict"]!);
    }
}
