using System.Globalization;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>At the faithful pace the bank takes as long as it really does.</summary>
public sealed class FaithfulPaceTests : IAsyncLifetime
{
    /// <summary>The scenario of most customers at this pace.</summary>
    internal const string Scenario = "faithful";

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Pace"] = "Faithful" },
    };

    private readonly Partner _partner;

    public FaithfulPaceTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_customer_is_onboarded_after_seconds_and_scanned_after_two_minutes()
    {
        var customers = new List<JsonObject>();
        for (var i = 0; i < 10; i++)
        {
            customers.Add(await _partner.OnboardAsync());
        }

        await AdvanceAsync(seconds: 125);

        var createdAt = DateTimeOffset.Parse((string)customers[0]["createdAt"]!, CultureInfo.InvariantCulture);
        var changes = (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "event").ToLookup(
            entry => (string)entry["eventName"]!,
            entry => (DateTimeOffset.Parse((string)entry["at"]!, CultureInfo.InvariantCulture) - createdAt).TotalSeconds);
        Assert.All(changes[CustomerEvents.Onboarded], seconds => Assert.InRange(seconds, 7, 22.1));
        Assert.All(changes[CustomerEvents.PepScanChanged], seconds => Assert.InRange(seconds, 100, 120.1));
        Assert.All(changes[CustomerEvents.OfacChanged], seconds => Assert.InRange(seconds, 100, 120.2));
        Assert.True(changes[CustomerEvents.Onboarded].Distinct().Count() > 1, "Every customer was onboarded at the same moment.");
        Assert.Equal("Clear", (string)(await _partner.GetCustomerAsync(customers[0]))["ofac"]!);
    }

    [Fact]
    public async Task Like_events_are_gathered_and_retries_wait_half_a_minute_to_a_minute()
    {
        await using var inbox = await WebhookInbox.StartAsync(StatusCodes.Status500InternalServerError);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync(scenario: "clear");
        await _partner.OnboardAsync(scenario: "clear");

        await AdvanceAsync(seconds: 240);

        Assert.Equal(4, inbox.All.Count);
        Assert.Equal(2, inbox.All[0].Json["resources"]!.AsArray().Count);
        var times = inbox.All.Select(webhook => DateTimeOffset.Parse(webhook.Headers["cos-signature"].Split(", v1:")[0][2..], CultureInfo.InvariantCulture)).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 30, 60.1));
    }

    private async Task AdvanceAsync(int seconds)
    {
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        }
    }
}
