using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A delivery from its event to its end, as the journal and the observers see it.</summary>
public sealed class AttemptsTests : IDisposable
{
    private readonly WebhookWorld _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task An_event_that_is_taken_at_the_third_attempt_is_in_the_journal_with_each_attempt()
    {
        _bank.Register();
        Answer(500, 429);

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        Assert.Equal(
            [
                """{"at":0,"by":"tester","kind":"event","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"1"}""",
                """{"at":0,"by":"bank","kind":"attempt","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"1","format":"Basic","attempt":1,"callbackUrl":"http://hooks.example.test/in?key=***","outcome":"failed","statusCode":500,"failure":"answered 500","durationMilliseconds":0}""",
                """{"at":1,"by":"bank","kind":"attempt","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"1","format":"Basic","attempt":2,"callbackUrl":"http://hooks.example.test/in?key=***","outcome":"failed","statusCode":429,"failure":"answered 429","durationMilliseconds":0}""",
                """{"at":3,"by":"bank","kind":"attempt","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"1","format":"Basic","attempt":3,"callbackUrl":"http://hooks.example.test/in?key=***","outcome":"succeeded","statusCode":200,"durationMilliseconds":0}""",
            ],
            _bank.Journal("event", "attempt", "registration", "fault"));
        Assert.Equal(["published 1", "started 1", "acknowledged 1"], _bank.Observed);
        Assert.Equal(["1: Success Finished 3"], _bank.States);
        Assert.Equal((1, 2), (_bank.Deliveries.Record.Succeeded, _bank.Deliveries.Record.Failed));
        Assert.Equal((0, 0), (_bank.World.Lock.InFlight, _bank.World.AgendaEntries));
    }

    [Fact]
    public async Task A_receiver_that_takes_nothing_suspends_its_registration_and_the_log_says_how_to_go_on()
    {
        var registration = _bank.Register(format: RegistrationFormat.Extended);
        Answer(500, 500, 500, 503);

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        Assert.Equal(
            [
                "0 1 answered 500 Extended", "1 2 answered 500 Extended", "3 3 answered 500 Extended", "7 4 answered 503 Extended",
            ],
            Attempts().Select(attempt => $"{attempt.At} {attempt.Number} {attempt.Failure} {attempt.Format}"));
        Assert.Equal(
            ["""{"at":7,"by":"bank","kind":"registration","registrationId":"Core.Customer.Onboarded","eventName":"Core.Customer.Onboarded","what":"Active → Suspended"}"""],
            _bank.Journal("registration"));
        Assert.Equal(["1: Failed Held 4"], _bank.States);
        Assert.Equal(["published 1", "started 1", "started 1"], _bank.Observed);
        Assert.Contains(
            $"Partner {WebhookWorld.PartnerId}: the registration of Core.Customer.Onboarded is suspended (answered 503); events wait. To go on: PUT /webhooks/v1/registrations/{registration.Id}/restart ",
            _bank.Log.All);
        var suspended = Current(registration);
        Assert.Equal((RegistrationStatus.Suspended, 4, WebhookWorld.Start.AddSeconds(7)), (suspended.Status, suspended.ConsecutiveErrors, suspended.LastError));
    }

    [Fact]
    public async Task A_success_forgets_the_errors_of_a_registration_but_not_when_the_last_one_was()
    {
        var registration = _bank.Register();
        Answer(500);

        _bank.Happen();
        Assert.Equal((1, WebhookWorld.Start), (Current(registration).ConsecutiveErrors, Current(registration).LastError));
        await _bank.AdvanceAsync(1);

        Assert.Equal((RegistrationStatus.Active, 0, WebhookWorld.Start), (Current(registration).Status, Current(registration).ConsecutiveErrors, Current(registration).LastError));
    }

    [Theory]
    [InlineData(null, null, "Failed Held", "Suspended")]
    [InlineData("Pending", null, "Pending Held", "Suspended")]
    [InlineData("Failed", true, "Failed Held", "Suspended")]
    [InlineData("Failed", false, "Failed Finished", "Active")]
    [InlineData("Pending", false, "Pending Finished", "Active")]
    public async Task After_the_last_failure_the_rules_say_what_becomes_of_the_event_and_the_registration(string? mark, bool? suspends, string state, string status)
    {
        var registration = _bank.Register();
        var rules = new RetryRules { Waits = [Fixed(5)], ThenMark = mark is null ? null : Enum.Parse<FinalStatus>(mark), Suspend = suspends };
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Retry = rules };
        Answer(500, 500);

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        Assert.Equal(["0", "5"], Attempts().Select(attempt => attempt.At));
        Assert.Equal([$"1: {state} 2"], _bank.States);
        Assert.Equal(status, $"{Current(registration).Status}");
        Assert.DoesNotContain("acknowledged 1", _bank.Observed);
    }

    [Theory]
    [InlineData("503", 2)]
    [InlineData("5xx", 2)]
    [InlineData("timeout", 1)]
    public async Task A_failure_that_the_rules_do_not_name_is_the_last(string retryWhen, int attempts)
    {
        _bank.Register();
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Retry = new RetryRules { RetryWhen = [retryWhen] } };
        Answer(503);

        _bank.Happen();
        await _bank.AdvanceAsync(60);

        Assert.Equal(attempts, Attempts().Count());
    }

    [Fact]
    public async Task The_waits_of_the_settings_are_those_between_the_attempts_and_none_of_them_means_one_attempt()
    {
        using var slow = new WebhookWorld(("Emulator:Webhooks:RetryWaits", "10s, 250ms"));
        using var once = new WebhookWorld(("Emulator:Webhooks:RetryWaits", ""));
        foreach (var bank in new[] { slow, once })
        {
            bank.Register();
            Array.ForEach([500, 500, 500], bank.Receiver.Answers.Enqueue);
            bank.Happen();
            await bank.AdvanceAsync(60);
        }

        Assert.Equal(["0", "10", "10.25"], Attempts(slow).Select(attempt => attempt.At));
        Assert.Equal(["0"], Attempts(once).Select(attempt => attempt.At));
    }

    [Fact]
    public async Task An_event_waits_for_the_first_attempts_of_earlier_events_of_its_line_only()
    {
        _bank.Register();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _bank.Receiver.Answer = webhook => _bank.Receiver.Sent.Count is 1 ? answer.Task : Task.FromResult(new HttpResponseMessage());

        _bank.Happen(customer: 1);
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 2);
        Assert.Equal(["1", "3"], _bank.Sent);
        Assert.Equal(["1: Pending UnderWay 0", "2: Pending Waiting 0", "3: Success Finished 1"], _bank.States);
        Assert.Equal(1, _bank.World.Lock.InFlight);

        answer.SetResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError));
        await _bank.World.WhenIdleAsync();
        Assert.Equal(["1", "3", "2"], _bank.Sent);
        Assert.Equal(["1: Pending Retrying 1", "2: Success Finished 1", "3: Success Finished 1"], _bank.States);
    }

    [Fact]
    public async Task Attempts_beyond_the_setting_wait_in_order_for_those_that_are_under_way()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:AttemptsUnderWay", "2"));
        bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var answers = new System.Collections.Concurrent.ConcurrentQueue<TaskCompletionSource<HttpResponseMessage>>();
        bank.Receiver.Answer = _ =>
        {
            var answer = new TaskCompletionSource<HttpResponseMessage>();
            answers.Enqueue(answer);
            return answer.Task;
        };

        Array.ForEach([1, 2, 3, 4], customer => bank.Happen(customer: customer));
        bank.Happen(CustomerEvents.OfacChanged, customer: 5);
        Assert.Equal(["1", "2", "5"], bank.Sent);
        Assert.Equal(["1: Pending UnderWay 0", "2: Pending UnderWay 0", "3: Pending Waiting 0", "4: Pending Waiting 0", "5: Pending UnderWay 0"], bank.States);
        Assert.Equal(3, bank.World.Lock.InFlight);

        for (var answered = 0; answered < 5; answered++)
        {
            await Until.HoldsAsync(() => !answers.IsEmpty);
            Assert.True(answers.TryDequeue(out var answer));
            answer.SetResult(new HttpResponseMessage());
            await Until.HoldsAsync(() => bank.Receiver.Sent.Count == Math.Min(5, 4 + answered));
        }

        await bank.World.WhenIdleAsync();
        Assert.Equal(["1", "2", "5", "3", "4"], bank.Sent);
        Assert.All(bank.States, state => Assert.EndsWith("Success Finished 1", state, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_runs_twice_sends_once_and_one_of_before_a_reset_nothing()
    {
        _bank.Register();
        _bank.Workers.AreAsleep = true;
        _bank.Happen();
        var job = Assert.Single(_bank.Workers.Waiting);
        _bank.Workers.Waiting.Enqueue(job);
        Assert.Equal(["1: Pending UnderWay 0"], _bank.States);

        _bank.Workers.Work();
        Assert.Equal(["1"], _bank.Sent);

        _bank.Happen();
        await _bank.World.Lifecycle.ResetAsync([]);
        _bank.Workers.Work();
        Assert.Equal(["1"], _bank.Sent);
        Assert.Empty(_bank.States);
    }

    [Fact]
    public void When_the_queue_ends_before_the_world_nothing_is_lost()
    {
        _bank.Register();
        _bank.Workers.Refuses = true;

        var id = _bank.Happen();

        Assert.Equal(["1: Success Finished 1"], _bank.States);
        Assert.Contains(_bank.Log.All, line => line.StartsWith($"Partner {WebhookWorld.PartnerId}: Hangfire did not take the job to send {id} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_attempts_and_suspensions_are_counted()
    {
        var counted = new List<string>();
        var own = _bank.Service<System.Diagnostics.Metrics.IMeterFactory>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, own))
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}".TrimEnd()));
        listener.Start();
        _bank.Register();
        Answer(500, 500, 500);
        _bank.Happen(CustomerEvents.OfacChanged);
        _bank.Happen();
        await _bank.AdvanceAsync(3);
        _bank.Receiver.Answer = _ => throw new InvalidOperationException("a defect");
        await _bank.AdvanceAsync(4);

        Assert.Equal(
            [
                "crossriver.events Core.Customer.Ofac.Changed", "crossriver.events Core.Customer.Onboarded",
                .. Enumerable.Repeat("crossriver.attempts Core.Customer.Onboarded failed 500", 3),
                "crossriver.registrations.suspended", "crossriver.attempts Core.Customer.Onboarded failed System.InvalidOperationException",
            ],
            counted);
    }

    [Fact]
    public void A_stopped_world_sends_nothing_any_more()
    {
        _bank.Register();
        _bank.Workers.AreAsleep = true;
        _bank.Happen();

        _bank.Do(_bank.World.Agenda.Stop);
        _bank.Workers.Work();

        Assert.Empty(_bank.Sent);
    }

    [Fact]
    public async Task An_attempt_that_fails_in_the_emulator_is_a_failure_like_others_and_in_the_log()
    {
        _bank.Register();
        _bank.Receiver.Answer = _ => throw new InvalidOperationException("a defect");

        var id = _bank.Happen();

        Assert.Equal(["1: Pending Retrying 1"], _bank.States);
        Assert.Equal("the emulator could not send it; see its log", Assert.Single(Attempts()).Failure);
        Assert.Contains(_bank.Log.All, line => line.StartsWith($"Partner {WebhookWorld.PartnerId}: the attempt to send Core.Customer.Onboarded {id} failed in the emulator System.InvalidOperationException: a defect", StringComparison.Ordinal));
        _bank.Receiver.Answer = null;
        await _bank.AdvanceAsync(1);
        Assert.Equal(["1: Success Finished 2"], _bank.States);
    }

    [Fact]
    public async Task A_reset_breaks_off_an_attempt_without_a_result()
    {
        _bank.Register();
        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        var id = _bank.Happen();

        await _bank.World.Lifecycle.ResetAsync([]);

        Assert.Empty(_bank.Journal("attempt"));
        Assert.Contains($"Partner {WebhookWorld.PartnerId}: the attempt to send Core.Customer.Onboarded {id} was broken off ", _bank.Log.All);
        Assert.Equal(0, _bank.World.Lock.InFlight);
    }

    [Fact]
    public async Task The_events_of_a_deleted_registration_are_lost_and_hold_up_no_other()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:AttemptsUnderWay", "1"));
        var first = bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count is 1 ? answer.Task : Task.FromResult(new HttpResponseMessage());
        bank.Happen(customer: 1);
        bank.Happen(customer: 2);
        bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        bank.Happen(CustomerEvents.OfacChanged, customer: 2);
        Assert.Equal(["1"], bank.Sent);

        Assert.True(bank.World.Unregister(first.Id));
        Assert.False(bank.World.Unregister(first.Id));
        Assert.Equal(["1", "4"], bank.Sent);
        Assert.Equal(["1: Pending UnderWay 0", "3: Pending Waiting 0", "4: Success Finished 1"], bank.States);

        answer.SetResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError));
        await bank.World.WhenIdleAsync();
        Assert.Equal(["1", "4", "3"], bank.Sent);
        Assert.Equal(["3: Success Finished 1", "4: Success Finished 1"], bank.States);
        Assert.Equal(["published 1", "started 1", "published 2", "published 3", "published 4", "started 2", "started 4", "acknowledged 4", "started 1", "started 3", "acknowledged 3"], bank.Observed);
    }

    [Fact]
    public async Task An_event_that_waited_when_its_registration_became_one_to_poll_is_polled()
    {
        var registration = _bank.Register();
        Answer(500);
        _bank.Happen();

        _bank.Do(() => _bank.World.Registrations.Keep(Current(registration) with { Type = RegistrationType.Poll }));
        await _bank.AdvanceAsync(60);

        Assert.Equal(["1: Pending Polled 1"], _bank.States);
        Assert.Single(_bank.Sent);
        Assert.Equal(["published 1", "started 1", "started 1"], _bank.Observed);
    }

    [Fact]
    public void An_event_to_be_polled_waits_until_it_is_acknowledged_and_one_of_a_file_goes_nowhere()
    {
        _bank.Register(type: RegistrationType.Poll);
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.File);

        var id = _bank.Happen();
        _bank.Happen();
        _bank.Happen(CustomerEvents.OfacChanged);
        _bank.Happen(CustomerEvents.PepScanChanged);
        Assert.Equal(["1: Pending Polled 0", "2: Pending Polled 0"], _bank.States);
        _bank.Do(() => _bank.Deliveries.Acknowledge(_bank.Find(id)));

        Assert.Equal(["1: Success Finished 0", "2: Pending Polled 0"], _bank.States);
        Assert.Equal(["started 1", "published 1", "started 2", "published 2", "acknowledged 1"], _bank.Observed);
        Assert.Empty(_bank.Sent);
        Assert.Equal(
            """{"at":0,"by":"tester","kind":"event","customerId":"customer 1","eventName":"Core.Customer.PepScan.Changed"}""",
            _bank.Journal("event").Last());
    }

    [Theory]
    [InlineData("Push")]
    [InlineData("Poll")]
    public void An_event_that_a_fault_loses_counts_as_taken_and_is_never_sent(string type)
    {
        _bank.Register(type: Enum.Parse<RegistrationType>(type));
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Loss = new PlannedFault("rule 1", "story.yaml", "choice", new DeliveryFault { Lose = Loss.Event }) };

        var id = _bank.Happen();

        Assert.Equal(["1: Success Finished 0"], _bank.States);
        Assert.True(_bank.Find(id).IsLost);
        Assert.Empty(_bank.Sent);
        Assert.Equal(
            ["""{"at":0,"by":"bank","kind":"fault","customerId":"customer 1","eventId":"1","fault":"lose: event","rule":"rule 1 in story.yaml"}"""],
            _bank.Journal("fault"));
        string[] lost = ["struck rule 1 in story.yaml", "started 1", "acknowledged 1"];
        Assert.Equal(type is "Push" ? ["published 1", .. lost] : [.. lost, "published 1", "started 1", "acknowledged 1"], _bank.Observed);
        Assert.Equal(0, _bank.World.Lock.InFlight);

        _bank.Do(() => _bank.Deliveries.Manual.Resend(_bank.Find(id)));
        Assert.Equal(type is "Push" ? ["1"] : [], _bank.Sent);
        Assert.Equal(type is "Push" ? ["1: Success Finished 1"] : ["1: Pending Polled 0"], _bank.States);
    }

    [Fact]
    public void A_journaled_attempt_names_its_copy_its_faults_and_that_a_tester_has_edited_it()
    {
        _bank.Register();
        var planned = new PlannedFault("rule 1", Source: "", "choice", new DeliveryFault { Auth = CredentialFault.Missing });
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", OfAttempts = [planned], Copy = "duplicate 2" };
        _bank.Do(_bank.Deliveries.Manual.Pause);
        var id = _bank.Happen();
        _bank.Do(() => _bank.Deliveries.Manual.Edit(_bank.Find(id), edit => edit with { Body = "mine" }));

        _bank.Do(_bank.Deliveries.Manual.Resume);

        Assert.Equal(
            [
                """{"at":0,"by":"bank","kind":"fault","customerId":"customer 1","eventId":"1","fault":"auth: missing","rule":"rule 1"}""",
                """{"at":0,"by":"bank","kind":"attempt","customerId":"customer 1","eventName":"Core.Customer.Onboarded","eventId":"1","format":"Basic","attempt":1,"copy":"duplicate 2","edited":true,"callbackUrl":"http://hooks.example.test/in?key=***","outcome":"succeeded","statusCode":200,"faults":["auth: missing"],"durationMilliseconds":0}""",
            ],
            _bank.Journal("fault", "attempt"));
        Assert.Equal("mine", Assert.Single(_bank.Receiver.Sent).Text);
    }

    [Fact]
    public void A_ping_is_one_attempt_that_changes_nothing_of_its_registration()
    {
        var registration = _bank.Register(format: RegistrationFormat.Extended);
        Answer(500);

        _bank.World.Ping(registration.Id);
        _bank.World.Ping(registration.Id);

        Assert.Equal(["?: Failed Finished 1", "?: Success Finished 1"], _bank.States);
        Assert.Equal((RegistrationStatus.Active, 0), (Current(registration).Status, Current(registration).ConsecutiveErrors));
        Assert.Equal(2, _bank.Receiver.Sent.Select(webhook => $"{webhook.Json.GetProperty("id")}").Distinct().Count());
        Assert.All(_bank.Receiver.Sent, webhook => Assert.Equal(
            $$"""{"id":"?","eventName":"Core.Customer.Onboarded","status":"Pending","partnerId":"?","createdAt":"2026-03-02T04:00:00.000-05:00","resources":[],"details":[],"isPing":true}""",
            _bank.Named(webhook.Text)));
    }

    [Theory]
    [InlineData("Poll", "CallbackUrl required")]
    [InlineData(null, "Registration 00000063-0000-0000-0000-000000000000 not found")]
    public void A_ping_needs_a_registration_with_a_callback_url(string? type, string message)
    {
        var id = type is null ? WebhookWorld.Id(99) : _bank.Register(type: Enum.Parse<RegistrationType>(type)).Id;

        Assert.Equal(message, Assert.ThrowsAny<Exception>(() => _bank.World.Ping(id)).Message);
    }

    [Fact]
    public async Task A_line_goes_on_past_events_that_are_polled_or_held_by_now()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", ""));
        var polled = bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        bank.Register(CustomerEvents.PepScanChanged);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count switch
        {
            1 => answer.Task,
            2 => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError)),
            _ => Task.FromResult(new HttpResponseMessage()),
        };
        bank.Happen(CustomerEvents.PepScanChanged, customer: 1);
        bank.Happen(customer: 1);
        bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        bank.Happen(CustomerEvents.OfacChanged, customer: 2);
        bank.Happen(CustomerEvents.PepScanChanged, customer: 1);
        bank.Do(() => bank.World.Registrations.Keep(polled with { Type = RegistrationType.Poll }));
        Assert.Equal(["1", "4"], bank.Sent);

        answer.SetResult(new HttpResponseMessage());
        await bank.World.WhenIdleAsync();

        Assert.Equal(["1: Success Finished 1", "2: Pending Polled 0", "3: Pending Held 0", "4: Failed Held 1", "5: Success Finished 1"], bank.States);
        bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        bank.Happen(CustomerEvents.PepScanChanged, customer: 1);
        Assert.Equal(["6: Pending Held 0", "7: Success Finished 1"], bank.States.Skip(5));
    }

    [Fact]
    public async Task The_waits_of_a_range_are_others_for_each_event()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", "10s..20s"));
        bank.Register();
        Array.ForEach([500, 500], bank.Receiver.Answers.Enqueue);
        bank.Happen(customer: 1);
        bank.Happen(customer: 2);

        var due = bank.World.Time.FindPendingBy(WebhookWorld.Start.AddSeconds(60)).Select(work => work.DueAt!.Value).ToList();
        Assert.Equal(2, due.Distinct().Count());
        Assert.All(due, moment => Assert.InRange(moment, WebhookWorld.Start.AddSeconds(10), WebhookWorld.Start.AddSeconds(20)));
        await bank.AdvanceAsync(20);
        Assert.Equal(4, bank.Sent.Count());
    }

    [Fact]
    public void Whatever_a_deleted_registration_had_still_to_send_is_gone()
    {
        var registration = _bank.Register();
        Assert.Empty(_bank.States);
        Answer(500);
        _bank.Happen(customer: 1);
        _bank.Plan = _ => new DeliveryPlan { Choice = "key", Late = new PlannedFault("rule", Source: "", "choice", new DeliveryFault { Late = Fixed(10) }) };
        _bank.Happen(customer: 2);
        _bank.Plan = _ => null;
        _bank.Do(_bank.Deliveries.Manual.Pause);
        _bank.Happen(customer: 3);
        _bank.Do(() => _bank.World.Registrations.Keep(Current(registration) with { Type = RegistrationType.Poll }));
        _bank.Happen(customer: 4);
        Assert.Equal(["1: Pending Retrying 1", "2: Pending Delayed 0", "3: Pending Paused 0", "4: Pending Polled 0"], _bank.States);

        _bank.World.Unregister(registration.Id);

        Assert.Empty(_bank.States);
        Assert.Equal(["started 1", "started 2", "started 3", "started 4"], _bank.Observed.TakeLast(4).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_polled_event_beyond_the_limit_is_dropped_and_the_log_says_so()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:Backlog", "1"));
        bank.Register(type: RegistrationType.Poll);
        var id = bank.Happen();
        bank.Happen();

        Assert.Equal(["1: Failed Finished 0", "2: Pending Polled 0"], bank.States);
        Assert.Equal([$"Partner {WebhookWorld.PartnerId}: Core.Customer.Onboarded {id} was dropped, the backlog of its registration is full "], bank.Log.All.Where(line => line.Contains("dropped", StringComparison.Ordinal)));
    }

    private static Delay Fixed(int seconds) => new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    private Registration Current(Registration registration) => _bank.World.Registrations.Find(registration.Id)!;

    private void Answer(params int[] statuses) => Array.ForEach(statuses, _bank.Receiver.Answers.Enqueue);

    private IEnumerable<(string At, string Number, string? Failure, string? Format)> Attempts() => Attempts(_bank);

    private static IEnumerable<(string At, string Number, string? Failure, string? Format)> Attempts(WebhookWorld bank) => bank.Journal("attempt")
        .Select(text => System.Text.Json.JsonElement.Parse(text))
        .Select(attempt => ($"{attempt.GetProperty("at")}", $"{attempt.GetProperty("attempt")}", attempt.TryGetProperty("failure", out var failure) ? $"{failure}" : null, (string?)$"{attempt.GetProperty("format")}"));
}
