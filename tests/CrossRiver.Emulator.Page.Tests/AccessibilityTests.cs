using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>
/// No view has a serious or critical fault by the rules of axe, or scrolls sideways, in both schemes and at three widths: with all details open, and then
/// with each dialog.
/// </summary>
public sealed class AccessibilityTests(Browser browser, FilledEmulator filled) : IClassFixture<FilledEmulator>
{
    private static readonly AxeRunOptions Options = new() { ResultTypes = new HashSet<ResultType> { ResultType.Violations } };

    public static TheoryData<string> Views => [.. FilledEmulator.Views];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_is_accessible(string view)
    {
        var page = await browser.OpenAsync(filled.AddressOf(view));
        await filled.OpenAsync(view, page);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        var faults = await FaultsOfAsync(page);

        foreach (var dialog in await page.Locator("dialog").AllAsync())
        {
            await dialog.EvaluateAsync("dialog => dialog.showModal()");
            faults.AddRange(await FaultsOfAsync(page));
            await dialog.EvaluateAsync("dialog => dialog.close()");
        }

        await page.Context.CloseAsync();
        Assert.Empty(faults);
    }

    private static async Task<List<string>> FaultsOfAsync(IPage page)
    {
        var faults = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in new[] { 320, 1024, 1920 })
            {
                await page.SetViewportSizeAsync(width, 900);
                var result = await page.RunAxe(Options);
                faults.AddRange(result.Violations.Where(fault => fault.Impact is "serious" or "critical")
                    .Select(fault => $"{scheme}, {width}: {fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
                {
                    faults.Add($"{scheme}, {width}: the page is {wide} px wide");
                }
            }
        }

        return faults;
    }
}
