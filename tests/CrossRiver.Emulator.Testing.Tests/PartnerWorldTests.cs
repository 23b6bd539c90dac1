using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing;

public sealed class PartnerWorldTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Ofac = "Core.Customer.Ofac.Changed";

    private readonly PartnerWorld _partner = bank.Server.NewPartner();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_advance_tells_what_happened_and_what_is_next()
    {
        await _partner.CreateCustomerAsync("ofac-review", Stop);

        var advance = await _partner.AdvanceAsync(TimeSpan.FromSeconds(10), Stop);

        Assert.Equal(TimeSpan.FromSeconds(10), advance.Now - advance.From);
        Assert.Contains(advance.Happened, entry => entry.What is "ofac Failed → Reviewing");
        Assert.Equal(advance.Now.AddSeconds(-8).AddHours(48), advance.NextDueAt);
    }

    [Fact]
    public async Task A_step_is_a_moment_at_which_something_is_due()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        await _partner.AdvanceStepsAsync(cancellationToken: Stop);

        Assert.Equal("onboarded", Assert.Single((await _partner.Steps.ReadAsync(customerId, Stop)).Past).Id);
    }

    [Fact]
    public async Task A_world_returns_to_a_checkpoint_with_its_clock()
    {
        var customerId = await _partner.CreateCustomerAsync("ofac-review", Stop);
        await _partner.CheckpointAsync("created", Stop);
        var first = await _partner.AdvanceAsync("50h", Stop);

        await _partner.ReturnToAsync("created", Stop);
        var second = await _partner.AdvanceAsync("50h", Stop);

        Assert.Equal(first.From, second.From);
        Assert.Equal(first.Happened.Select(entry => $"{entry}"), second.Happened.Select(entry => $"{entry}"));
        Assert.Equal("bank", first.Happened[0].By);
        Assert.NotEmpty(await _partner.JournalAsync(customerId, cancellationToken: Stop));
        var unknown = await Assert.ThrowsAsync<EmulatorException>(() => _partner.ReturnToAsync("create", Stop));
        Assert.Equal("Returning to the checkpoint 'create' failed: Checkpoint create not found; did you mean 'created'?", unknown.Message);
    }

    [Fact]
    public async Task A_review_is_released_or_rejected_by_the_test()
    {
        var released = await _partner.CreateCustomerAsync("ofac-review", Stop);
        var rejected = await _partner.CreateCustomerAsync("ofac-review", Stop);
        await _partner.AdvanceAsync("10s", Stop);

        Assert.Equal(ScanStatus.Clear, (await _partner.ReleaseAsync(released, Stop)).Ofac);
        Assert.Equal(ScanStatus.Positive, (await _partner.RejectAsync(rejected, Stop)).Ofac);
    }

    [Fact]
    public async Task A_story_driven_by_hand_is_saved_and_happens_again()
    {
        var driven = await _partner.CreateCustomerAsync("ofac-review", Stop);
        await _partner.AdvanceAsync("10s", Stop);
        await _partner.RejectAsync(driven, Stop);

        await _partner.AddScenarioAsync("saved-ofac-review", await _partner.SaveScenarioAsync(driven, cancellationToken: Stop), Stop);
        var again = await _partner.CreateCustomerAsync("saved-ofac-review", Stop);
        await _partner.AdvanceAsync("10s", Stop);

        Assert.Equal(ScanStatus.Positive, (await _partner.Steps.ReadAsync(again, Stop)).Ofac);
    }

    [Fact]
    public async Task A_release_that_nobody_waits_for_is_refused_with_the_reason()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.ReleaseAsync(customerId, Stop));

        Assert.Equal(
            $"The action 'release' of customer {customerId} failed: The story of customer {customerId} does not wait for release; it waits for no action",
            exception.Message);
    }

    [Fact]
    public async Task The_next_customer_gets_the_scenario_that_is_ordered_and_the_one_after_does_not()
    {
        await _partner.NextCustomerAsync("ofac-hit", cancellationToken: Stop);

        var first = await _partner.Steps.ReadAsync(await _partner.CreateCustomerAsync(cancellationToken: Stop), Stop);
        var second = await _partner.Steps.ReadAsync(await _partner.CreateCustomerAsync(cancellationToken: Stop), Stop);

        Assert.Equal(("ofac-hit", "clear"), (first.Scenario, second.Scenario));
    }

    [Fact]
    public async Task Steps_are_run_skipped_and_delayed_and_results_are_decided()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        await _partner.Steps.RunAsync(customerId, "onboarded", Stop);
        await _partner.Steps.SkipAsync(customerId, "pep-answer", Stop);
        await _partner.Steps.DelayAsync(customerId, "ofac-answer", TimeSpan.FromHours(2), Stop);
        var timeline = await _partner.Steps.DecideAsync(customerId, pepScan: ScanStatus.Positive, force: true, cancellationToken: Stop);

        Assert.Equal(ScanStatus.Positive, timeline.PepScan);
        Assert.True(Assert.Single(timeline.Planned).DueAt > timeline.Now.AddHours(2));
        Assert.Equal([("onboarded", "ran"), ("pep-answer", "skipped")], timeline.Past.Select(step => (step.Id, step.End)));
    }

    [Fact]
    public async Task An_event_that_has_happened_is_not_waited_for()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);

        var happened = await _partner.WaitForEventAsync(Ofac, customerId, cancellationToken: Stop);

        Assert.Equal((Ofac, customerId), (happened.EventName, happened.CustomerId));
    }

    [Fact]
    public async Task An_event_that_does_not_happen_fails_with_what_did_and_what_is_due()
    {
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceStepsAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => bank.Impatient.OpenPartner(_partner.PartnerId).WaitForEventAsync(Ofac, cancellationToken: Stop));

        Assert.StartsWith($"Waiting for the event {Ofac} failed: 0 of 1 event such entries happened within 300ms\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains($": eventName is Core.Customer.Onboarded, not {Ofac}\n", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Journal so far:\n", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "The clock is manual and shows 2026-03-02 12:00:00.100; the next due time is 2026-03-02 12:00:00.950; advance the time to reach it.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_that_will_never_be_idle_fails_at_once_with_what_is_pending()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.WaitUntilIdleAsync(TimeSpan.FromHours(1), Stop));

        Assert.StartsWith("Waiting until the world is idle failed: Time stands still", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"\nStill pending:\n  step of customer {customerId}, due at 2026-03-02 12:00:00.100", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_skips_needs_no_advance()
    {
        await _partner.SetClockAsync(TestClock.Skip, Stop);
        var customerId = await _partner.CreateCustomerAsync("ofac-hit", Stop);

        await _partner.WaitForEventAsync(Ofac, customerId, count: 3, Stop);

        Assert.Equal(ScanStatus.Positive, (await _partner.Steps.ReadAsync(customerId, Stop)).Ofac);
    }

    [Fact]
    public async Task A_world_goes_back_to_a_snapshot()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);
        var before = await _partner.SnapshotAsync(Stop);
        await _partner.AdvanceAsync("1m", Stop);

        await _partner.RestoreAsync(before, Stop);

        Assert.Equal(ScanStatus.Pending, (await _partner.Steps.ReadAsync(customerId, Stop)).Ofac);
        Assert.DoesNotContain(customerId.ToString(), $"{before}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_keeps_what_it_is_told_to()
    {
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), [Ofac], Stop);
        var before = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        await _partner.ResetAsync(Kept.Registrations | Kept.Clock, Stop);

        await Assert.ThrowsAsync<EmulatorException>(() => _partner.Steps.ReadAsync(before, Stop));
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.Deliveries.PauseAsync(Stop);
        await _partner.AdvanceAsync("1m", Stop);
        Assert.Equal(Ofac, Assert.Single(await _partner.Deliveries.ListAsync(DeliveryState.Held, Stop)).EventName);
    }

    [Fact]
    public async Task A_held_webhook_is_edited_before_it_is_released()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        await _partner.RegisterAsync(inbox, [Ofac], Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.Deliveries.PauseAsync(Stop);
        await _partner.AdvanceAsync("1m", Stop);
        var held = Assert.Single(await _partner.Deliveries.ListAsync(DeliveryState.Held, Stop));

        await _partner.Deliveries.EditAsync(held.EventId, headers: new Dictionary<string, string?>(StringComparer.Ordinal) { ["X-Request-Id"] = "42" }, cancellationToken: Stop);
        await _partner.Deliveries.ReleaseAsync(held.EventId, Stop);
        await _partner.WaitUntilIdleAsync(cancellationToken: Stop);

        Assert.Equal(200, Assert.Single(Assert.Single(await _partner.Deliveries.ListAsync(DeliveryState.Succeeded, Stop)).Attempts).StatusCode);
    }

    [Fact]
    public async Task A_reset_keeps_registrations_and_scenarios_unless_it_keeps_none()
    {
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), [Ofac], Stop);
        await _partner.Deliveries.PauseAsync(Stop);

        await _partner.ResetAsync(cancellationToken: Stop);
        await _partner.Deliveries.PauseAsync(Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);
        Assert.Single(await _partner.Deliveries.ListAsync(DeliveryState.Held, Stop));

        await _partner.ResetAsync(Kept.None, Stop);
        await _partner.Deliveries.PauseAsync(Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);
        Assert.Empty(await _partner.Deliveries.ListAsync(DeliveryState.Held, Stop));
    }

    [Fact]
    public async Task An_endpoint_is_registered_as_the_partner_wants_it()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        await _partner.RegisterAsync(inbox, new RegistrationOptions { EventNames = [Ofac], Format = EventFormat.Extended, Username = "bank", Password = "secret" }, Stop);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);

        var told = Assert.Single(inbox.All);
        Assert.Equal((Ofac, SignatureCheck.Valid), (told.EventName, told.Signature));
        Assert.Equal($"Basic {Convert.ToBase64String("bank:secret"u8)}", told.Headers["Authorization"]);
        Assert.NotEmpty(told.Json.GetProperty("details").EnumerateArray());
    }

    [Fact]
    public async Task A_fault_strikes_the_calls_it_is_for()
    {
        var fault = await _partner.Faults.AddAsync("customers.create", HttpStatusCode.ServiceUnavailable, which: "1", cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.CreateCustomerAsync(cancellationToken: Stop));

        Assert.StartsWith("POST /core/v1/cm/customers failed", exception.Message, StringComparison.Ordinal);
        await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.Faults.RemoveAsync(fault, Stop);
    }

    [Fact]
    public async Task A_condition_is_weather_until_it_is_stopped()
    {
        await _partner.Faults.StartAsync("throttled", cancellationToken: Stop);
        await _partner.Faults.StopAsync("throttled", Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.Faults.StartAsync("hail", cancellationToken: Stop));

        Assert.Contains("hail", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_of_the_worlds_own_is_refused_with_line_and_column()
    {
        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.AddScenarioAsync("mine", "version: 1\nscenario: mine\ntimeline: soon", Stop));

        Assert.Contains("line 3, column 11", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_a_table_and_a_diagram()
    {
        var customerId = await _partner.CreateCustomerAsync("ofac-hit", Stop);
        await _partner.AdvanceAsync("1m", Stop);

        var story = await _partner.StoryAsync(customerId, Stop);

        Assert.Contains("        +4.000 s  change        ofac Reviewing → Positive\n", story.Table, StringComparison.Ordinal);
        Assert.StartsWith("sequenceDiagram\n", story.Mermaid, StringComparison.Ordinal);
        Assert.All(story.Entries, entry => Assert.Equal(customerId, entry.CustomerId));
    }

    [Fact]
    public async Task A_report_tells_which_rule_was_broken_and_by_what()
    {
        using var http = _partner.CreateClient();
        using var answer = await http.PostAsJsonAsync("webhooks/v1/registrations", new { partnerId = _partner.PartnerId, eventName = Ofac, callbackUrl = "http://127.0.0.1:9", nonsense = 1 }, Stop);

        var report = await _partner.ReportAsync(Stop);

        var exception = Assert.Throws<EmulatorException>(report.RequireNoFailure);
        Assert.Contains("failed: sent-known-members: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("nonsense", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("<", report.JUnit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_regresses_only_if_the_earlier_report_has_it_unbroken()
    {
        using var http = _partner.CreateClient();
        using var answer = await http.PostAsJsonAsync("webhooks/v1/registrations", new { partnerId = _partner.PartnerId, eventName = Ofac, callbackUrl = "http://127.0.0.1:9", nonsense = 1 }, Stop);
        var report = await _partner.ReportAsync(Stop);
        var earlier = JsonSerializer.Serialize(report);

        report.RequireNoRegression(earlier);
        var exception = Assert.Throws<EmulatorException>(() => report.RequireNoRegression(earlier.Replace("\"failed\"", "\"passed\"", StringComparison.Ordinal)));

        Assert.Contains("sent-known-members", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_that_is_ended_is_as_one_that_was_never_heard_of()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        await _partner.EndAsync(Stop);

        Assert.Empty(await _partner.JournalAsync(customerId, cancellationToken: Stop));
    }

    [Fact]
    public async Task A_test_that_is_stopped_stops_its_waits()
    {
        using var stopped = new CancellationTokenSource();
        var waiting = _partner.WaitForEventAsync(Ofac, cancellationToken: stopped.Token);

        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
