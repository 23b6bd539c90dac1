using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>Whatever a customer is named, it is shown as text, runs nothing, and makes no view scroll sideways on a phone.</summary>
[Trait("lane", "slow")]
public sealed class HostileDataTests(Chromium browser) : IAsyncDisposable
{
    private const int Narrow = 320;
    private const int LongestSearch = 200;
    private const int LongestTitle = 2000;

    private static readonly string[] Paths =
    [
        "/partners/{partner}", "/partners/{partner}?since=0", "/partners/{partner}?q={text}",
        "/partners/{partner}/customers/{customer}?detail=Everything", "/partners/{partner}/what-if?customer={customer}",
        "/partners/{partner}/deliveries", "/partners/{partner}/journal", "/partners/{partner}/journal?text={text}", "/partners/{partner}/report",
        "/inbox/mine", "/worlds", "/scenarios?partner={partner}", "/scenarios?q={text}", "/scenarios/own?partner={partner}",
    ];

    private readonly RunningEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Manual" },
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["script"] = "<script>alert(1)</script>",
        ["end of an attribute"] = "\"><img src=x onerror=alert(1)>",
        ["long"] = new string('W', 10_000),
        ["right to left"] = "\u202E\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    };

    public static TheoryData<string> Kinds => [.. Names.Keys];

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_hostile_name_is_text_in_every_view(string kind)
    {
        var name = Names[kind];
        var partner = _emulator.NewPartner();
        var customer = await OnboardAsync(partner, name);
        var page = await browser.OpenAsync(_emulator.Url("http"), width: Narrow);
        var faults = Watch(page);

        foreach (var path in Paths.Select(path => PathOf(path, partner, customer, name)))
        {
            await page.GotoAsync($"/_emulator/ui{path}");
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var width && width > Narrow)
            {
                faults.Add($"{path} is {width} px wide");
            }
        }

        Assert.Empty(faults);
        await page.GotoAsync($"/_emulator/ui/partners/{partner.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync((string)customer["name"]!["firstName"]!);
    }

    private static string PathOf(string path, Partner partner, JsonObject customer, string name) => path
        .Replace("{partner}", $"{partner.Id}", StringComparison.Ordinal)
        .Replace("{customer}", $"{customer["id"]}", StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(name[..Math.Min(name.Length, LongestSearch)]), StringComparison.Ordinal);

    // The longest that the bank takes, if it refuses the name.
    private async Task<JsonObject> OnboardAsync(Partner partner, string name)
    {
        await partner.RegisterAsync(new Uri(_emulator.Url("http"), "/_emulator/inbox/mine"), "Core.Customer.Onboarded");
        var scenario = JsonSerializer.Serialize(new { version = 1, scenario = "own", title = name[..Math.Min(name.Length, LongestTitle)], timeline = Array.Empty<object>() });
        (await partner.PutTextAsync($"{partner.Control}/scenarios/own", scenario)).Expect(HttpStatusCode.OK);
        var body = partner.Body("create-personal.request.json");
        var answer = await TryAsync(name);
        for (var length = name.Length / 2; (int)answer.Status is 400 && length > 0; length /= 2)
        {
            answer = await TryAsync(name[..length]);
        }

        await partner.AdvanceAsync("2s");
        return answer.Expect(HttpStatusCode.OK);

        Task<Answer> TryAsync(string text)
        {
            body["name"]!["firstName"] = text;
            body["clientIdentifier"] = text;
            return partner.PostAsync("/core/v1/cm/customers", body);
        }
    }

    private static List<string> Watch(IPage page)
    {
        var faults = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            faults.Add($"a dialog opened: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Console += (_, line) =>
        {
            if (line.Type is "error" or "warning")
            {
                faults.Add(line.Text);
            }
        };
        page.PageError += (_, error) => faults.Add(error);
        return faults;
    }
}
