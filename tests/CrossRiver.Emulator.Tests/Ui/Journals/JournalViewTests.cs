using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Ui.Journals;

/// <summary>A tester reads what happened in a world.</summary>
public sealed class JournalViewTests : IAsyncLifetime
{
    private const string Row = "ol.journal > li";

    // The longest name that the bank takes, from right to left.
    private static readonly string LongName = $"\u202eمحمد{new string('x', 250)}";

    private readonly RunningEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" },
    };

    private Partner _partner = null!;

    public ValueTask InitializeAsync()
    {
        _partner = _emulator.NewPartner();
        return new ValueTask(_partner.BeginAsync());
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task The_newest_entry_is_first_and_has_its_members()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.AdvanceAsync("1h");

        var view = await OpenAsync();
        var journal = await _partner.GetJournalAsync();

        Assert.Equal(journal.Reverse().Select(entry => $"entry-{entry["number"]}"), view.Document.QuerySelectorAll(Row).Select(row => row.Id));
        Assert.Equal(
            journal.Reverse().Select(entry => entry.ToJsonString()),
            view.Document.QuerySelectorAll($"{Row} pre").Select(members => JsonNode.Parse(members.TextContent)!.ToJsonString()));
        Assert.Contains("POST /core/v1/cm/customers → 200", view.Texts($"{Row} summary"));
        Assert.Contains("ofac Pending → Clear", view.Texts($"{Row} summary"));
        Assert.Contains("Core.Customer.Onboarded, for which the partner has not registered", view.Texts($"{Row} summary"));
        var story = $"{BrowsedPage.PathOf(_partner)}/customers/{customer["id"]}";
        Assert.All(view.Document.QuerySelectorAll("a.of"), link => Assert.Equal(story, link.GetAttribute("href")));
        Assert.Equal("Peter Griffin", view.Texts("a.of")[0]);
    }

    [Fact]
    public async Task Attempts_and_refusals_are_marked()
    {
        await using var inbox = await WebhookInbox.StartAsync(503);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _partner.PostAsync("/core/v1/cm/customers", new JsonObject { ["partnerId"] = $"{_partner.Id}" });
        await _partner.AdvanceAsync("1s");

        var view = await OpenAsync();

        var lines = string.Join('\n', view.Texts($"{Row} summary"));
        Assert.Matches("(?m)^✕ failed attempt 1 of Core.Customer.Onboarded: answered 503 after \\d+ ms$", lines);
        Assert.Matches("(?m)^✕ failed POST /core/v1/cm/customers → 400: Name required; ", lines);
    }

    [Fact]
    public async Task It_is_filtered_by_kind_customer_and_text()
    {
        var peter = await _partner.OnboardAsync();
        var body = _partner.Body("create-personal.request.json");
        body["name"] = new JsonObject { ["firstName"] = "Lois \"Lo\"", ["lastName"] = "O'Brien <b>" };
        body["clientIdentifier"] = "lois-1";
        await _partner.OnboardAsync(body);
        var view = await OpenAsync();

        var calls = await view.FollowAsync("my calls");
        Assert.Equal(["my calls"], calls.Texts("nav.filters [aria-current]"));
        Assert.Equal(["call", "call"], calls.Texts("a.kind"));
        Assert.Contains("change", (await view.PressAsync("Search", ("by", "partner"))).Texts("a.kind"));
        Assert.Empty((await view.PressAsync("Search", ("by", "tester"))).Texts("a.kind"));
        var lois = Assert.Single(Rows(await calls.PressAsync("Search", ("customer", "lois-1"))));
        Assert.Equal("lois-1", (string)Members(lois)["body"]!["clientIdentifier"]!);
        var about = Rows(await view.PressAsync("Search", ("customer", $"{peter["id"]}")));
        Assert.NotEmpty(about);
        Assert.All(about, row => Assert.Equal($"{peter["id"]}", $"{Members(row)["customerId"]}"));
        Assert.Single(Rows(await view.PressAsync("Search", ("text", "o'brien <B>"))));
        Assert.Single(Rows(await view.PressAsync("Search", ("text", "Lois \"Lo\""))));
        Assert.Equal(2, Rows(await view.PressAsync("Search", ("text", "post /core/v1"))).Count);
        var nothing = await view.PressAsync("Search", ("text", "nothing of that"));
        Assert.Equal("No entry matches. Search for less, or clear a field.", Assert.Single(nothing.Texts("p.card")));
        Assert.Equal("There is no entry of this kind.", Assert.Single((await view.FollowAsync("fault")).Texts("p.card")));
    }

    [Fact]
    public async Task From_here_shows_only_what_comes_after()
    {
        await _partner.OnboardAsync();
        var view = await (await OpenAsync()).FollowAsync("From here");
        Assert.StartsWith("Nothing has happened since the mark.", Assert.Single(view.Texts("p.card")), StringComparison.Ordinal);

        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "later";
        await _partner.OnboardAsync(body);
        view = await view.PressAsync("Search");

        Assert.Equal("later", (string)Members(Rows(view)[^1])["body"]!["clientIdentifier"]!);
        Assert.Equal(Rows(await OpenAsync()).Count, Rows(await view.FollowAsync("From the beginning")).Count);
        Assert.Equal(Rows(view)[0].Id, Assert.Single(Rows(await view.FollowAsync(Rows(view)[0].QuerySelector("a.kind")!.TextContent))).Id);
    }

    [Fact]
    public async Task A_paused_view_follows_nothing()
    {
        var view = await OpenAsync();
        Assert.Equal($"/_emulator/ui/live?partner={_partner.Id}", view.Document.Body!.GetAttribute("data-live"));

        var paused = await view.FollowAsync("Pause");
        Assert.False(paused.Document.Body!.HasAttribute("data-live"));
        Assert.True((await paused.PressAsync("Search", ("text", "x"))).Document.QuerySelector("input[name=paused]") is not null);
        Assert.True((await paused.FollowAsync("Continue")).Document.Body!.HasAttribute("data-live"));
    }

    [Fact]
    public async Task Ten_thousand_entries_come_in_pages_of_a_hundred()
    {
        var journal = _emulator.Services.GetRequiredService<WorldDirectory>().Find(_partner.Id)!.Journal;
        for (var i = 0; i < 12_000; i++)
        {
            journal.Add(new ControlEntry { At = DateTimeOffset.UnixEpoch, What = $"mark {i % 1000}" });
        }

        var view = await OpenAsync();
        var second = await view.FollowAsync("Older");
        var last = await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}/journal?before={journal.LastNumber - 9_949}");
        var found = await view.PressAsync("Search", ("text", "mark 7"));

        Assert.Equal((100, 100, 50), (Rows(view).Count, Rows(second).Count, Rows(last).Count));
        Assert.Equal(Numbers(view)[^1] - 1, Numbers(second)[0]);
        Assert.Equal(Numbers(view), Numbers(await second.FollowAsync("← Newer")));
        Assert.Equal(["← Newer"], last.Texts("nav.pager a"));
        Assert.Equal(Numbers(last)[0] + 100, Numbers(await last.FollowAsync("← Newer"))[0]);
        Assert.Contains(last.Texts("#journal > p"), text => text.EndsWith("older entries are no longer in the journal.", StringComparison.Ordinal));
        Assert.All(found.Texts($"{Row} summary"), text => Assert.StartsWith("mark 7", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_exported_as_JSON_lines_and_HAR_of_the_customer_that_was_searched_for()
    {
        var peter = await _partner.OnboardAsync();
        await _partner.OnboardAsync();
        var view = await (await OpenAsync()).PressAsync("Search", ("customer", $"{peter["id"]}"));

        var files = view.Document.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")!).ToList();
        var lines = (await _partner.GetAsync(files[0])).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Rows(view).Count, lines.Length);
        Assert.Single((await _partner.GetAsync(files[1])).Expect(HttpStatusCode.OK)["log"]!["entries"]!.AsArray());
    }

    [Fact]
    public async Task Hostile_text_is_text()
    {
        var body = _partner.Body("create-personal.request.json");
        body["name"] = new JsonObject { ["firstName"] = "<script>alert(1)</script>", ["lastName"] = LongName };
        await _partner.OnboardAsync(body);
        await _partner.GetAsync($"/core/v1/cm/customers/{Uri.EscapeDataString("</code><img src=x onerror=alert(1)>")}{new string('x', 5_000)}");

        var view = await BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}/journal?text={Uri.EscapeDataString("\"><script>alert(2)</script>")}");
        Assert.Equal("\"><script>alert(2)</script>", view.Document.QuerySelector("input[name=text]")!.GetAttribute("value"));
        Assert.Single(view.Document.Scripts);

        view = await OpenAsync();
        Assert.Contains($"<script>alert(1)</script> {LongName}", view.Texts("a.of bdi"));
        Assert.Single(view.Document.Scripts);
        Assert.Empty(view.Document.Images);
    }

    private Task<BrowsedPage> OpenAsync() => BrowsedPage.OpenAsync(_partner, $"{BrowsedPage.PathOf(_partner)}/journal");

    private static IReadOnlyList<IElement> Rows(BrowsedPage view) => [.. view.Document.QuerySelectorAll(Row)];

    private static IReadOnlyList<long> Numbers(BrowsedPage view) =>
        [.. Rows(view).Select(row => long.Parse(row.Id!["entry-".Length..], CultureInfo.InvariantCulture))];

    private static JsonNode Members(IElement row) => JsonNode.Parse(row.QuerySelector("pre")!.TextContent)!;
}
