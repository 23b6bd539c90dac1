using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A world that continues from a snapshot sends what the first one would have sent, and one after a reset nothing of before.</summary>
public sealed class SavedDeliveriesTests : IDisposable
{
    private static readonly (string, string)[] Settings = [("Emulator:Webhooks:AttemptsUnderWay", "1"), ("Emulator:Webhooks:RetryWaits", "5s")];

    private readonly WebhookWorld _bank = new(Settings);
    private readonly WebhookWorld _other = new(Settings);

    public void Dispose()
    {
        _bank.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Attempts_under_way_lines_slots_and_retries_go_on()
    {
        _bank.Register();
        _bank.Register(CustomerEvents.OfacChanged);
        _bank.Receiver.Answers.Enqueue(500);
        _bank.Happen(CustomerEvents.OfacChanged, customer: 9);
        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 2);
        _bank.Happen(customer: 3);
        string[] states = [.. _bank.States];
        Assert.Equal(["1: Pending Retrying 1", "2: Pending UnderWay 0", "3: Pending Waiting 0", "4: Pending Waiting 0", "5: Pending Waiting 0"], states);
        _other.Workers.AreAsleep = true;

        await _bank.SaveToAsync(_other);
        Assert.Equal(states, _other.States);
        Assert.Equal((1, 5, 3), (_other.World.Lock.InFlight, _other.Deliveries.Store.Added, _other.Deliveries.Store.Waiting));
        _other.Workers.AreAsleep = false;
        _other.Workers.Work();
        await _other.AdvanceAsync(5);

        Assert.Equal(["2", "4", "5", "3", "1"], _other.Sent);
        Assert.All(_other.States, state => Assert.Contains("Success Finished", state, StringComparison.Ordinal));
        _other.Happen(customer: 1);
        Assert.Equal("6: Success Finished 1", _other.States.Last());
    }

    [Fact]
    public async Task A_pause_with_its_edits_a_secret_and_polled_events_go_on()
    {
        var secret = SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!;
        _bank.Register();
        _bank.Register(CustomerEvents.OfacChanged, RegistrationType.Poll);
        _bank.Do(() => _bank.Deliveries.Attempts.Secret = secret);
        _bank.Happen(CustomerEvents.OfacChanged);
        _bank.Do(_bank.Deliveries.Manual.Pause);
        var id = _bank.Happen();
        _bank.Do(() => _bank.Deliveries.Manual.Edit(_bank.Find(id), edit => edit with { Body = "mine" }));

        await _bank.SaveToAsync(_other);
        Assert.True(_other.Deliveries.Manual.IsPaused);
        Assert.Equal(["1: Pending Polled 0", "2: Pending Paused 0"], _other.States);
        _other.Do(_other.Deliveries.Manual.Resume);

        var webhook = Assert.Single(_other.Receiver.Sent);
        Assert.Equal("mine", webhook.Text);
        Assert.True(secret.Verifies("mine"u8, webhook.Headers.Single(header => header.StartsWith("cos-signature", StringComparison.Ordinal))["cos-signature: ".Length..]));
    }

    [Fact]
    public async Task A_recovery_and_its_backlog_go_on()
    {
        var registration = _bank.Register();
        Array.ForEach([500, 500], _bank.Receiver.Answers.Enqueue);
        _bank.Happen(customer: 1);
        await _bank.AdvanceAsync(5);
        Array.ForEach([2, 3], customer => _bank.Happen(customer: customer));
        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        _bank.Do(() => _bank.Deliveries.Recovery.Restart(_bank.World.Registrations.Find(registration.Id)!));
        Assert.Equal(["1: Pending UnderWay 2", "2: Pending Held 0", "3: Pending Held 0"], _bank.States);

        await _bank.SaveToAsync(_other);

        Assert.Equal(["1", "2", "3"], _other.Sent);
        Assert.Equal(RegistrationStatus.Active, _other.World.Registrations.Find(registration.Id)!.Status);
    }

    [Fact]
    public async Task Late_reordered_gathered_and_copied_events_go_on()
    {
        (string, string)[] gathers = [("Emulator:Webhooks:Aggregate", "true")];
        using var bank = new WebhookWorld(gathers);
        using var other = new WebhookWorld(gathers);
        bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        var reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Reverse, TimeSpan.FromSeconds(10)) });
        var late = Planned(new DeliveryFault { Late = new Delay(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)) });
        var duplicate = Planned(new DeliveryFault { Duplicate = new Duplicate(1, new Delay(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40)), SameId: true) });
        foreach (var plan in new[] { new DeliveryPlan { Choice = "a", Reorder = reorder }, new DeliveryPlan { Choice = "b", Reorder = reorder }, new DeliveryPlan { Choice = "c", Late = late }, new DeliveryPlan { Choice = "d", Duplicate = duplicate } })
        {
            bank.Plan = _ => plan;
            bank.Happen();
        }

        bank.Plan = _ => null;
        bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        bank.Happen(CustomerEvents.OfacChanged, customer: 2);
        Assert.Equal(["4"], bank.Sent);

        await bank.SaveToAsync(other);
        await other.AdvanceAsync(60);

        Assert.Equal(["2", "1", "3", "5", "4"], other.Sent);
        Assert.Equal(2, other.Receiver.Sent[3].Json.GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task An_attempt_to_a_deleted_registration_is_not_kept_and_its_line_goes_on()
    {
        var registration = _bank.Register();
        _bank.Register(CustomerEvents.OfacChanged);
        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        _bank.Happen(customer: 1);
        _bank.Happen(CustomerEvents.OfacChanged, customer: 1);
        _bank.World.Unregister(registration.Id);
        Assert.Equal(["1: Pending UnderWay 0", "2: Pending Waiting 0"], _bank.States);

        await _bank.SaveToAsync(_other);

        Assert.Equal(["2"], _other.Sent);
        Assert.Equal(["2: Success Finished 1"], _other.States);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_forgets_all_deliveries_and_the_secret_unless_registrations_are_kept(bool keeps)
    {
        var secret = SigningSecret.Parse(Convert.ToBase64String(new byte[32]))!;
        var registration = _bank.Register();
        _bank.Do(() => _bank.Deliveries.Attempts.Secret = secret);
        _bank.Receiver.Answers.Enqueue(500);
        _bank.Happen(customer: 1);
        _bank.Do(_bank.Deliveries.Manual.Pause);
        _bank.Happen(customer: 1);
        _bank.Do(() => _bank.World.Registrations.Keep(registration with { Status = RegistrationStatus.Restarting }));

        await _bank.World.Lifecycle.ResetAsync(keeps ? [KeepOnReset.Registrations] : []);
        await _bank.AdvanceAsync(60);

        Assert.Empty(_bank.States);
        Assert.Single(_bank.Sent);
        Assert.Equal((false, 0), (_bank.Deliveries.Manual.IsPaused, _bank.World.Lock.InFlight));
        Assert.Equal(keeps ? secret.Text : new WebhookOptions().SigningSecret, _bank.Deliveries.Attempts.Secret.Text);
        Assert.Equal(keeps ? [RegistrationStatus.Active] : [], _bank.World.AllRegistrations.Select(kept => kept.Status));
        if (!keeps)
        {
            _bank.Register();
        }

        _bank.Happen(customer: 1);
        Assert.Equal(["3: Success Finished 1"], _bank.States);
    }

    [Fact]
    public async Task A_reset_forgets_what_was_gathered_and_collected_for_another_order()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:Aggregate", "true"));
        bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        bank.Happen(CustomerEvents.OfacChanged);
        bank.Plan = _ => new DeliveryPlan { Choice = "a", Reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Reverse, TimeSpan.FromSeconds(10)) }) };
        bank.Happen();

        await bank.World.Lifecycle.ResetAsync(KeepOnReset.Registrations);
        bank.Happen();
        bank.Plan = _ => null;
        bank.Happen(CustomerEvents.OfacChanged);
        await bank.AdvanceAsync(60);

        Assert.Equal(["3", "4"], bank.Sent);
        Assert.Equal(1, bank.Receiver.Sent[1].Json.GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task After_a_reset_the_lines_are_empty()
    {
        _bank.Register();
        _bank.Receiver.Answer = _ => _bank.Receiver.Sent.Count is 1 ? new TaskCompletionSource<HttpResponseMessage>().Task : Task.FromResult(new HttpResponseMessage());
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 2);

        await _bank.World.Lifecycle.ResetAsync(KeepOnReset.Registrations);
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 2);

        Assert.Equal(["4: Success Finished 1", "5: Success Finished 1"], _bank.States);
    }

    [Fact]
    public void A_world_is_awaited_while_a_delivery_is_unfinished_and_has_its_events()
    {
        _bank.Register();
        _bank.Receiver.Answers.Enqueue(500);
        var id = _bank.Happen();

        Assert.True(_bank.Deliveries.IsAwaited);
        Assert.Equal((true, false), (_bank.Deliveries.Has(id), _bank.Deliveries.Has(WebhookWorld.Id(99))));
        Assert.Equal((WebhookWorld.Id(101), null, null), (_bank.Deliveries.FindSubject($"{id}"), _bank.Deliveries.FindSubject("x"), _bank.Deliveries.FindSubject($"{WebhookWorld.Id(99)}")));
        _bank.Do(() => _bank.Deliveries.Manual.Drop(_bank.Find(id)));
        Assert.False(_bank.Deliveries.IsAwaited);
    }

    private static PlannedFault Planned(DeliveryFault fault) => new("rule", Source: "", "choice", fault);
}
