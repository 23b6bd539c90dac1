using System.Globalization;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Flows;

/// <summary>Whole stories on the machine's own clock, with a receiver behind a real socket.</summary>
public sealed class OnboardingFlowTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly string[] TutorialEvents = [CustomerEvents.Onboarded, CustomerEvents.PepScanChanged, CustomerEvents.OfacChanged];

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_customer_is_onboarded_as_the_tutorial_tells()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, TutorialEvents);

        var customer = await _partner.OnboardAsync();
        var webhooks = await inbox.NextAsync(3);

        Assert.Equal(TutorialEvents, webhooks.Select(webhook => webhook.EventName));
        Assert.All(webhooks, webhook => Assert.Equal((string)customer["id"]!, webhook.CustomerId));
        AssertNoneEarly(customer, webhooks, 100, 950, 1000);
        var scanned = await _partner.GetCustomerAsync(customer);
        Assert.Equal(("Clear", "Clear"), ((string)scanned["ofac"]!, (string)scanned["pepScan"]!));
    }

    [Fact]
    public async Task A_hit_goes_from_failed_over_reviewing_to_positive()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);

        var customer = await _partner.OnboardAsync(scenario: "ofac-hit");
        var statuses = new List<string>();
        var webhooks = new List<Webhook>();
        while (webhooks.Count < 3)
        {
            webhooks.Add(await inbox.NextAsync());
            statuses.Add((string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        }

        Assert.Equal(["Failed", "Reviewing", "Positive"], statuses);
        AssertNoneEarly(customer, webhooks, 1000, 2000, 4000);
    }

    [Fact]
    public async Task The_journal_tells_the_story_in_order_without_the_password()
    {
        await using var standing = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = standing.NewPartner();
        await partner.RegisterAsync(inbox.Url, TutorialEvents);
        await partner.OnboardAsync();
        await standing.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);
        await standing.AdvanceAsync(TimeSpan.FromMilliseconds(850), partner);
        await standing.AdvanceAsync(TimeSpan.FromMilliseconds(50), partner);

        var journal = await partner.GetJournalAsync();

        Assert.Equal(
            [
                "call POST", "call POST", "call POST", "call POST", "change created", "choice clear",
                "change announced", "event Core.Customer.Onboarded", "attempt 200",
                "change pepScan Pending → Clear", "event Core.Customer.PepScan.Changed", "attempt 200",
                "change ofac Pending → Clear", "event Core.Customer.Ofac.Changed", "attempt 200",
            ],
            journal.Select(entry => $"{entry["kind"]} {entry["method"] ?? entry["what"] ?? entry["scenario"] ?? entry["statusCode"] ?? entry["eventName"]}"));
        Assert.Equal(Enumerable.Range(1, journal.Count), journal.Select(entry => (int)entry["number"]!));
        Assert.DoesNotContain(journal, entry => entry.ToJsonString().Contains("hook-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_parallel_customers_of_twenty_partners_get_each_their_own_events_in_order()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var partners = Enumerable.Range(0, 20).Select(_ => emulator.NewPartner()).ToList();
        await Parallel.ForEachAsync(partners, async (partner, _) => await partner.RegisterAsync(inbox.Url, TutorialEvents));

        var customers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => partners[i % 20].OnboardAsync()));
        await inbox.NextAsync(600);
        await Task.WhenAll(partners.Select(partner => partner.WhenIdleAsync()));

        Assert.Equal(600, inbox.All.Count);
        Assert.Equal(600, inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct().Count());
        var byCustomer = inbox.All.GroupBy(webhook => webhook.CustomerId).ToDictionary(group => group.Key, group => group.ToList());
        Assert.All(customers, customer =>
        {
            var own = byCustomer[(string)customer["id"]!];
            Assert.Equal(TutorialEvents, own.Select(webhook => webhook.EventName));
            Assert.All(own, webhook => Assert.Equal((string)customer["partnerId"]!, (string)webhook.Json["partnerId"]!));
        });
    }

    [Fact]
    public async Task Two_emulators_in_one_process_know_nothing_of_each_other()
    {
        await using var other = new RunningEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, TutorialEvents);
        var neighbour = other.NewPartner();
        var body = _partner.Body("create-personal.request.json");

        // Another customer: the same one would have the same identifier, if it were made in the same moment.
        body["clientIdentifier"] = "elsewhere";
        var elsewhere = (await neighbour.PostAsync("/core/v1/cm/customers", body)).Json;
        var customer = await _partner.OnboardAsync();
        var webhooks = await inbox.NextAsync(3);

        Assert.All(webhooks, webhook => Assert.Equal((string)customer["id"]!, webhook.CustomerId));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{elsewhere["id"]}")).Status);
        Assert.Equal(3, inbox.All.Count);
    }

    private static void AssertNoneEarly(JsonObject customer, IReadOnlyList<Webhook> webhooks, params int[] dueAfterMilliseconds)
    {
        var createdAt = DateTimeOffset.Parse((string)customer["createdAt"]!, CultureInfo.InvariantCulture);
        Assert.All(
            webhooks.Zip(dueAfterMilliseconds),
            pair => Assert.True(pair.First.ArrivedAt >= createdAt.AddMilliseconds(pair.Second), $"{pair.First.EventName} came early"));
    }
}
