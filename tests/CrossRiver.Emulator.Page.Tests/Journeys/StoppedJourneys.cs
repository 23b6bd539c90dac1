namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>The journey of a person whose emulator stops.</summary>
public sealed class StoppedJourneys(Chromium browser) : Journey(browser)
{
    [Fact]
    public async Task A_page_without_its_emulator_stays_readable_and_says_since_when()
    {
        await ReviewAsync();
        var person = await VisitAsync();
        await person.In("Needs attention").FollowAsync("Peter Griffin");
        await person.In("Story").SeeAsync("now");
        await person.Page.Clock.SetFixedTimeAsync(new DateTime(2026, 3, 3, 9, 41, 7, DateTimeKind.Utc));
        await person.In("Decide").PressAsync("Scan again");
        await person.SeeAsync("The customer was scanned again.");

        await Emulator.DisposeAsync();

        await person.SeeAsync("The emulator has not answered since 09:41:07. This is what it showed last.");
        await person.In("Story").SeeAsync("now");
        await person.PressAsync("Release");
        await person.SeeAsync("The emulator has not answered since 09:41:07.");
        await person.In("Waits at review").SeeAsync("for a person at review");
    }
}
