using System.Net;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>With the setting, like events of half a minute are one event.</summary>
public sealed class AggregationTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:Aggregate"] = "true" },
    };

    private readonly Partner _partner;
    private WebhookInbox _inbox = null!;

    public AggregationTests() => _partner = _emulator.NewPartner();

    public async ValueTask InitializeAsync() => _inbox = await WebhookInbox.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Fact]
    public async Task Like_events_are_sent_as_one_thirty_seconds_after_the_first()
    {
        await RegisterAsync("Extended", CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        string[] customers = [await OnboardAsync(), await OnboardAsync(), await OnboardAsync()];

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(850), _partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(50), _partner);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(29_099), _partner);
        Assert.Empty(_inbox.All);
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(1), _partner);

        var onboarded = Assert.Single(_inbox.All).Json;
        Assert.Equal(CustomerEvents.Onboarded, (string)onboarded["eventName"]!);
        Assert.Equal(customers.Select(id => $"core/v1/cm/customers/{id}"), onboarded["resources"]!.AsArray().Select(resource => (string)resource!));
        Assert.Equal(customers, onboarded["details"]!.AsArray().Select(detail => (string)detail!["customerId"]!));
        Assert.Equal("2021-11-22T10:50:28.943-05:00", (string)onboarded["createdAt"]!);

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.OfacChanged], _inbox.All.Select(webhook => webhook.EventName));
        Assert.Equal("Success", (string)(await _partner.GetAsync($"/webhooks/v1/events/{onboarded["id"]}")).Json["status"]!);
    }

    [Fact]
    public async Task An_extended_event_has_a_thousand_resources_at_most()
    {
        await RegisterAsync("Extended", CustomerEvents.Onboarded);
        await _partner.OnboardManyAnnouncedAsync(2_501);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(3), _partner);
        Assert.Equal([1_000, 1_000], _inbox.All.Select(webhook => webhook.Json["resources"]!.AsArray().Count));
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(30), _partner);

        Assert.Equal([1_000, 1_000, 501], _inbox.All.Select(webhook => webhook.Json["resources"]!.AsArray().Count));
        Assert.Equal(3, _inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task What_was_gathered_for_a_deleted_registration_or_before_a_reset_is_gone()
    {
        var registration = await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        Assert.Equal(HttpStatusCode.NoContent, (await _partner.DeleteAsync($"/webhooks/v1/registrations/{registration["id"]}")).Status);
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(60), _partner);
        Assert.Empty(_inbox.All);

        await OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/reset", """{"keep":[]}""");
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(60), _partner);
        Assert.Empty(_inbox.All);
    }

    private async Task RegisterAsync(string format, params IReadOnlyList<string> eventNames)
    {
        foreach (var eventName in eventNames)
        {
            var body = _partner.Body("registration.request.json");
            body["eventName"] = eventName;
            body["callbackUrl"] = _inbox.Url.OriginalString;
            body["format"] = format;
            (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        }
    }

    private async Task<string> OnboardAsync() => (string)(await _partner.OnboardAsync())["id"]!;
}
