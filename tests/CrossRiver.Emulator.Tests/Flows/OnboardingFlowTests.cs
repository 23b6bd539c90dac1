using CrossRiver.Emulator.Customers;

namespace CrossRiver.Emulator.Flows;

public sealed class OnboardingFlowTests
{
    private static readonly string[] TutorialEvents = [CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged];

    [Fact]
    public async Task A_customer_is_onboarded_as_the_tutorial_tells()
    {
        await using var emulator = new EmulatorFactory();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, TutorialEvents);

        var customer = await partner.OnboardAsync();
        var webhooks = await inbox.NextAsync(3);

        Assert.Equal(TutorialEvents, webhooks.Select(webhook => webhook.EventName));
        Assert.All(webhooks, webhook => Assert.Equal((string)customer["id"]!, webhook.CustomerId));
        var createdAt = DateTimeOffset.Parse((string)customer["createdAt"]!, null);
        int[] dueAfter = [100, 950, 1000];
        Assert.All(webhooks.Zip(dueAfter), pair => Assert.True(pair.First.ArrivedAt >= createdAt.AddMilliseconds(pair.Second)));
        var scanned = await partner.GetCustomerAsync(customer);
        Assert.Equal("Clear", (string)scanned["ofac"]!);
        Assert.Equal("Clear", (string)scanned["pepScan"]!);
    }
}
