using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>Every view has no serious and no critical fault by the rules of axe, in both schemes and at three widths, with everything opened.</summary>
public sealed class AccessibilityTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();

    public static TheoryData<string> Views => ["worlds", "partners/{partner}/customers/{customer}?detail=Everything"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_has_no_serious_fault(string view)
    {
        var partner = _emulator.NewPartner();
        await using var inbox = await WebhookInbox.StartAsync();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Ofac.Changed");
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(3), partner);
        var address = view.Replace("{partner}", $"{partner.Id}", StringComparison.Ordinal).Replace("{customer}", (string)customer["id"]!, StringComparison.Ordinal);

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 320, 1024, 1920 })
            {
                var page = await browser.OpenAsync(_emulator.Url("http"), width: width, scheme: scheme);
                await page.GotoAsync($"/_emulator/ui/{address}");
                await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true); document.querySelectorAll('dialog').forEach(dialog => dialog.showModal())");

                var result = await page.RunAxe(new AxeRunOptions());

                Assert.Empty(result.Violations.Where(fault => fault.Impact is "serious" or "critical")
                    .Select(fault => $"{scheme}, {width}: {fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}"));
                Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, window.innerWidth)"));
                await page.Context.CloseAsync();
            }
        }
    }
}
