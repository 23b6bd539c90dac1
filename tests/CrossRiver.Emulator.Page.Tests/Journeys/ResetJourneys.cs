namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>The journey of a QA person who begins again.</summary>
public sealed class ResetJourneys(Chromium browser) : Journey(browser)
{
    [Fact]
    public async Task A_reset_removes_the_customers_and_keeps_the_registrations()
    {
        var (partner, _) = await ReviewAsync();
        var person = await VisitAsync();
        await person.AtRow("Peter Griffin").SeeAsync("Reviewing");

        await person.In("Begin again").TickAsync("registrations");
        await person.In("Begin again").TickAsync("scenarios", isTicked: false);
        await person.In("Begin again").PressAsync("Reset the world");

        await person.SeeAsync("The world began again.");
        await person.SeeAsync("There are no customers yet.");
        await person.In("Needs attention").SeeAsync("Nothing");
        await person.In("Registrations").AtItems("Core.Customer.Ofac.Changed").SeeAsync("Active");
        Assert.Equal((0, 1), (await partner.CountCustomersAsync(), await partner.CountRegistrationsAsync()));
    }
}
