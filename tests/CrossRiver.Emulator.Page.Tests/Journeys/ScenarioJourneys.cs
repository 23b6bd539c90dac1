namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>The journey of a developer who writes a scenario.</summary>
public sealed class ScenarioJourneys(Chromium browser) : Journey(browser)
{
    private const string Text = """
        version: 1
        scenario: two-looks
        timeline:
          - after: 1s
            set: { ofac: Reviewing }
          - after: 1s
            set: { ofac: Clear }
        """;

    [Fact]
    public async Task A_scenario_is_written_mended_by_the_message_and_tried()
    {
        var partner = Emulator.NewPartner();
        await partner.BeginAsync();
        var person = await VisitAsync();
        await person.FollowAsync("Scenarios");
        await person.ChooseAsync("World", $"{partner.Id}");
        await person.PressAsync("Show");

        await person.In("Write a scenario").FillAsync("YAML, as in a file", Text.Replace("Reviewing", "Reviewed", StringComparison.Ordinal));
        await person.In("Write a scenario").PressAsync("Check the text");
        await person.SeeAsync("The text has 1 error.");
        await person.AtRow("error").SeeAsync("Reviewing");
        await person.AtRow("error").SeeAsync("5");

        await person.In("Write a scenario").FillAsync("YAML, as in a file", Text);
        await person.In("Write a scenario").PressAsync("Check the text");
        await person.SeeAsync("The text is valid: two-looks.");
        await person.In("Write a scenario").PressAsync("Store it in this world");
        await person.SeeAsync("Scenario two-looks is stored in this world.");

        await person.FollowAsync("two-looks");
        await person.In("Timeline").AtItems("OFAC").CountAsync(2);
        await person.In("Try it").PressAsync("Create the customer");
        await person.SeeAsync("The customer is created with the scenario two-looks.");
        await person.FollowAsync("Customers");
        await person.In("Clock").PressAsync("To the next step");
        await person.In("What happened").SeeAsync("ofac Pending → Reviewing");
        await person.AtRow("two-looks").SeeAsync("◷ Reviewing");
    }
}
