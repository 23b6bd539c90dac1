using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>A person at a browser, who finds everything by its words.</summary>
/// <param name="page">The window.</param>
/// <param name="place">The part of the page that the person looks at.</param>
/// <param name="withScript">Whether the page is live. If not, the person loads it again to see what is new.</param>
public sealed class Person(IPage page, ILocator place, bool withScript)
{
    public Person(IPage page, bool withScript = true)
        : this(page, page.Locator("body"), withScript)
    {
    }

    public IPage Page => page;

    public Task OpenAsync(string path) => page.GotoAsync($"/_emulator/ui{path}");

    /// <summary>Looks at a section, which its heading names.</summary>
    public Person In(string heading) => At(place.GetByRole(AriaRole.Region, new() { NameRegex = new Regex($"^{Regex.Escape(heading)}( [\\d,]+)?$", RegexOptions.None, TimeSpan.FromSeconds(1)) }));

    /// <summary>Looks at the elements of a list that contain a text.</summary>
    public Person AtItems(string text) => At(place.GetByRole(AriaRole.Listitem).Filter(new() { HasText = text }));

    /// <summary>Looks at the row of a table that contains a text.</summary>
    public Person AtRow(string text) => At(place.GetByRole(AriaRole.Row).Filter(new() { HasText = text }));

    public Task PressAsync(string button) => place.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task FollowAsync(string link) => place.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    public Task FillAsync(string label, string text) => Field(label).FillAsync(text);

    /// <summary>Chooses the option that begins with a text.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        var list = place.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        var value = await list.Locator("option").Filter(new() { HasText = option }).First.GetAttributeAsync("value");
        await list.SelectOptionAsync(value!);
    }

    public Task TickAsync(string label, bool isTicked = true) => place.GetByRole(AriaRole.Checkbox, new() { Name = label, Exact = true }).SetCheckedAsync(isTicked);

    /// <summary>Waits until a text is there.</summary>
    public Task SeeAsync(string text) => Expect(place).ToContainTextAsync(text);

    public Task SeeNoAsync(string text) => Expect(place).Not.ToContainTextAsync(text);

    /// <summary>Waits for a number of what the person looks at.</summary>
    public Task CountAsync(int count) => Expect(place).ToHaveCountAsync(count);

    /// <summary>Waits until the bank has done everything, and sees it at once or, without script, after a reload.</summary>
    public async Task LookAgainAsync(Partner partner)
    {
        await partner.WhenIdleAsync();
        if (!withScript)
        {
            await page.ReloadAsync();
        }
    }

    /// <summary>Returns the texts of what the person looks at, in the order of the page.</summary>
    public Task<IReadOnlyList<string>> ReadAsync() => place.AllInnerTextsAsync();

    private ILocator Field(string label) =>
        place.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true }).Or(place.GetByRole(AriaRole.Spinbutton, new() { Name = label, Exact = true }));

    private Person At(ILocator part) => new(page, part, withScript);
}
