using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>Emulators with something to see in every view: one with worlds, one without, and one that asks for a key.</summary>
public sealed class FilledEmulator : IAsyncLifetime
{
    private const string Inbox = "mine";

    private static readonly Dictionary<string, Func<FilledEmulator, string>> Paths = new(StringComparer.Ordinal)
    {
        ["welcome"] = _ => "",
        ["sign-in"] = _ => "",
        ["worlds"] = _ => "/worlds",
        ["world"] = at => $"/partners/{at._partner.Id}?since=0",
        ["story"] = at => at.Story,
        ["story with calls"] = at => $"{at.Story}?detail=Calls",
        ["story with everything"] = at => $"{at.Story}?detail=Everything",
        ["what would happen if"] = at => $"/partners/{at._partner.Id}/what-if?customer={at._customer["id"]}",
        ["no such view"] = _ => "/no/such/view",
        ["deliveries"] = at => $"/partners/{at._partner.Id}/deliveries",
        ["journal"] = at => $"/partners/{at._partner.Id}/journal",
        ["report"] = at => $"/partners/{at._partner.Id}/report",
        ["scenarios"] = at => $"/scenarios?partner={at._partner.Id}",
        ["scenario"] = at => $"/scenarios/ofac-review?partner={at._partner.Id}",
        ["draft with a mistake"] = at => $"/scenarios?partner={at._partner.Id}",
        ["inboxes"] = _ => "/inbox",
        ["inbox"] = _ => $"/inbox/{Inbox}",
        ["refused action"] = at => $"/partners/{at._partner.Id}",
    };

    private readonly RunningEmulator _full = Emulator("Emulator:Clock:Mode", "Manual");
    private readonly RunningEmulator _empty = new();
    private readonly RunningEmulator _locked = Emulator("Emulator:Control:Key", "only-mine");
    private readonly Partner _partner;
    private JsonObject _customer = [];

    public FilledEmulator() => _partner = _full.NewPartner();

    /// <summary>Gets the names of the views.</summary>
    public static IEnumerable<string> Views => Paths.Keys;

    private string Story => $"/partners/{_partner.Id}/customers/{_customer["id"]}";

    /// <summary>Returns where the emulator with a view listens.</summary>
    public Uri AddressOf(string view) => (view switch { "welcome" => _empty, "sign-in" => _locked, _ => _full }).Url("http");

    /// <summary>Opens a view, and does what it shows the result of.</summary>
    public async Task OpenAsync(string view, IPage page)
    {
        await page.GotoAsync($"/_emulator/ui{Paths[view](this)}");
        switch (view)
        {
            case "sign-in":
                await page.GetByLabel("Key", new() { Exact = true }).FillAsync("of another");
                await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The key is wrong.");
                break;
            case "draft with a mistake":
                await page.Locator("textarea").FillAsync("version: 1\nscenario: mine\ntimeline:\n  - after: 1s\n    set: { ofac: Reviewed }\n");
                await page.GetByRole(AriaRole.Button, new() { Name = "Check the text" }).ClickAsync();
                await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The text has 1 error.");
                break;
            case "refused action":
                await page.GetByLabel("by", new() { Exact = true }).FillAsync("a while");
                await page.GetByRole(AriaRole.Button, new() { Name = "Advance", Exact = true }).ClickAsync();
                await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("must be a duration");
                break;
            default:
                break;
        }
    }

    /// <summary>Fills a world: customers in each state, webhooks in each state, faults, orders, an own scenario, and a second world.</summary>
    public async ValueTask InitializeAsync()
    {
        await _full.NewPartner().BeginAsync();
        var inbox = new Uri(_full.Url("http"), $"/_emulator/inbox/{Inbox}");
        await _partner.RegisterAsync(inbox, "Core.Customer.Onboarded", "Core.Customer.Ofac.Changed");
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9/hooks"), "Core.Customer.PepScan.Changed");
        await DoAsync("faults", new JsonObject { ["call"] = "customers.get", ["which"] = "1", ["status"] = 503 });
        await DoAsync("conditions/throttled/start", []);
        await DoAsync("scenarios/next", new JsonObject { ["scenario"] = "pep-hit", ["times"] = 2, ["clientIdentifier"] = "later" });
        await _partner.PutTextAsync($"{_partner.Control}/scenarios/own", "version: 1\nscenario: own\ntimeline: [{ repeat: { every: 1h, times: 3 }, steps: [{ set: { ofac: Clear } }] }]");
        await _partner.OnboardAsync(scenario: "ofac-hit");
        await _partner.OnboardAsync(scenario: "stuck-pending");
        await _partner.AdvanceAsync("2h");
        _customer = await _partner.OnboardReachableAsync(scenario: "ofac-review");
        await _partner.OpenAccountAsync(_customer);
        await _partner.AdvanceAsync("3s");
        await _partner.PostAsync("/core/v1/cm/customers", []);
        await DoAsync("deliveries/pause", []);
        await _partner.OnboardAsync(scenario: "clear");
        await _partner.AdvanceAsync("500ms");
    }

    public async ValueTask DisposeAsync()
    {
        await _full.DisposeAsync();
        await _empty.DisposeAsync();
        await _locked.DisposeAsync();
    }

    private static RunningEmulator Emulator(string setting, string value) =>
        new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = value } };

    private async Task DoAsync(string path, JsonObject body)
    {
        var answer = await _partner.PostAsync($"{_partner.Control}/{path}", body);
        Assert.True((int)answer.Status < 300, answer.Text);
    }
}
