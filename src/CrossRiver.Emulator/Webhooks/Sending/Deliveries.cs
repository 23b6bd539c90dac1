using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>A world's deliveries: which attempt may start, and what follows from its result.</summary>
/// <param name="clock">The world's clock.</param>
/// <param name="agenda">Where retries are booked.</param>
/// <param name="registrations">Who is to be told of what.</param>
/// <param name="record">Told of what happens.</param>
/// <param name="options">How long to wait before a retry, how much may be under way, how much is kept.</param>
/// <param name="handOver">Takes the events whose attempts may start, in order.</param>
/// <remarks>
/// It decides and sends nothing itself. Used in the world's turn only. Source of the life of a registration: the bank's
/// webhook FAQ and help centre (contract: platform 2.5). Assumed: that the event that suspended a registration is the first
/// to be tried after a restart, and that a backlog drains one event after another.
/// </remarks>
internal sealed class Deliveries(
    EmulatorClock clock,
    Agenda agenda,
    RegistrationStore registrations,
    DeliveryRecord record,
    WebhookOptions options,
    Action<Guid> handOver)
{
    private const int AttemptsOfRestart = 2;

    private readonly CustomerLines _lines = new();
    private readonly AttemptSlots _slots = new(options.AttemptsUnderWay);
    private readonly Backlog _backlog = new(options.Backlog);

    // Registrations that restart or drain, each with the one event that is on its way for it.
    private readonly Dictionary<Guid, Guid> _recovering = [];
    private readonly HashSet<Guid> _handedOver = [];
    private readonly IReadOnlyList<TimeSpan> _retryWaits = options.ReadRetryWaits();

    /// <summary>The deliveries, to be read by any thread.</summary>
    public DeliveryStore Store { get; } = new(options.FinishedDeliveries);

    /// <summary>What signs the attempts.</summary>
    public SigningSecret Secret { get; set; } = SigningSecret.Parse(options.SigningSecret)!;

    /// <summary>How many attempts were handed over and have no result yet.</summary>
    public int UnderWay { get; private set; }

    /// <summary>Brings an event on its way to whoever has registered for it.</summary>
    /// <returns>Whether anybody has.</returns>
    public bool Publish(WebhookEvent happened)
    {
        if (registrations.FindByEvent(happened.EventName) is not { Type: not RegistrationType.File } registration)
        {
            return false;
        }

        var delivery = Store.Add(happened, registration);
        if (registration.Type is RegistrationType.Poll)
        {
            Store.Keep(delivery with { State = DeliveryState.Polled });
        }
        else if (!IsFlowing(registration))
        {
            Hold(delivery);
        }
        else if (_lines.Join(happened.CustomerId!.Value, happened.Id))
        {
            Start(delivery);
        }

        return true;
    }

    /// <summary>Sends a ping: one attempt, whatever the status of the registration and without effect on it.</summary>
    public void Ping(WebhookEvent ping, Registration registration) => HandOverAtOnce(Store.Add(ping, registration));

    /// <summary>The time for a delivery's next attempt has come, unless something else has happened to it since.</summary>
    public void Retry(RetryEntry entry)
    {
        if (Store.Find(entry.EventId) is not { State: DeliveryState.Retrying } delivery || delivery.Attempts.Count != entry.After)
        {
            return;
        }

        if (IsRecovering(delivery))
        {
            HandOverAtOnce(delivery);
        }
        else
        {
            Start(delivery);
        }
    }

    /// <summary>Begins a delivery anew. One that is on its way already goes on as it is.</summary>
    public void Resend(Delivery delivery, Registration registration)
    {
        if (delivery.State is DeliveryState.Waiting or DeliveryState.UnderWay || IsRecovering(delivery))
        {
            return;
        }

        var renewed = Store.Keep(delivery with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0 });
        if (registration.Type is not RegistrationType.Push)
        {
            Store.Keep(renewed with { State = DeliveryState.Polled });
        }
        else if (IsFlowing(registration))
        {
            Start(renewed);
        }
        else
        {
            Hold(renewed);
        }
    }

    /// <summary>A polled event was taken by the partner.</summary>
    public Delivery Acknowledge(Delivery delivery) =>
        Store.Keep(delivery with { Status = WebhookEventStatus.Success, State = DeliveryState.Finished });

    /// <summary>Lets a suspended registration try its oldest event; one success makes it active again.</summary>
    public void Restart(Registration registration)
    {
        if (registration.Status is RegistrationStatus.Suspended)
        {
            SetStatus(registration with { ConsecutiveErrors = 0 }, RegistrationStatus.Restarting);
            RecoverWithOldest(registration.Id);
        }
    }

    /// <summary>A registration was deleted: what it still had to be told is lost, as at the bank.</summary>
    public void Drop(Guid registrationId)
    {
        _recovering.Remove(registrationId);
        var waitingForSlots = _slots.Empty(registrationId);
        var lost = _backlog.Drop(registrationId)
            .Concat(waitingForSlots)
            .Concat(Store.OfRegistration(registrationId, DeliveryState.Retrying, DeliveryState.Polled).Select(delivery => delivery.Event.Id))
            .ToHashSet();
        var inLine = waitingForSlots.Select(eventId => Store.Find(eventId)!).ToList();
        Store.Remove(lost);
        inLine.ForEach(MoveOn);
    }

    /// <summary>A worker is about to make an attempt.</summary>
    /// <returns>What to send, or <see langword="null"/> when nothing is to be sent any more.</returns>
    public AttemptOrder? Begin(Guid eventId)
    {
        // A job may run twice; its attempt is made once.
        if (!_handedOver.Remove(eventId))
        {
            return null;
        }

        var delivery = Store.Find(eventId)!;
        var registration = registrations.Find(delivery.RegistrationId);
        var maySend = registration is { Status: RegistrationStatus.Active } || (registration is not null && (delivery.Event.IsPing || IsRecovering(delivery)));
        if (maySend)
        {
            return new AttemptOrder(delivery, registration!, clock.Now, Secret);
        }

        FreeSlot(delivery);
        SetAside(delivery, registration);
        MoveOn(delivery);
        return null;
    }

    /// <summary>An attempt has its result: the delivery ends, is tried again or waits, its registration may be suspended or recover, and lines move on.</summary>
    public void End(AttemptOrder order, AttemptResult result)
    {
        var before = Store.Find(order.Delivery.Event.Id)!;
        var attempt = new Attempt(before.Attempts.Count + 1, order.SentAt, result);
        var delivery = Store.Keep(before with { Attempts = [.. before.Attempts, attempt], AttemptsOfRound = before.AttemptsOfRound + 1 });
        record.Attempted(delivery, attempt);
        FreeSlot(delivery);

        if (delivery.Event.IsPing)
        {
            Finish(delivery, result.Succeeded ? WebhookEventStatus.Success : WebhookEventStatus.Failed);
            return;
        }

        var registration = registrations.Count(delivery.RegistrationId, result.Succeeded);
        if (result.Succeeded)
        {
            Finish(delivery, WebhookEventStatus.Success);
        }
        else if (registration is null || (registration.Status is not RegistrationStatus.Active && !IsRecovering(delivery)))
        {
            SetAside(delivery, registration);
        }
        else if (delivery.AttemptsOfRound < AttemptsAllowed(registration))
        {
            Store.Keep(delivery with { State = DeliveryState.Retrying });
            agenda.Book(clock.Now + WaitAfter(delivery), new RetryEntry(delivery.Event.Id, delivery.Attempts.Count));
        }
        else
        {
            Suspend(registration, delivery, result.Failure!);
        }

        if (registration is not null && IsRecovering(delivery))
        {
            GoOnRecovering(registration, result.Succeeded);
        }

        MoveOn(delivery);
    }

    /// <summary>Forgets every delivery.</summary>
    /// <returns>How many were not finished.</returns>
    public int Clear()
    {
        _lines.Clear();
        _slots.Clear();
        _backlog.Clear();
        _recovering.Clear();
        _handedOver.Clear();
        UnderWay = 0;

        return Store.Clear();
    }

    private bool IsFlowing(Registration registration) =>
        registration.Status is RegistrationStatus.Active && !_recovering.ContainsKey(registration.Id);

    private bool IsRecovering(Delivery delivery) =>
        _recovering.TryGetValue(delivery.RegistrationId, out var eventId) && eventId == delivery.Event.Id;

    private int AttemptsAllowed(Registration registration) =>
        registration.Status is RegistrationStatus.Restarting ? AttemptsOfRestart : _retryWaits.Count + 1;

    private TimeSpan WaitAfter(Delivery delivery) => _retryWaits is [] ? TimeSpan.Zero : _retryWaits[Math.Min(delivery.AttemptsOfRound, _retryWaits.Count) - 1];

    /// <returns>Whether the delivery goes on now; one whose registration is gone or not active does not.</returns>
    private bool Start(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        var isRetry = delivery.State is not DeliveryState.Waiting;
        if (registration is not { Status: RegistrationStatus.Active } || (!isRetry && !IsFlowing(registration)))
        {
            SetAside(delivery, registration);
            return false;
        }

        if (_slots.TryTake(delivery.RegistrationId, delivery.Event.Id))
        {
            HandOver(delivery);
        }
        else
        {
            Store.Keep(delivery with { State = DeliveryState.Waiting });
        }

        return true;
    }

    private void HandOverAtOnce(Delivery delivery)
    {
        _slots.Take(delivery.RegistrationId);
        HandOver(delivery);
    }

    private void HandOver(Delivery delivery)
    {
        Store.Keep(delivery with { State = DeliveryState.UnderWay });
        UnderWay++;
        _handedOver.Add(delivery.Event.Id);
        handOver(delivery.Event.Id);
    }

    private void FreeSlot(Delivery delivery)
    {
        UnderWay--;
        if (_slots.Free(delivery.RegistrationId) is { } next)
        {
            HandOver(Store.Find(next)!);
        }
    }

    private void MoveOn(Delivery delivery)
    {
        if (delivery.Event.CustomerId is not { } customerId || !_lines.IsFirst(customerId, delivery.Event.Id))
        {
            return;
        }

        var next = _lines.Leave(customerId);
        while (next is { } eventId && !Start(Store.Find(eventId)!))
        {
            next = _lines.Leave(customerId);
        }
    }

    private void Finish(Delivery delivery, WebhookEventStatus status) => Store.Keep(delivery with { Status = status, State = DeliveryState.Finished });

    private void SetAside(Delivery delivery, Registration? registration)
    {
        if (registration is null)
        {
            Store.Remove(new HashSet<Guid> { delivery.Event.Id });
        }
        else
        {
            Hold(delivery);
        }
    }

    private void Hold(Delivery delivery)
    {
        Store.Keep(delivery with { State = DeliveryState.Held });
        if (_backlog.Add(delivery) is { } dropped)
        {
            record.Dropped(Store.Find(dropped)!);
            Finish(Store.Find(dropped)!, WebhookEventStatus.Failed);
        }
    }

    private void Suspend(Registration registration, Delivery failed, string reason)
    {
        _recovering.Remove(registration.Id);
        Hold(failed with { Status = WebhookEventStatus.Failed });
        SetStatus(registration, RegistrationStatus.Suspended);
        record.Suspended(registration, reason);

        foreach (var retrying in Store.OfRegistration(registration.Id, DeliveryState.Retrying))
        {
            Hold(retrying);
        }

        foreach (var eventId in _slots.Empty(registration.Id))
        {
            var waiting = Store.Find(eventId)!;
            Hold(waiting);
            MoveOn(waiting);
        }
    }

    private void GoOnRecovering(Registration registration, bool succeeded)
    {
        if (succeeded && registration.Status is RegistrationStatus.Restarting)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }

        // While it restarts, the event that failed is the one to be tried again.
        if (succeeded || registration.Status is RegistrationStatus.Active)
        {
            RecoverWithOldest(registration.Id);
        }
    }

    private void RecoverWithOldest(Guid registrationId)
    {
        _recovering.Remove(registrationId);
        if (_backlog.TakeOldest(registrationId) is { } oldest)
        {
            _recovering[registrationId] = oldest;
            HandOverAtOnce(Store.Find(oldest)! with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0 });
        }
        else if (registrations.Find(registrationId) is { Status: RegistrationStatus.Restarting } registration)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }
    }

    private void SetStatus(Registration registration, RegistrationStatus status) =>
        record.Changed(registrations.Keep(registration with { Status = status }), registration.Status);
}
