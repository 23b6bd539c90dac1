using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>A page that shows changes keeps what its reader is doing: the focus, the place and what was typed.</summary>
public sealed class LiveTests(Chromium browser) : Journey(browser)
{
    private const int ManyPages = 20;

    private const string Focused = "document.activeElement.closest('#notice')?.innerText ?? `on ${document.activeElement.outerHTML.slice(0, 80)}`";

    [Theory]
    [InlineData("Release", "The bank does it: release.")]
    [InlineData("Reject", "The bank does it: reject.")]
    public async Task After_an_action_that_removes_its_button_the_focus_is_on_the_notice(string action, string notice)
    {
        await ReviewAsync();
        var person = await VisitAsync();
        await person.In("Needs attention").FollowAsync("Peter Griffin");

        await person.Page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).PressAsync("Enter");

        await person.SeeAsync(notice);
        Assert.Contains(notice, await person.Page.EvaluateAsync<string>(Focused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_focus_stays_in_a_list_that_another_changes()
    {
        var (partner, _) = await ReviewAsync();
        var person = await VisitAsync();
        var link = person.Page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link);
        await link.FocusAsync();

        await partner.AdvanceAsync("48h");

        await person.AtRow("Peter Griffin").SeeNoAsync("Reviewing");
        await Expect(link).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_a_person_types_stays_when_another_changes_the_world()
    {
        var (partner, _) = await ReviewAsync();
        var person = await VisitAsync();
        var text = person.Page.Locator("textarea").First;
        await person.In("Clock").FillAsync("by", "2h30m");
        await text.FillAsync("{ \"half\": ");

        await partner.AdvanceAsync("48h");

        await person.AtRow("Peter Griffin").SeeNoAsync("Reviewing");
        await Expect(text).ToBeFocusedAsync();
        await Expect(text).ToHaveValueAsync("{ \"half\": ");
        await Expect(person.Page.GetByLabel("by", new() { Exact = true })).ToHaveValueAsync("2h30m");
    }

    [Fact]
    public async Task A_change_in_one_tab_is_seen_in_another()
    {
        await ReviewAsync();
        var first = await VisitAsync();
        var second = await AnotherTabAsync(first);
        await second.In("Needs attention").FollowAsync("Peter Griffin");
        await second.SeeAsync("OFAC ◷ Reviewing");

        await first.In("Needs attention").PressAsync("Release");

        await first.In("Needs attention").SeeAsync("no hold is open");
        await second.SeeAsync("OFAC ✓ Clear");
    }

    [Fact]
    public async Task Many_tabs_of_one_browser_stay_live()
    {
        var (partner, _) = await ReviewAsync();
        List<Person> people = [await VisitAsync()];
        while (people.Count < ManyPages)
        {
            people.Add(await AnotherTabAsync(people[0]));
        }

        await partner.AdvanceAsync("48h");

        foreach (var person in people)
        {
            await person.AtRow("Peter Griffin").SeeNoAsync("Reviewing");
        }
    }

    private static async Task<Person> AnotherTabAsync(Person person)
    {
        var another = new Person(await person.Page.Context.NewPageAsync());
        await another.OpenAsync("");
        return another;
    }
}
