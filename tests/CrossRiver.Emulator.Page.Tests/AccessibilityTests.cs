using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CrossRiver.Emulator.Page;

/// <summary>
/// No view has a serious or critical fault by the rules of axe, or scrolls sideways, in both schemes and at three widths: with all details open, and then
/// with each dialog.
/// </summary>
[Trait("lane", "slow")]
public sealed class AccessibilityTests(Chromium browser, FilledEmulator filled) : IClassFixture<FilledEmulator>
{
    // The script stays on the page: to load it again for each width takes longer than the check.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // What a dialog covers is inert, and was checked without it.
    private const string Check = """
        async rules => (await axe.run(document.querySelector('dialog[open]') ?? document, { resultTypes: ['violations'], ...rules && { runOnly: rules } })).violations
            .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
            .map(fault => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
        """;

    // The schemes differ in their colors alone.
    private static readonly (ColorScheme Scheme, string[]? Rules)[] Schemes = [(ColorScheme.Light, null), (ColorScheme.Dark, ["color-contrast", "link-in-text-block"])];

    public static TheoryData<string> Views => [.. FilledEmulator.Views];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_is_accessible(string view)
    {
        var page = await browser.OpenAsync(filled.AddressOf(view));
        await filled.OpenAsync(view, page);
        await page.EvaluateAsync(Axe);
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
        foreach (var (scheme, rules) in Schemes)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in new[] { 320, 1024, 1920 })
            {
                await page.SetViewportSizeAsync(width, 900);
                faults.AddRange((await page.EvaluateAsync<string[]>(Check, rules)).Select(fault => $"{scheme}, {width}: {fault}"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
                {
                    faults.Add($"{scheme}, {width}: the page is {wide} px wide");
                }
            }
        }

        return faults;
    }
}
