using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>What a tester can do with the deliveries of a world, and the words of what it cannot.</summary>
public sealed class ManualDeliveryTests : IDisposable
{
    private readonly WebhookWorld _bank = new();

    private ManualDelivery Manual => _bank.Deliveries.Manual;

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void While_paused_nothing_is_sent_and_afterwards_everything_in_the_order_of_the_events()
    {
        _bank.Register();
        _bank.Do(Manual.Pause);
        Array.ForEach([1, 1, 2], customer => _bank.Happen(customer: customer));
        Assert.Equal(["1: Pending Paused 0", "2: Pending Paused 0", "3: Pending Paused 0"], _bank.States);
        Assert.Equal((true, 3, 0), (Manual.IsPaused, Manual.Held, _bank.World.Lock.InFlight));
        Assert.Empty(_bank.Sent);

        _bank.Do(Manual.Resume);

        Assert.Equal(["1", "2", "3"], _bank.Sent);
        Assert.Equal((false, 0), (Manual.IsPaused, Manual.Held));
        _bank.Happen();
        Assert.Equal(["1", "2", "3", "4"], _bank.Sent);
    }

    [Fact]
    public async Task A_pause_holds_what_waits_for_slots_lines_and_retries_and_not_what_is_under_way()
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:AttemptsUnderWay", "1"));
        bank.Register();
        bank.Register(CustomerEvents.OfacChanged);
        bank.Receiver.Answers.Enqueue(500);
        bank.Happen(CustomerEvents.OfacChanged, customer: 9);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bank.Receiver.Answer = _ => bank.Receiver.Sent.Count is 2 ? answer.Task : Task.FromResult(new HttpResponseMessage());
        Array.ForEach([1, 1, 2, 2], customer => bank.Happen(customer: customer));
        Assert.Equal(["1", "2"], bank.Sent);

        bank.Do(bank.Deliveries.Manual.Pause);
        Assert.Equal(["1: Pending Retrying 1", "2: Pending UnderWay 0", "3: Pending Paused 0", "4: Pending Paused 0", "5: Pending Paused 0"], bank.States);
        answer.SetResult(new HttpResponseMessage());
        await bank.World.WhenIdleAsync();
        await bank.AdvanceAsync(5);
        Assert.Equal(["1: Pending Paused 1", "2: Success Finished 1", "3: Pending Paused 0", "4: Pending Paused 0", "5: Pending Paused 0"], bank.States);

        bank.Do(bank.Deliveries.Manual.Resume);
        Assert.Equal(["1", "2", "1", "3", "4", "5"], bank.Sent);
        Assert.Equal(["1: Success Finished 2", "2: Success Finished 1", "3: Success Finished 1", "4: Success Finished 1", "5: Success Finished 1"], bank.States);
    }

    [Fact]
    public void Held_deliveries_are_released_in_any_order_dropped_and_sent_once_more()
    {
        _bank.Register();
        _bank.Do(Manual.Pause);
        Guid[] ids = [_bank.Happen(), _bank.Happen(), _bank.Happen()];

        Release(ids[2]);
        Release(ids[0]);
        Drop(ids[1]);

        Assert.Equal(["3", "1"], _bank.Sent);
        Assert.Equal(["1: Success Finished 1", "2: Success Finished 0", "3: Success Finished 1"], _bank.States);
        Assert.True(_bank.Find(ids[1]).IsLost);
        Assert.Equal(["started 2", "acknowledged 2"], _bank.Observed.Where(what => what.EndsWith('2') && !what.StartsWith("published", StringComparison.Ordinal)));

        Resend(ids[1]);
        Resend(ids[2]);
        Assert.Equal(["1: Success Finished 1", "2: Pending Paused 0", "3: Pending Paused 1"], _bank.States);
        Assert.False(_bank.Find(ids[1]).IsLost);
        _bank.Do(Manual.Resume);
        Assert.Equal(["3", "1", "2", "3"], _bank.Sent);
    }

    [Fact]
    public void A_ping_is_held_by_a_pause_and_sent_after_it()
    {
        var registration = _bank.Register();
        _bank.Do(Manual.Pause);
        _bank.World.Ping(registration.Id);
        Assert.Equal(["?: Pending Paused 0"], _bank.States);

        _bank.Do(Manual.Resume);

        Assert.Equal(["?: Success Finished 1"], _bank.States);
    }

    [Fact]
    public void Deliveries_that_are_held_from_the_start_enter_their_lines_when_they_go_on()
    {
        _bank.Register();
        _bank.Do(Manual.Pause);
        _bank.Happen(customer: 1);
        _bank.Happen(customer: 1);
        _bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;

        _bank.Do(Manual.Resume);

        Assert.Equal(["1: Pending UnderWay 0", "2: Pending Waiting 0"], _bank.States);
    }

    [Fact]
    public void A_held_delivery_without_its_registration_is_not_released()
    {
        var registration = _bank.Register();
        _bank.Do(Manual.Pause);
        var id = _bank.Happen();
        _bank.Do(() => _bank.World.Registrations.Remove(registration.Id));

        Assert.Equal($"Delivery {id} cannot be released: its registration was deleted", Refusal(Release, id)!.Message);
        _bank.Do(Manual.Resume);
        Assert.Empty(_bank.States);
    }

    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        // The delivery, and why it is not released, dropped, edited and sent once more.
        { "taken", "the partner has acknowledged it; resend it", "the partner has acknowledged it; resend it", "the partner has acknowledged it; resend it", "" },
        { "failed", "it has failed; resend it", "it has failed; resend it", "it has failed; resend it", "" },
        { "lost", "it is lost already; resend it", "it is lost already; resend it", "it is lost already; resend it", "" },
        { "waiting", "it waits for an attempt that is under way", "it waits for an attempt that is under way", "it waits for an attempt that is under way", "it waits for an attempt that is under way" },
        { "under way", "an attempt is under way", "an attempt is under way", "an attempt is under way", "an attempt is under way" },
        { "retrying", "it was tried already, and its next attempt is booked; advance the time", "", "it was tried already, and its next attempt is booked; advance the time", "" },
        { "polled", "it waits to be polled", "", "it waits to be polled", "" },
        { "late", "", "", "a fault holds it up; release it", "a fault holds it up; release it" },
        { "paused", "", "", "", "it is held; release it" },
        { "recovering", "its registration recovers with it", "its registration recovers with it", "its registration recovers with it", "its registration recovers with it" },
        {
            "suspended", "its registration is Suspended; restart it with PUT /webhooks/v1/registrations/?/restart", "",
            "its registration is Suspended; restart it with PUT /webhooks/v1/registrations/?/restart", ""
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_done_with_a_delivery_is_refused_in_words(string what, string release, string drop, string edit, string resend)
    {
        Assert.Equal(release, RefusalOf(what, Release, "released"));
        Assert.Equal(drop, RefusalOf(what, Drop, "dropped"));
        Assert.Equal(edit, RefusalOf(what, Edit, "edited"));
        Assert.Equal(resend, RefusalOf(what, Resend, "sent once more"));
    }

    [Fact]
    public void A_delivery_whose_registration_was_deleted_is_not_sent_once_more()
    {
        var registration = _bank.Register();
        var id = _bank.Happen();
        _bank.World.Unregister(registration.Id);

        Assert.Equal($"Event {id} has no registration any more", Refusal(Resend, id)!.Message);
    }

    [Fact]
    public void A_polled_delivery_that_is_paused_cannot_be_edited_and_is_polled_when_it_is_released()
    {
        var registration = _bank.Register();
        _bank.Do(Manual.Pause);
        var id = _bank.Happen();
        _bank.Do(() => _bank.World.Registrations.Keep(registration with { Type = RegistrationType.Poll }));

        Assert.Equal($"Delivery {id} cannot be edited: it is polled and not sent", Refusal(Edit, id)!.Message);
        Release(id);

        Assert.Equal(["1: Pending Polled 0"], _bank.States);
    }

    [Fact]
    public void A_paused_delivery_of_a_suspended_registration_is_not_released()
    {
        var registration = _bank.Register();
        _bank.Do(Manual.Pause);
        var id = _bank.Happen();
        _bank.Do(() => _bank.World.Registrations.Keep(registration with { Status = RegistrationStatus.Suspended }));

        Assert.Equal(
            $"Delivery {id} cannot be released: its registration is Suspended; restart it with PUT /webhooks/v1/registrations/{registration.Id}/restart",
            Refusal(Release, id)!.Message);
    }

    [Fact]
    public void Edits_add_up_and_an_edit_that_is_taken_back_is_none()
    {
        _bank.Register();
        _bank.Do(Manual.Pause);
        var id = _bank.Happen();

        _bank.Do(() => Manual.Edit(_bank.Find(id), edit => edit with { Body = "mine" }));
        _bank.Do(() => Manual.Edit(_bank.Find(id), edit => edit with { Headers = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["X"] = "1" } }));
        Assert.Equal(("mine", 1), (_bank.Find(id).Edit!.Body, _bank.Find(id).Edit!.Headers.Count));
        _bank.Do(() => Manual.Edit(_bank.Find(id), _ => Sending.WebhookEdit.None));

        Assert.Null(_bank.Find(id).Edit);
    }

    [Fact]
    public async Task A_delivery_that_is_late_can_be_released_dropped_and_is_not_sent_again_when_its_time_comes()
    {
        _bank.Register();
        _bank.Plan = _ => Late();
        Guid[] ids = [_bank.Happen(), _bank.Happen(), _bank.Happen()];
        Assert.Equal(["1: Pending Delayed 0", "2: Pending Delayed 0", "3: Pending Delayed 0"], _bank.States);

        Release(ids[1]);
        Drop(ids[0]);
        Assert.Equal(["2"], _bank.Sent);
        await _bank.AdvanceAsync(60);

        Assert.Equal(["2", "3"], _bank.Sent);
    }

    [Fact]
    public void A_late_delivery_to_be_polled_is_polled_at_once_when_it_is_released()
    {
        _bank.Register(type: RegistrationType.Poll);
        _bank.Plan = _ => Late() with { Reorder = Planned(new DeliveryFault { Reorder = new Reorder(NewOrder.Reverse, TimeSpan.FromSeconds(10)) }) };
        var id = _bank.Happen();

        Release(id);

        Assert.Equal(["1: Pending Polled 0"], _bank.States);
    }

    private static DeliveryPlan Late() => new() { Choice = "key", Late = Planned(new DeliveryFault { Late = new Delay(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)) }) };

    private static PlannedFault Planned(DeliveryFault fault) => new("rule", Source: "", "choice", fault);

    // The words of the refusal, or an empty text if there is none.
    private static string RefusalOf(string what, Action<WebhookWorld, Guid> act, string verb)
    {
        using var bank = new WebhookWorld(("Emulator:Webhooks:RetryWaits", what is "retrying" ? "1s" : ""));
        var id = Prepare(bank, what);
        var message = bank.Named(Refusal(bank, act, id)?.Message ?? "").Replace("Core.Customer.Onboarded", "?", StringComparison.Ordinal);
        return message.Replace($"Delivery {(what is "waiting" ? 2 : 1)} cannot be {verb}: ", "", StringComparison.Ordinal);
    }

    private static Guid Prepare(WebhookWorld bank, string what)
    {
        var registration = bank.Register(type: what is "polled" ? RegistrationType.Poll : RegistrationType.Push);
        if (what is "failed" or "retrying" or "suspended" or "recovering")
        {
            bank.Receiver.Answers.Enqueue(500);
        }

        if (what is "under way" or "waiting")
        {
            bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        }

        bank.Plan = _ => what switch
        {
            "failed" => new DeliveryPlan { Choice = "key", Retry = new RetryRules { Suspend = false } },
            "lost" => new DeliveryPlan { Choice = "key", Loss = Planned(new DeliveryFault { Lose = Loss.Event }) },
            "late" => Late(),
            _ => null,
        };
        if (what is "paused")
        {
            bank.Do(bank.Deliveries.Manual.Pause);
        }

        var id = what is "waiting" ? Second(bank) : bank.Happen();
        if (what is "recovering")
        {
            bank.Receiver.Answer = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
            bank.Do(() => bank.Deliveries.Recovery.Restart(bank.World.Registrations.Find(registration.Id)!));
        }

        return id;
    }

    private static Guid Second(WebhookWorld bank)
    {
        bank.Happen(CustomerEvents.Onboarded);
        return bank.Happen();
    }

    private static ApiException? Refusal(WebhookWorld bank, Action<WebhookWorld, Guid> act, Guid id) => Record.Exception(() => act(bank, id)) as ApiException;

    private ApiException? Refusal(Action<WebhookWorld, Guid> act, Guid id) => Refusal(_bank, act, id);

    private void Release(Guid id) => Release(_bank, id);

    private void Drop(Guid id) => Drop(_bank, id);

    private void Resend(Guid id) => Resend(_bank, id);

    private static void Release(WebhookWorld bank, Guid id) => bank.Do(() => bank.Deliveries.Manual.Release(bank.Find(id)));

    private static void Drop(WebhookWorld bank, Guid id) => bank.Do(() => bank.Deliveries.Manual.Drop(bank.Find(id)));

    private static void Edit(WebhookWorld bank, Guid id) => bank.Do(() => bank.Deliveries.Manual.Edit(bank.Find(id), edit => edit with { Body = "" }));

    private static void Resend(WebhookWorld bank, Guid id) => bank.Do(() => bank.Deliveries.Manual.Resend(bank.Find(id)));
}
