using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A registration from its suspension to the end of its backlog.</summary>
public sealed class SuspendedRegistrationsTests : IDisposable
{
    private readonly WebhookWorld _bank = new(("Emulator:Webhooks:RetryWaits", "1s"), ("Emulator:Webhooks:Backlog", "3"));

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task While_it_is_suspended_events_wait_and_after_a_restart_they_are_sent_one_after_another()
    {
        var registration = await SuspendAsync();
        _bank.Happen(customer: 2);
        _bank.Happen(customer: 3);
        Assert.Equal(["1: Failed Held 2", "2: Pending Held 0", "3: Pending Held 0"], _bank.States);
        Assert.Equal(["1", "1"], _bank.Sent);

        Restart(registration);

        Assert.Equal(["1", "1", "1", "2", "3"], _bank.Sent);
        Assert.Equal(["1: Success Finished 3", "2: Success Finished 1", "3: Success Finished 1"], _bank.States);
        Assert.Equal(["Active → Suspended", "Suspended → Restarting", "Restarting → Active"], Changes());
        Assert.Equal((RegistrationStatus.Active, 0), (Current(registration).Status, Current(registration).ConsecutiveErrors));
    }

    [Fact]
    public async Task A_restart_tries_the_oldest_event_twice_and_then_suspends_again()
    {
        var registration = await SuspendAsync();
        _bank.Happen(customer: 2);
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);

        Restart(registration);
        Assert.Equal(RegistrationStatus.Restarting, Current(registration).Status);
        Assert.Equal(1, Current(registration).ConsecutiveErrors);
        Assert.Equal(["1: Pending Retrying 3", "2: Pending Held 0"], _bank.States);
        await _bank.AdvanceAsync(1);

        Assert.Equal(["1: Failed Held 4", "2: Pending Held 0"], _bank.States);
        Assert.Equal(["Active → Suspended", "Suspended → Restarting", "Restarting → Suspended"], Changes());
        Assert.Equal(["1", "1", "1", "1"], _bank.Sent);
        Restart(registration);
        Assert.Equal(["1", "1", "1", "1", "1", "2"], _bank.Sent);
    }

    [Fact]
    public async Task Events_that_happen_while_the_backlog_is_sent_wait_behind_it()
    {
        var registration = await SuspendAsync();
        _bank.Happen(customer: 2);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _bank.Receiver.Answer = _ => _bank.Receiver.Sent.Count is 3 ? answer.Task : Task.FromResult(new HttpResponseMessage());

        Restart(registration);
        _bank.Happen(customer: 3);
        Assert.Equal(["1: Pending UnderWay 2", "2: Pending Held 0", "3: Pending Held 0"], _bank.States);
        Assert.False(_bank.Deliveries.Recovery.IsFlowing(Current(registration)));
        answer.SetResult(new HttpResponseMessage());
        await _bank.World.WhenIdleAsync();

        Assert.Equal(["1", "1", "1", "2", "3"], _bank.Sent);
        Assert.True(_bank.Deliveries.Recovery.IsFlowing(Current(registration)));
    }

    [Fact]
    public async Task Retries_of_other_events_are_held_when_the_registration_is_suspended()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", "1s, 10s"));
        var registration = bank.Register();
        Array.ForEach([500, 500, 500, 500], bank.Receiver.Answers.Enqueue);
        bank.Happen(customer: 1);
        await bank.AdvanceAsync(5);
        bank.Happen(customer: 2);
        Assert.Equal(["1: Pending Retrying 2", "2: Pending Retrying 1"], bank.States);
        await bank.AdvanceAsync(1);
        bank.Receiver.Answers.Enqueue(500);
        await bank.AdvanceAsync(5);

        Assert.Equal(["1: Failed Held 3", "2: Pending Held 2"], bank.States);
        await bank.AdvanceAsync(60);
        Assert.Equal(5, bank.Sent.Count());
        bank.Do(() => bank.Deliveries.Recovery.Restart(bank.World.Registrations.Find(registration.Id)!));
        Assert.Equal(["1", "1", "2", "2", "1", "1", "2"], bank.Sent);
    }

    [Fact]
    public async Task Attempts_that_waited_for_a_slot_are_held_too_and_their_lines_go_on()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", ""), ("Emulator:Webhooks:AttemptsUnderWay", "1"));
        var registration = bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count is 1 ? answer.Task : Task.FromResult(new HttpResponseMessage());
        bank.Happen(customer: 1);
        bank.Happen(customer: 2);
        bank.Happen(CustomerEvents.OfacChanged, customer: 2);
        Assert.Equal(["1"], bank.Sent);

        answer.SetResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError));
        await bank.World.WhenIdleAsync();

        Assert.Equal(["1: Failed Held 1", "2: Pending Held 0", "3: Success Finished 1"], bank.States);
        bank.Do(() => bank.Deliveries.Recovery.Restart(bank.World.Registrations.Find(registration.Id)!));
        Assert.Equal(["1", "3", "1", "2"], bank.Sent);
    }

    [Fact]
    public async Task Beyond_the_limit_of_the_backlog_the_oldest_event_is_dropped_and_the_log_says_so()
    {
        await SuspendAsync();
        var second = _bank.Happen(customer: 2);
        _bank.Happen(customer: 3);
        var first = _bank.World.AllDeliveries.First().Event.Id;
        _bank.Happen(customer: 4);
        _bank.Happen(customer: 5);

        Assert.Equal(["1: Failed Finished 2", "2: Failed Finished 0", "3: Pending Held 0", "4: Pending Held 0", "5: Pending Held 0"], _bank.States);
        Assert.Equal(
            new[] { first, second }.Select(id => $"Partner {WebhookWorld.PartnerId}: Core.Customer.Onboarded {id} was dropped, the backlog of its registration is full "),
            _bank.Log.All.Where(line => line.Contains("dropped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_of_the_backlog_can_be_dropped_by_the_tester_and_are_lost_with_the_registration()
    {
        var registration = await SuspendAsync();
        var second = _bank.Happen(customer: 2);
        _bank.Happen(customer: 3);
        _bank.Do(() => _bank.Deliveries.Manual.Drop(_bank.Find(second)));

        Restart(registration);
        Assert.Equal(["1", "1", "1", "3"], _bank.Sent);
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);
        _bank.Happen(customer: 4);
        await _bank.AdvanceAsync(1);
        _bank.Happen(customer: 5);
        _bank.World.Unregister(registration.Id);

        Assert.Equal(["1: Success Finished 3", "2: Success Finished 0", "3: Success Finished 1"], _bank.States);
    }

    [Fact]
    public async Task A_restart_with_nothing_to_send_makes_it_active_and_one_of_an_active_registration_changes_nothing()
    {
        var registration = await SuspendAsync();
        _bank.Do(() => _bank.Deliveries.Manual.Drop(_bank.World.AllDeliveries.First()));

        Restart(registration);
        Assert.Equal(RegistrationStatus.Active, Current(registration).Status);
        Restart(registration);

        Assert.Equal(["Active → Suspended", "Suspended → Restarting", "Restarting → Active"], Changes());
    }

    [Fact]
    public async Task An_event_that_is_resent_while_its_registration_is_suspended_waits_with_the_others()
    {
        var registration = _bank.Register();
        var taken = _bank.Happen();
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);
        _bank.Happen(customer: 2);
        await _bank.AdvanceAsync(1);

        _bank.Do(() => _bank.Deliveries.Manual.Resend(_bank.Find(taken)));
        Assert.Equal(["1: Pending Held 1", "2: Failed Held 2"], _bank.States);
        Restart(registration);

        Assert.Equal(["1", "2", "2", "1", "2"], _bank.Sent);
    }

    [Fact]
    public async Task A_restart_tries_twice_whatever_the_waits_of_the_settings_are()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", "1s, 2s, 4s"));
        var registration = bank.Register();
        Array.ForEach([500, 500, 500, 500, 500, 500], bank.Receiver.Answers.Enqueue);
        bank.Happen();
        await bank.AdvanceAsync(7);

        bank.Do(() => bank.Deliveries.Recovery.Restart(bank.World.Registrations.Find(registration.Id)!));
        await bank.AdvanceAsync(60);

        Assert.Equal(6, bank.Sent.Count());
        Assert.Equal(RegistrationStatus.Suspended, bank.World.Registrations.Find(registration.Id)!.Status);
    }

    [Fact]
    public async Task With_its_first_success_it_is_active_while_the_rest_of_its_backlog_is_still_sent()
    {
        var registration = await SuspendAsync();
        var second = _bank.Happen(customer: 2);
        var third = _bank.Happen(customer: 3);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _bank.Receiver.Answer = _ => _bank.Receiver.Sent.Count is 4 ? answer.Task : Task.FromResult(new HttpResponseMessage());

        Restart(registration);
        Assert.Equal(RegistrationStatus.Active, Current(registration).Status);
        Assert.Equal(["1: Success Finished 3", "2: Pending UnderWay 0", "3: Pending Held 0"], _bank.States);
        Assert.Equal((true, false), (_bank.Deliveries.Recovery.IsRecovering(_bank.Find(second)), _bank.Deliveries.Recovery.IsRecovering(_bank.Find(third))));
        _bank.Happen(customer: 4);
        Assert.Equal("4: Pending Held 0", _bank.States.Last());
        answer.SetResult(new HttpResponseMessage());
        await _bank.World.WhenIdleAsync();

        Assert.Equal(["1", "1", "1", "2", "3", "4"], _bank.Sent);
    }

    [Fact]
    public async Task An_event_that_waited_in_line_while_the_backlog_is_sent_waits_behind_it()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", ""));
        var registration = bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var (first, fourth) = (new TaskCompletionSource<HttpResponseMessage>(), new TaskCompletionSource<HttpResponseMessage>());
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count switch
        {
            1 => first.Task,
            2 => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError)),
            4 => fourth.Task,
            _ => Task.FromResult(new HttpResponseMessage()),
        };
        bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        bank.Happen(customer: 1);
        bank.Happen(customer: 2);
        bank.Happen(customer: 3);
        bank.Do(() => bank.Deliveries.Recovery.Restart(bank.World.Registrations.Find(registration.Id)!));
        Assert.Equal(["1", "3", "3", "4"], bank.Sent);

        first.SetResult(new HttpResponseMessage());
        await Until.HoldsAsync(() => bank.States.Contains("1: Success Finished 1") && bank.States.Contains("2: Pending Held 0"));
        fourth.SetResult(new HttpResponseMessage());
        await bank.World.WhenIdleAsync();

        Assert.Equal(["1", "3", "3", "4", "2"], bank.Sent);
    }

    [Fact]
    public async Task An_event_of_the_backlog_that_a_fault_loses_is_passed_over()
    {
        var registration = await SuspendAsync();
        _bank.Plan = _ => new Contract.DeliveryPlan { Choice = "key", Loss = new Contract.PlannedFault("rule", Source: "", "choice", new Contract.DeliveryFault { Lose = Contract.Loss.Event }) };
        _bank.Happen(customer: 2);
        _bank.Plan = _ => null;
        _bank.Happen(customer: 3);

        Restart(registration);

        Assert.Equal(["1", "1", "1", "3"], _bank.Sent);
        Assert.Equal(["1: Success Finished 3", "2: Success Finished 0", "3: Success Finished 1"], _bank.States);
    }

    [Fact]
    public async Task While_it_is_suspended_the_other_events_of_a_customer_go_on_and_several_waiting_attempts_are_held()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", ""), ("Emulator:Webhooks:AttemptsUnderWay", "1"));
        bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count is 1 ? answer.Task : Task.FromResult(new HttpResponseMessage());
        Array.ForEach([1, 2, 3, 4], customer => bank.Happen(customer: customer));
        bank.Happen(CustomerEvents.OfacChanged, customer: 3);
        bank.Happen(CustomerEvents.OfacChanged, customer: 4);

        answer.SetResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError));
        await bank.World.WhenIdleAsync();
        Assert.Equal(["1: Failed Held 1", "2: Pending Held 0", "3: Pending Held 0", "4: Pending Held 0", "5: Success Finished 1", "6: Success Finished 1"], bank.States);

        bank.Happen(customer: 5);
        bank.Happen(CustomerEvents.OfacChanged, customer: 5);
        Assert.Equal(["7: Pending Held 0", "8: Success Finished 1"], bank.States.Skip(6));
    }

    [Fact]
    public async Task A_delivery_that_failed_in_a_restart_can_be_dropped_and_one_of_the_backlog_not_be_released()
    {
        var registration = await SuspendAsync();
        var second = _bank.Happen(customer: 2);
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);
        Restart(registration);
        Assert.Equal(
            $"Delivery {second} cannot be released: its registration is Restarting; restart it with PUT /webhooks/v1/registrations/{registration.Id}/restart",
            Assert.ThrowsAny<Exception>(() => _bank.Do(() => _bank.Deliveries.Manual.Release(_bank.Find(second)))).Message);
        await _bank.AdvanceAsync(1);

        _bank.Do(() => _bank.Deliveries.Manual.Drop(_bank.World.AllDeliveries.First()));
        Restart(registration);

        Assert.Equal(["1: Success Finished 4", "2: Success Finished 1"], _bank.States);
    }

    [Fact]
    public async Task A_registration_that_is_deleted_or_reset_while_it_recovers_leaves_nothing_behind()
    {
        var registration = await SuspendAsync();
        _bank.Happen(customer: 2);
        _bank.Receiver.Answer = _ => _bank.Receiver.Sent.Count is 3 ? new TaskCompletionSource<HttpResponseMessage>().Task : Task.FromResult(new HttpResponseMessage());
        Restart(registration);

        await _bank.World.Lifecycle.ResetAsync(Kernel.Worlds.KeepOnReset.Registrations);
        Assert.Equal(RegistrationStatus.Active, Current(registration).Status);
        _bank.Happen(customer: 3);
        Assert.Equal(["3: Success Finished 1"], _bank.States);

        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        _bank.Do(() => _bank.World.Registrations.Keep(Current(registration) with { Status = RegistrationStatus.Suspended }));
        _bank.Happen(customer: 4);
        Restart(registration);
        _bank.World.Unregister(registration.Id);
        Assert.Empty(_bank.Deliveries.Save().Recovering);
    }

    [Fact]
    public async Task After_a_reset_that_keeps_it_a_suspended_registration_has_no_backlog()
    {
        var registration = await SuspendAsync();
        await _bank.World.Lifecycle.ResetAsync(Kernel.Worlds.KeepOnReset.Registrations);
        Assert.Equal(RegistrationStatus.Suspended, Current(registration).Status);

        Restart(registration);

        Assert.Equal(RegistrationStatus.Active, Current(registration).Status);
        Assert.Equal(["1", "1"], _bank.Sent);
    }

    [Fact]
    public async Task Pings_and_recoveries_that_a_pause_holds_go_on_after_it_also_while_it_is_suspended()
    {
        var registration = await SuspendAsync();
        _bank.Happen(customer: 2);
        _bank.Do(_bank.Deliveries.Manual.Pause);
        _bank.World.Ping(registration.Id);
        _bank.Do(_bank.Deliveries.Manual.Resume);
        Assert.Equal("?: Success Finished 1", _bank.States.Last());
        Assert.Equal(RegistrationStatus.Suspended, Current(registration).Status);

        var ping = _bank.World.AllDeliveries.Last();
        _bank.Do(() => _bank.Deliveries.Manual.Resend(ping));
        Assert.Equal("?: Success Finished 2", _bank.States.Last());

        _bank.Do(_bank.Deliveries.Manual.Pause);
        Restart(registration);
        Assert.Equal(["1: Pending Paused 2", "2: Pending Held 0"], _bank.States.Take(2));
        _bank.Do(_bank.Deliveries.Manual.Resume);
        Assert.Equal(["1: Success Finished 3", "2: Success Finished 1"], _bank.States.Take(2));
    }

    private async Task<Registration> SuspendAsync()
    {
        var registration = _bank.Register();
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(1);
        Assert.Equal(RegistrationStatus.Suspended, Current(registration).Status);
        return registration;
    }

    private void Restart(Registration registration) => _bank.Do(() => _bank.Deliveries.Recovery.Restart(Current(registration)));

    private Registration Current(Registration registration) => _bank.World.Registrations.Find(registration.Id)!;

    private IEnumerable<string> Changes() => _bank.Journal("registration").Select(text => $"{System.Text.Json.JsonElement.Parse(text).GetProperty("what")}");
}
