using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossRiver.Emulator.Page.Journeys;

/// <summary>Journeys of a QA person with customers in review, with script and without.</summary>
public sealed class ReviewJourneys(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData(true, "Release", "Clear")]
    [InlineData(false, "Release", "Clear")]
    [InlineData(true, "Reject", "Positive")]
    [InlineData(false, "Reject", "Positive")]
    public async Task A_review_is_ended_and_its_event_is_seen(bool withScript, string action, string result)
    {
        var page = await browser.OpenAsync(_emulator.Url("http"), withScript);
        var partner = _emulator.NewPartner();
        await using var inbox = await WebhookInbox.StartAsync();
        await partner.RegisterAsync(inbox.Url, "Core.Customer.Ofac.Changed");
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(3), partner);

        await page.GotoAsync($"/_emulator/ui/partners/{partner.Id}/customers/{customer["id"]}");
        await page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();

        await Expect(page.Locator("#notice")).ToContainTextAsync("The bank does it");
        await Expect(page.Locator("#status")).ToContainTextAsync(result);
        await Expect(page.Locator(".hold")).ToHaveCountAsync(0);
        await _emulator.AdvanceAsync(TimeSpan.Zero, partner);
        await page.ReloadAsync();
        await Expect(page.Locator("#story")).ToContainTextAsync("webhook Core.Customer.Ofac.Changed");
        Assert.Equal(result, (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
    }
}
