using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>A world's deliveries: which attempt may start, and what follows from its result.</summary>
/// <param name="clock">The world's clock.</param>
/// <param name="agenda">Where retries are booked.</param>
/// <param name="chance">Chooses how long they wait.</param>
/// <param name="registrations">Who is to be told of what.</param>
/// <param name="record">Told of what happens.</param>
/// <param name="options">How long to wait before a retry, how much may be under way, how much is kept.</param>
/// <param name="handOver">Takes the events whose attempts start, in order.</param>
/// <remarks>It decides and sends nothing itself. Used in the world's turn only.</remarks>
internal sealed class Deliveries(
    EmulatorClock clock,
    Agenda agenda,
    Chance chance,
    RegistrationStore registrations,
    DeliveryRecord record,
    WebhookOptions options,
    Action<Guid> handOver)
{
    private const int AttemptsOfRestart = 2;

    private readonly EventLines _lines = new();
    private readonly IReadOnlyList<Delay> _retryWaits = options.ReadRetryWaits();

    /// <summary>The deliveries, to be read by any thread.</summary>
    public DeliveryStore Store { get; } = new(options.FinishedDeliveries);

    /// <summary>What signs the attempts.</summary>
    public SigningSecret Secret { get; set; } = options.ReadSigningSecret();

    /// <summary>The attempts that are under way.</summary>
    public HandOvers HandOvers => field ??= new HandOvers(Store, options.AttemptsUnderWay, handOver);

    /// <summary>What waits for registrations that are not active.</summary>
    public Recovery Recovery => field ??= new Recovery(registrations, Store, HandOvers, record, options.Backlog);

    private Gathering? Gathering => options.Aggregate is true ? field ??= new Gathering(clock, agenda, (gathered, registration) => Send(gathered, registration)) : null;

    /// <summary>Brings an event on its way to whoever has registered for it, by itself or gathered with others.</summary>
    /// <returns>The identifier of the event that the partner will get, or <see langword="null"/> when nobody has registered.</returns>
    public Guid? Publish(WebhookEvent happened)
    {
        if (registrations.FindByEvent(happened.EventName) is not { Type: not RegistrationType.File } registration)
        {
            return null;
        }

        return Gathering?.Add(happened, registration) ?? Send(happened, registration);
    }

    /// <summary>The time in which like events were gathered is over.</summary>
    public void Close(GatheredEntry entry) => Gathering?.Close(entry, registrations.Find(entry.RegistrationId));

    /// <summary>Sends a ping: one attempt, whatever the status of the registration and without effect on it.</summary>
    public void Ping(WebhookEvent ping, Registration registration) => HandOvers.HandOverAtOnce(Store.Add(ping, registration));

    /// <summary>The time for a delivery's next attempt has come, unless something else has happened to it since.</summary>
    public void Retry(RetryEntry entry)
    {
        if (Store.Find(entry.EventId) is not { State: DeliveryState.Retrying } delivery || delivery.Attempts.Count != entry.After)
        {
            return;
        }

        if (Recovery.IsRecovering(delivery))
        {
            HandOvers.HandOverAtOnce(delivery);
        }
        else
        {
            Start(delivery);
        }
    }

    /// <summary>Begins a delivery anew. One that is on its way already goes on as it is.</summary>
    public void Resend(Delivery delivery, Registration registration)
    {
        if (delivery.State is DeliveryState.Waiting or DeliveryState.UnderWay || Recovery.IsRecovering(delivery))
        {
            return;
        }

        var renewed = Store.Keep(delivery with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0 });
        if (registration.Type is not RegistrationType.Push)
        {
            Store.Keep(renewed with { State = DeliveryState.Polled });
        }
        else if (Recovery.IsFlowing(registration))
        {
            Start(renewed);
        }
        else
        {
            Recovery.Hold(renewed);
        }
    }

    /// <summary>A polled event was taken by the partner.</summary>
    public void Acknowledge(Delivery delivery) => Finish(delivery, WebhookEventStatus.Success);

    /// <summary>A registration was deleted: what it still had to be told is lost, as at the bank.</summary>
    public void Drop(Guid registrationId)
    {
        Gathering?.Drop(registrationId);
        var waiting = HandOvers.EmptyLine(registrationId);
        Store.Remove(Recovery.Drop(registrationId)
            .Concat(waiting.Concat(Store.OfRegistration(registrationId, DeliveryState.Retrying, DeliveryState.Polled)).Select(delivery => delivery.Event.Id))
            .ToHashSet());
        waiting.ToList().ForEach(MoveOn);
    }

    /// <summary>A worker is about to make an attempt.</summary>
    /// <returns>What to send, or <see langword="null"/> when nothing is to be sent any more.</returns>
    public AttemptOrder? Begin(Guid eventId)
    {
        if (!HandOvers.TryTake(eventId))
        {
            return null;
        }

        var delivery = Store.Find(eventId)!;
        var registration = registrations.Find(delivery.RegistrationId);
        if (registration is not null && (IsToBeTried(delivery, registration) || delivery.Event.IsPing))
        {
            record.Begun(delivery);
            return new AttemptOrder(delivery, registration, clock.Now, Secret);
        }

        HandOvers.Free(delivery);
        Recovery.SetAside(delivery, registration);
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
        HandOvers.Free(delivery);

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
        else if (registration is not null && IsToBeTried(delivery, registration))
        {
            TryAgain(delivery, registration, result.Failure!);
        }
        else
        {
            Recovery.SetAside(delivery, registration);
        }

        if (registration is not null && Recovery.IsRecovering(delivery))
        {
            Recovery.GoOn(registration, result.Succeeded);
        }

        MoveOn(delivery);
    }

    /// <summary>Forgets every delivery.</summary>
    /// <returns>How many were not finished.</returns>
    public int Clear()
    {
        _lines.Clear();
        Gathering?.Clear();
        HandOvers.Clear();
        Recovery.Clear();

        return Store.Clear();
    }

    private Guid Send(WebhookEvent happened, Registration registration)
    {
        var delivery = Store.Add(happened, registration);
        if (registration.Type is RegistrationType.Poll)
        {
            Store.Keep(delivery with { State = DeliveryState.Polled });
        }
        else if (!Recovery.IsFlowing(registration))
        {
            Recovery.Hold(delivery);
        }
        else if (_lines.Join(happened.LineId, happened.Id))
        {
            Start(delivery);
        }

        return happened.Id;
    }

    private bool IsToBeTried(Delivery delivery, Registration registration) =>
        registration.Status is RegistrationStatus.Active || Recovery.IsRecovering(delivery);

    /// <returns>Whether the delivery goes on now; one whose registration is gone, not active or busy with its backlog does not.</returns>
    private bool Start(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        var isFirstAttempt = delivery.State is DeliveryState.Waiting;
        if (registration is not { Status: RegistrationStatus.Active } || (isFirstAttempt && !Recovery.IsFlowing(registration)))
        {
            Recovery.SetAside(delivery, registration);
            return false;
        }

        HandOvers.HandOver(delivery);
        return true;
    }

    private void TryAgain(Delivery delivery, Registration registration, string failure)
    {
        var allowed = registration.Status is RegistrationStatus.Restarting ? AttemptsOfRestart : _retryWaits.Count + 1;
        if (delivery.AttemptsOfRound < allowed)
        {
            var wait = _retryWaits.ElementAtOrDefault(delivery.AttemptsOfRound - 1);
            var chosen = chance.Between(wait.Shortest, wait.Longest, $"{delivery.Event.Id}/retry/{delivery.Attempts.Count}");
            Store.Keep(delivery with { State = DeliveryState.Retrying });
            agenda.Book(clock.Now + chosen, new RetryEntry(delivery.Event.Id, delivery.Attempts.Count));
            return;
        }

        Recovery.Suspend(registration, delivery, failure);
        foreach (var waiting in HandOvers.EmptyLine(registration.Id))
        {
            Recovery.Hold(waiting);
            MoveOn(waiting);
        }
    }

    private void MoveOn(Delivery delivery) =>
        _lines.MoveOn(delivery.Event.LineId, delivery.Event.Id, eventId => Start(Store.Find(eventId)!));

    private void Finish(Delivery delivery, WebhookEventStatus status) =>
        record.Finished(Store.Keep(delivery with { Status = status, State = DeliveryState.Finished }));
}
