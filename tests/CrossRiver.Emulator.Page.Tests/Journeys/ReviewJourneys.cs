namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>Journeys of a QA person with customers in review, with script and without.</summary>
public sealed class ReviewJourneys(Chromium browser) : Journey(browser)
{
    [Theory]
    [InlineData(true, "Release", "The bank does it: release.", "✓ Clear")]
    [InlineData(false, "Release", "The bank does it: release.", "✓ Clear")]
    [InlineData(true, "Reject", "The bank does it: reject.", "✕ Positive")]
    [InlineData(false, "Reject", "The bank does it: reject.", "✕ Positive")]
    public async Task A_review_needs_attention_until_it_is_ended_and_its_event_is_seen(bool withScript, string action, string notice, string result)
    {
        var (partner, customer) = await ReviewAsync();
        var person = await VisitAsync(withScript);

        await person.In("Needs attention").SeeAsync("for release or reject; else release in 47 h 59 min");
        await person.In("Needs attention").FollowAsync("Peter Griffin");
        await person.SeeAsync("OFAC ◷ Reviewing");
        await person.In("Story").AtItems("webhook Core.Customer.Ofac.Changed").CountAsync(2);
        await person.PressAsync(action);

        await person.SeeAsync(notice);
        await person.SeeAsync($"OFAC {result}");
        await person.In("Waits at review").CountAsync(0);
        await person.LookAgainAsync(partner);
        await person.In("Story").AtItems("webhook Core.Customer.Ofac.Changed").CountAsync(3);
        await person.FollowAsync("Customers");
        await person.In("Needs attention").SeeAsync("no hold is open");
        Assert.Equal(result[2..], (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_days_later_the_bank_releases_by_itself(bool withScript)
    {
        await ReviewAsync();
        var person = await VisitAsync(withScript);

        await person.In("Needs attention").SeeAsync("Peter Griffin");
        await person.In("Clock").PressAsync("+48 h");

        await person.SeeAsync("The time has passed.");
        await person.In("What happened").AtItems("ofac Reviewing → Clear").SeeAsync("Peter Griffin");
        await person.In("Needs attention").SeeAsync("no hold is open");
        await person.AtRow("Peter Griffin").SeeNoAsync("Reviewing");
    }
}
