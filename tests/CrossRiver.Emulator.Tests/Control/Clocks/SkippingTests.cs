using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>A clock that skips, and what a wait for an idle world means there.</summary>
public sealed class SkippingTests : IAsyncLifetime
{
    private const int Tries = 30;

    private readonly RunningEmulator _emulator = new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Clock:Mode"] = "Skip" } };
    private readonly Partner _partner;

    public SkippingTests() => _partner = _emulator.NewPartner();

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("clear", "Clear")]
    [InlineData("late-hit", "Positive")]
    [InlineData("ofac-hit", "Positive")]
    public async Task The_first_wait_answers_when_the_story_is_told(string scenario, string ofac)
    {
        await using var inbox = await WebhookInbox.StartAsync();
        for (var time = 0; time < Tries; time++)
        {
            var partner = _emulator.NewPartner();
            await partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);
            var customer = await partner.OnboardAsync(scenario: scenario);

            (await WaitAsync(partner)).Expect(HttpStatusCode.OK);

            Assert.Null(await partner.GetNextDueAtAsync());
            Assert.Equal(ofac, (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
        }
    }

    [Fact]
    public async Task It_answers_when_the_webhooks_of_the_whole_story_have_their_answers()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.OfacChanged);

        await _partner.OnboardAsync(scenario: "late-hit");
        (await WaitAsync()).Expect(HttpStatusCode.OK);

        Assert.Equal(4, inbox.All.Count);
    }

    [Fact]
    public async Task All_worlds_are_waited_for_to_the_ends_of_their_stories()
    {
        var customers = new List<(Partner Partner, JsonObject Customer)>();
        for (var count = 0; count < 5; count++)
        {
            var partner = _emulator.NewPartner();
            customers.Add((partner, await partner.OnboardAsync(scenario: "late-hit")));
        }

        (await _partner.PostAsync("/_emulator/wait", Idle())).Expect(HttpStatusCode.OK);

        foreach (var (partner, customer) in customers)
        {
            Assert.Equal("Positive", (string)(await partner.GetCustomerAsync(customer))["ofac"]!);
        }
    }

    [Fact]
    public async Task The_end_of_a_hold_is_not_skipped_to_because_a_person_may_still_come()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        (await WaitAsync()).Expect(HttpStatusCode.OK);
        (await WaitAsync(within: "1h")).Expect(HttpStatusCode.OK);

        Assert.Equal("Reviewing", await OfacAsync(customer));
        (await _partner.PostTextAsync($"{World}/customers/{customer["id"]}/actions/release", "")).Expect(HttpStatusCode.OK);
        (await WaitAsync()).Expect(HttpStatusCode.OK);
        Assert.Equal("Clear", await OfacAsync(customer));
        Assert.True(await NowAsync() - Moment(customer["createdAt"]) < TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_wait_whose_span_reaches_the_end_of_a_hold_skips_to_it_and_no_further()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");

        (await WaitAsync(within: "49h")).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", await OfacAsync(customer));
        Assert.InRange(await NowAsync() - Moment(customer["createdAt"]), TimeSpan.FromHours(48), TimeSpan.FromHours(49));
        var next = await _partner.OnboardAsync(scenario: "ofac-review");
        (await WaitAsync()).Expect(HttpStatusCode.OK);
        Assert.Equal("Reviewing", await OfacAsync(next));
        (await _partner.PostAsync("/_emulator/wait", Idle(within: "49h"))).Expect(HttpStatusCode.OK);
        Assert.Equal("Clear", await OfacAsync(next));
    }

    [Fact]
    public async Task An_advance_goes_over_the_end_of_a_hold()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        (await WaitAsync()).Expect(HttpStatusCode.OK);

        (await _partner.PostAsync($"{World}/clock/advance", new JsonObject { ["by"] = "49h" })).Expect(HttpStatusCode.OK);

        Assert.Equal("Clear", await OfacAsync(customer));
    }

    [Fact]
    public async Task A_story_without_an_end_is_answered_with_what_is_next()
    {
        const string Endless = """
            version: 1
            scenario: endless
            timeline:
              - repeat: { every: 1h, times: 10000 }
                steps:
                  - repeat: { every: 1m, times: 10000 }
                    steps: [{ set: { ofac: Failed } }, { after: 10s, set: { ofac: Clear } }]
            """;
        (await _partner.PutTextAsync($"{World}/scenarios/endless", Endless)).Expect(HttpStatusCode.OK);
        var customer = await _partner.OnboardAsync(scenario: "endless");

        var over = await WaitAsync(timeout: "300ms");

        Assert.Equal(HttpStatusCode.RequestTimeout, over.Status);
        Assert.Contains($"step of customer {customer["id"]}, due at ", over.Messages[0], StringComparison.Ordinal);
        Assert.Equal("step", (string)over.Json["pending"]![0]!["what"]!);
    }

    [Fact]
    public async Task A_snapshot_has_the_ends_of_stories_too()
    {
        var customer = await _partner.OnboardAsync(scenario: "late-hit");

        var snapshot = (await _partner.GetAsync($"{World}/snapshot")).Expect(HttpStatusCode.OK);

        Assert.Equal(customer["id"]!.ToString(), snapshot["customers"]!["customers"]![0]!["id"]!.ToString());
        Assert.Equal("Positive", (string)snapshot["customers"]!["customers"]![0]!["ofac"]!);
    }

    private static DateTimeOffset Moment(JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);

    private static JsonObject Idle(string? within = null, string timeout = "30s")
    {
        var body = new JsonObject { ["until"] = "idle", ["timeout"] = timeout };
        if (within is not null)
        {
            body["within"] = within;
        }

        return body;
    }

    private Task<Answer> WaitAsync(string? within = null, string timeout = "30s") => _partner.PostAsync($"{World}/wait", Idle(within, timeout));

    private async Task<string> OfacAsync(JsonObject customer) => (string)(await _partner.GetCustomerAsync(customer))["ofac"]!;

    private async Task<DateTimeOffset> NowAsync() => Moment((await _partner.GetAsync($"{World}/clock")).Expect(HttpStatusCode.OK)["now"]);

    private static Task<Answer> WaitAsync(Partner partner) => partner.PostAsync($"/_emulator/partners/{partner.Id}/wait", Idle());
}
