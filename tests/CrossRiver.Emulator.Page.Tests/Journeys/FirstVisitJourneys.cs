namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>The journey of a person who sees the page for the first time, with script and without.</summary>
public sealed class FirstVisitJourneys(Chromium browser) : Journey(browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_first_customer_is_created_by_a_form_and_its_webhooks_are_in_the_inbox(bool withScript)
    {
        var person = await VisitAsync(withScript);
        await person.SeeAsync("Nothing has happened here yet.");

        await person.In("1 · Create a customer here").PressAsync("Create the customer");
        await person.SeeAsync("The customer is created.");
        await person.In("Clock").PressAsync("+1 h");
        await person.AtRow("✓ Clear").CountAsync(1);
        foreach (var eventName in new[] { "Core.Customer.Onboarded", "Core.Customer.Ofac.Changed", "Core.Customer.PepScan.Changed" })
        {
            await person.In("Registrations").PressAsync("Register");
            await person.In("Registrations").AtItems(eventName).SeeAsync("Active");
        }

        await person.In("New customer").ChooseAsync("Scenario", "clear: ");
        await person.In("New customer").PressAsync("Create the customer");
        await person.AtRow("○ Pending").CountAsync(1);
        await person.In("Clock").PressAsync("+1 h");
        await person.In("What happened").SeeAsync("3 attempts");

        await person.FollowAsync("Inbox");
        await person.FollowAsync("6e80b097693c4592844002f345335bbf");
        await person.SeeAsync("3 messages");
        await person.AtItems("Core.Customer.Onboarded").SeeAsync("signature ✓ valid");
        await person.AtItems("Core.Customer.Ofac.Changed").SeeAsync("answered 200");
        await person.AtItems("Core.Customer.PepScan.Changed").CountAsync(1);
    }
}
