using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Faults;

/// <summary>How a scenario lets failed deliveries be tried again, and what becomes of them.</summary>
public sealed class RetryRulesTests
{
    [Fact]
    public async Task Waits_are_those_of_the_scenario()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("retry: { waits: [10s, 1m], suspend: false }", Fail(500));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal([0, 10, 70], await TimesOfFirstEventAsync(faulty));
        Assert.Equal(["failed", "succeeded", "succeeded", "succeeded"], (await faulty.DeliveriesAsync()).Select(delivery => (string)delivery["state"]!));
        Assert.Equal("Active", await StatusOfRegistrationAsync(faulty));
    }

    [Fact]
    public async Task Jitter_makes_a_wait_longer_or_shorter()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("retry: { waits: [100s, 100s, 100s], jitter: 20%, suspend: false }", Fail(500));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        var times = await TimesOfFirstEventAsync(faulty);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 80, 120));
        Assert.Equal(3, times.Zip(times.Skip(1)).Select(pair => pair.Second - pair.First).Where(wait => wait is not 100).Distinct().Count());
    }

    [Theory]
    [InlineData("5xx", 500, 2)]
    [InlineData("503", 500, 1)]
    [InlineData("429", 429, 2)]
    [InlineData("timeout", 500, 1)]
    [InlineData("connection", 404, 1)]
    public async Task Only_some_failures_are_tried_again(string retryWhen, int answer, int attempts)
    {
        await using var faulty = await FaultyDeliveries.StartAsync($"retry: {{ waits: [1s], retryWhen: [{retryWhen}], suspend: false }}", Fail(answer));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal(attempts, (await TimesOfFirstEventAsync(faulty)).Count);
    }

    [Theory]
    [InlineData("attempts: 1, lose: attempt", "timeout")]
    [InlineData("attempts: 1, connection: reset-mid-body", "connection")]
    public async Task A_lost_attempt_is_a_timeout_and_a_reset_one_a_bad_connection(string fault, string retryWhen)
    {
        await using var faulty = await FaultyDeliveries.StartAsync($"retry: {{ waits: [1s], retryWhen: [{retryWhen}] }}\nfaults:\n  - {{ event: Core.Customer.Onboarded, {fault} }}");
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal([0, 1], await TimesOfFirstEventAsync(faulty));
    }

    [Theory]
    [InlineData("thenMark: Pending, suspend: true", "Pending", "Suspended")]
    [InlineData("thenMark: Pending, suspend: false", "Pending", "Active")]
    [InlineData("suspend: false", "Failed", "Active")]
    [InlineData("jitter: 10%", "Failed", "Suspended")]
    public async Task An_event_whose_attempts_have_failed_is_marked_and_its_registration_suspended(string rules, string status, string ofRegistration)
    {
        await using var faulty = await FaultyDeliveries.StartAsync($"retry: {{ waits: [], {rules} }}", Fail(500));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        var failed = (await faulty.DeliveriesAsync())[0];
        Assert.Equal(status, (string)(await faulty.Partner.GetAsync($"/webhooks/v1/events/{failed["eventId"]}")).Json["status"]!);
        Assert.Equal(ofRegistration, await StatusOfRegistrationAsync(faulty));
        Assert.Equal(4, faulty.Inbox.All.Count);
    }

    [Fact]
    public async Task The_partner_has_as_long_as_the_scenario_says()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("ackWithin: 150ms\nretry: { waits: [], suspend: false }", webhook => webhook.EventName == CustomerEvents.Onboarded ? new TaskCompletionSource<int>().Task : Task.FromResult(200));
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal("no answer within 0.15 s", (string)(await faulty.AttemptsAsync())[0]["failure"]!);
        Assert.Equal(4, (await faulty.AttemptsAsync()).Count);
    }

    [Fact]
    public async Task The_rules_of_a_step_hold_for_its_event_only()
    {
        await using var faulty = await FaultyDeliveries.StartAsync("retry: { waits: [], suspend: false }", _ => Task.FromResult(500), """
            timeline:
              - after: 1s
                emit: Core.Customer.Onboarded
                delivery: { retry: { waits: [1s, 1s], suspend: false } }
              - after: 1m
                set: { ofac: Clear }
            """);
        await faulty.OnboardAsync();

        await faulty.AdvanceAsync("1d");

        Assert.Equal([3, 1], (await faulty.DeliveriesAsync()).Select(delivery => delivery["attempts"]!.AsArray().Count));
    }

    [Theory]
    [InlineData('1', "duplicate duplicate duplicate")]
    [InlineData('2', "reorder reorder reorder")]
    [InlineData('3', "lose lose lose")]
    [InlineData('4', "lose lose lose")]
    [InlineData('5', "late late late")]
    [InlineData('6', "auth auth auth")]
    [InlineData('7', "body body body")]
    [InlineData('0', "")]
    public async Task The_fourth_digit_of_a_tax_id_chooses_a_fault(char digit, string faults)
    {
        await using var faulty = await FaultyDeliveries.StartAsync("", webhook => Task.FromResult(webhook.Text.EndsWith('}') ? 200 : 400));
        var body = faulty.Partner.Body("create-personal.request.json");
        body["profile"]!["taxId"] = $"98765000{digit}";
        await faulty.Partner.OnboardAsync(body);

        await faulty.AdvanceAsync("1d");

        Assert.Equal(faults, string.Join(' ', (await faulty.FaultsAsync()).Select(fault => fault.Split(':')[0])));
        Assert.Equal(digit is '4' ? 0 : 3, faulty.Inbox.All.Where(webhook => webhook.Text.EndsWith('}')).Select(webhook => (string)webhook.Json["id"]!).Distinct(StringComparer.Ordinal).Count());
    }

    // Onboarded is not taken, the others are.
    private static Func<Webhook, Task<int>> Fail(int status) => webhook => Task.FromResult(webhook.EventName == CustomerEvents.Onboarded ? status : 200);

    private static async Task<IReadOnlyList<double>> TimesOfFirstEventAsync(FaultyDeliveries faulty)
    {
        var times = (await faulty.AttemptsAsync()).Where(attempt => (string)attempt["eventName"]! == CustomerEvents.Onboarded)
            .Select(attempt => DateTimeOffset.Parse((string)attempt["at"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        return [.. times.Select(time => Math.Round((time - times[0]).TotalSeconds, 3))];
    }

    private static async Task<string> StatusOfRegistrationAsync(FaultyDeliveries faulty) =>
        (string)(await faulty.Partner.GetAsync($"/webhooks/v1/registrations?partnerId={faulty.Partner.Id}")).Json["results"]!.AsArray().Select(registration => registration!.AsObject())
            .Single(registration => (string)registration["eventName"]! == CustomerEvents.Onboarded)["status"]!;
}
