namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>Journeys of a developer whose receiver or client is tested, with script and without.</summary>
public sealed class ReceiverJourneys(Chromium browser) : Journey(browser)
{
    private const string OfacChanged = "Core.Customer.Ofac.Changed";
    private const string PepScanChanged = "Core.Customer.PepScan.Changed";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_fails_is_seen_with_its_reason_and_gets_its_backlog_after_a_restart(bool withScript)
    {
        var partner = await PartnerWithInboxAsync("mine", OfacChanged);
        var person = await VisitAsync(withScript);
        await person.FollowAsync("Inbox");
        await person.FillAsync("Name", "mine");
        await person.PressAsync("Open");
        await person.In("Answer").FillAsync("Status", "503");
        await person.In("Answer").PressAsync("Set the answer");
        await person.SeeAsync("The answer is set.");
        await partner.OnboardAsync(scenario: "ofac-review");
        await person.OpenAsync("");
        await person.In("Clock").PressAsync("+1 h");

        await person.In("Needs attention").SeeAsync(OfacChanged);
        await person.In("Registrations").AtItems(OfacChanged).SeeAsync("Suspended");
        await person.In("Registrations").AtItems(OfacChanged).SeeAsync("503");
        await person.In("Registrations").AtItems(OfacChanged).SeeAsync("2 events wait for a restart.");

        await person.OpenAsync("/inbox/mine");
        await person.In("Answer").FillAsync("Status", "200");
        await person.In("Answer").PressAsync("Set the answer");
        await person.In("Answer").SeeAsync("200, at once");
        await person.OpenAsync("");
        await person.In("Registrations").AtItems(OfacChanged).PressAsync("Restart");
        await person.SeeAsync("The registration restarts.");
        await person.LookAgainAsync(partner);
        await person.In("Registrations").AtItems(OfacChanged).SeeAsync("Active");
        await person.FollowAsync("Deliveries");
        await person.AtItems(OfacChanged).CountAsync(2);
        await person.AtItems("✓ succeeded Core.Customer.Ofac.Changed").CountAsync(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Webhooks_that_are_paused_are_released_in_the_opposite_order(bool withScript)
    {
        var partner = await PartnerWithInboxAsync("mine", PepScanChanged, OfacChanged);
        var person = await VisitAsync(withScript);
        await person.FollowAsync("Deliveries");
        await person.PressAsync("Pause");
        await person.SeeAsync("Deliveries are paused.");
        await partner.OnboardAsync(scenario: "clear");
        await partner.AdvanceAsync("2s");
        await person.LookAgainAsync(partner);
        await person.SeeAsync("2 webhooks wait for you, in any order.");

        await person.AtItems(OfacChanged).PressAsync("Release");
        await person.SeeAsync("1 webhook waits for you, in any order.");
        await person.LookAgainAsync(partner);
        await person.AtItems(OfacChanged).SeeAsync("succeeded");
        await person.AtItems(PepScanChanged).PressAsync("Release");
        await person.SeeAsync("0 webhooks wait for you, in any order.");
        await person.LookAgainAsync(partner);
        await person.AtItems(PepScanChanged).SeeAsync("succeeded");
        await person.PressAsync("Resume");
        await person.SeeAsync("The bank sends each webhook when it is due.");

        await person.OpenAsync("/inbox/mine");
        await person.SeeAsync("2 messages");
        await person.AtItems("message 1").SeeAsync(OfacChanged);
        await person.AtItems("message 2").SeeAsync(PepScanChanged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bank_that_is_slow_loses_calls_until_a_person_ends_it(bool withScript)
    {
        var partner = Emulator.NewPartner();
        var customer = await partner.OnboardAsync();
        using var hasty = new HttpClient { BaseAddress = partner.Http.BaseAddress, Timeout = TimeSpan.FromMilliseconds(500) };
        var person = await VisitAsync(withScript);
        await person.In("Conditions and faults").FillAsync("every call by", "1m");
        await person.In("Conditions and faults").PressAsync("Slow down");
        await person.SeeAsync("The bank is slow.");
        await person.In("Conditions and faults").AtItems("Rule").SeeAsync("0 hits");

        await Assert.ThrowsAsync<TaskCanceledException>(() => hasty.GetAsync(new Uri($"/core/v1/cm/customers/{customer["id"]}", UriKind.Relative), TestContext.Current.CancellationToken));

        await person.LookAgainAsync(partner);
        await person.In("Conditions and faults").AtItems("Rule").SeeAsync("1 hit");
        await person.FollowAsync("Journal");
        await person.FollowAsync("my calls");
        await person.AtItems($"GET /core/v1/cm/customers/{customer["id"]} → 499").SeeAsync("failed");
        await person.FollowAsync("Customers");
        await person.In("Conditions and faults").AtItems("Rule").PressAsync("Remove");
        await person.SeeAsync("is removed.");
        await person.In("Conditions and faults").AtItems("Rule").CountAsync(0);
        Assert.Equal((string)customer["id"]!, (string)(await partner.GetCustomerAsync(customer))["id"]!);
    }
}
