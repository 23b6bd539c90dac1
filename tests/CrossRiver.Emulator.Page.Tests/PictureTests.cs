using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>The pictures of the documents. <c>docs/pictures/make.sh</c> takes them; the test runs only there.</summary>
public sealed class PictureTests(Chromium browser) : IAsyncLifetime
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(20);

    private readonly StandingEmulator _emulator = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task The_pictures_are_taken()
    {
        var folder = Environment.GetEnvironmentVariable("PICTURES") ?? throw new InvalidOperationException("Run docs/pictures/make.sh.");
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = _emulator.NewPartner();
        await partner.PutAsync($"{partner.Control}/alias", new() { ["alias"] = "onboarding" });
        foreach (var name in new[] { "Onboarded", "PepScan.Changed", "Ofac.Changed" })
        {
            await partner.RegisterAsync(inbox.Url, $"Core.Customer.{name}");
        }

        foreach (var scenario in new[] { "clear", "pep-hit", "clear", "pep-review", "clear" })
        {
            await OnboardAsync(partner, scenario);
        }

        await _emulator.AdvanceAsync(Morning, partner);
        var reviewed = await OnboardAsync(partner, "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(5), partner);

        foreach (var (view, path, height) in new[] { ("world", "", 860), ("story", $"/customers/{reviewed}", 960), ("deliveries", "/deliveries", 700) })
        {
            foreach (var (scheme, name) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
            {
                var page = await browser.OpenAsync(_emulator.Url("http"), width: 1280, scheme: scheme);
                await page.SetViewportSizeAsync(1280, height);
                await page.GotoAsync($"/_emulator/ui/partners/{partner.Id}{path}");
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{view}-{name}.png") });
                await page.Context.CloseAsync();
            }
        }
    }

    // Each is an invented person.
    private static async Task<string> OnboardAsync(Partner partner, string scenario)
    {
        var count = (int)(await partner.GetWorldAsync())["customers"]!;
        var example = (await partner.GetAsync($"/_emulator/examples/customers.create?partnerId={partner.Id}&seed={count + 1}")).Json;
        using var create = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = new StringContent($"{example}", Encoding.UTF8, "application/json") };
        create.Headers.Add("X-Emulator-Scenario", scenario);
        using var answer = await partner.Http.SendAsync(create, TestContext.Current.CancellationToken);
        var created = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return (string)created["id"]!;
    }
}
