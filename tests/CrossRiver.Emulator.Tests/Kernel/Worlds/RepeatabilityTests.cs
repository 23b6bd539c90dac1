using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Same seed, same requests, same clock: the same story, whatever else goes on.</summary>
public sealed class RepeatabilityTests
{
    private static readonly Guid Partner = new("6e80b097-693c-4592-8440-02f345335bbf");

    [Fact]
    public async Task The_same_requests_give_the_same_events_in_another_emulator_with_other_worlds_and_another_order()
    {
        string[] names = ["a", "b", "c", "d"];

        var quiet = await PlayAsync(names, neighbours: 0);
        var busy = await PlayAsync([.. names.Reverse()], neighbours: 5);

        Assert.Equal(12, quiet.Count);
        Assert.Equal(quiet.Order(StringComparer.Ordinal), busy.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_requests_in_the_same_order_give_the_same_events_in_the_same_order()
    {
        var first = await EventsInOrderAsync();
        var second = await EventsInOrderAsync();

        Assert.Equal(30, first.Count);
        Assert.Equal(first, second);
    }

    private static async Task<IReadOnlyList<string>> EventsInOrderAsync()
    {
        await using var emulator = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner(Partner);
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged);
        for (var i = 0; i < 10; i++)
        {
            await partner.OnboardAsync();
        }

        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(850), partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(50), partner);

        return [.. (await partner.GetDeliveriesAsync()).Select(delivery => $"{delivery["eventName"]} {delivery["eventId"]} {delivery["customerId"]}")];
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(IReadOnlyList<string> names, int neighbours)
    {
        await using var emulator = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner(Partner);
        for (var i = 0; i < neighbours; i++)
        {
            await emulator.NewPartner().OnboardAsync();
        }

        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged);
        await Task.WhenAll(names.Select(name =>
        {
            var body = partner.Body("create-personal.request.json");
            body["clientIdentifier"] = name;
            return partner.OnboardAsync(body);
        }));
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(850), partner);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(50), partner);

        return [.. inbox.All.Select(webhook => webhook.Text)];
    }
}
