using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The attempts of a world's deliveries: which may begin, and what follows from the result of one.</summary>
/// <param name="agenda">Where retries are booked.</param>
/// <param name="chance">Chooses how long they wait.</param>
/// <param name="registrations">Where to send, and whether.</param>
/// <param name="store">Where deliveries are kept.</param>
/// <param name="lines">Keeps the first attempts of a customer's events in order.</param>
/// <param name="handOvers">The attempts that are under way.</param>
/// <param name="recovery">What waits for registrations that are not active.</param>
/// <param name="record">Told of what happens.</param>
/// <param name="retryWaits">How long to wait before each retry.</param>
/// <remarks>It decides and sends nothing itself. Used in the world's turn only.</remarks>
internal sealed class Attempts(
    EmulatorClock clock,
    Agenda agenda,
    Chance chance,
    RegistrationStore registrations,
    DeliveryStore store,
    EventLines lines,
    HandOvers handOvers,
    Recovery recovery,
    DeliveryRecord record,
    IReadOnlyList<Delay> retryWaits)
{
    private const int AttemptsOfRestart = 2;

    /// <summary>What signs the attempts.</summary>
    public required SigningSecret Secret { get; set; }

    /// <summary>Where faults send whole events.</summary>
    public required Detours Detours { get; init; }

    /// <summary>A delivery may begin; behind earlier events of its line it waits. While deliveries are paused it stands in no line, so that any can be released.</summary>
    public void Begin(Delivery delivery)
    {
        if (handOvers.IsPaused || lines.Join(delivery.Event.OrderingKey, delivery.Event.Id))
        {
            Start(delivery);
        }
    }

    /// <summary>Whether something else has happened to a delivery than the retry that was booked.</summary>
    public bool IsVoid(RetryEntry entry) => store.Find(entry.EventId) is not { State: DeliveryState.Retrying } delivery || delivery.Attempts.Count != entry.After;

    /// <summary>The time for a delivery's next attempt has come, unless something else has happened to it since.</summary>
    public void Retry(RetryEntry entry)
    {
        if (IsVoid(entry))
        {
            return;
        }

        var delivery = store.Find(entry.EventId)!;
        if (recovery.IsRecovering(delivery))
        {
            handOvers.HandOverAtOnce(delivery);
        }
        else
        {
            Start(delivery);
        }
    }

    /// <summary>A worker is about to make an attempt.</summary>
    /// <returns>What to send, or <see langword="null"/> when nothing is to be sent any more.</returns>
    public AttemptOrder? Begin(Guid eventId)
    {
        if (!handOvers.TryTake(eventId))
        {
            return null;
        }

        var delivery = store.Find(eventId)!;
        var registration = registrations.Find(delivery.RegistrationId);
        if (registration is not null && (IsToBeTried(delivery, registration) || delivery.Event.IsPing))
        {
            if (delivery.Plan?.Loss is null)
            {
                return Order(delivery, registration);
            }

            handOvers.Free(delivery);
            LoseByFault(delivery);
            GoOn(registration, delivery, succeeded: true);
        }
        else
        {
            handOvers.Free(delivery);
            recovery.SetAside(delivery, registration);
        }

        MoveOn(delivery);
        return null;
    }

    /// <summary>A delivery is lost by its fault: it counts as sent and never is.</summary>
    public void LoseByFault(Delivery delivery)
    {
        record.Faulted(delivery, "lose: event", delivery.Plan!.Loss!.Rule);
        Lose(delivery);
    }

    /// <summary>A delivery is lost: it counts as sent, and nothing of it is sent any more.</summary>
    public void Lose(Delivery delivery)
    {
        record.Left(delivery.Event.Id);
        Finish(delivery with { IsLost = true }, WebhookEventStatus.Success);
    }

    /// <summary>An attempt has its result: the delivery ends, is tried again or waits, its registration may be suspended or recover, and lines move on.</summary>
    public void End(AttemptOrder order, AttemptResult result)
    {
        var before = store.Find(order.Delivery.Event.Id)!;
        var attempt = new Attempt(before.Attempts.Count + 1, order.SentAt, result);
        var delivery = store.Keep(before with { Attempts = [.. before.Attempts, attempt], AttemptsOfRound = before.AttemptsOfRound + 1 });
        record.Attempted(delivery, attempt, order.Faults);
        handOvers.Free(delivery);

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
            TryAgain(delivery, registration, result);
        }
        else
        {
            recovery.SetAside(delivery, registration);
        }

        GoOn(registration, delivery, result.Succeeded);
        MoveOn(delivery);
    }

    /// <summary>Hands the next attempt of a delivery over.</summary>
    /// <returns>Whether the delivery goes on now; one whose registration is gone, not active or busy with its backlog does not.</returns>
    public bool Start(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        var isFirstAttempt = delivery.State is DeliveryState.Waiting;
        if (registration is { Type: RegistrationType.Poll })
        {
            // It was changed while the delivery waited: from now on the partner comes for it.
            record.Left(store.Keep(delivery with { State = DeliveryState.Polled }).Event.Id);
            return false;
        }

        if (registration is not { Status: RegistrationStatus.Active } || (isFirstAttempt && !recovery.IsFlowing(registration)))
        {
            recovery.SetAside(delivery, registration);
            return false;
        }

        return handOvers.HandOver(delivery);
    }

    /// <summary>The first attempt of a delivery is over, or there will be none: the next event of its line goes on.</summary>
    public void MoveOn(Delivery delivery) =>
        lines.MoveOn(delivery.Event.OrderingKey, delivery.Event.Id, eventId => Start(store.Find(eventId)!));

    /// <summary>A delivery ends.</summary>
    public void Finish(Delivery delivery, WebhookEventStatus status)
    {
        var finished = store.Keep(delivery with { Status = status, State = DeliveryState.Finished });
        record.Finished(finished);
        if (status is WebhookEventStatus.Success)
        {
            Detours.Take(finished);
        }
    }

    private AttemptOrder Order(Delivery delivery, Registration registration)
    {
        record.Begun(delivery);
        var leaving = Detours.Leave(delivery);
        var faults = AttemptFaults.Of(leaving.Plan, leaving.Attempts.Count + 1, chance);
        foreach (var (what, fault) in faults?.Acting ?? [])
        {
            record.Faulted(leaving, what, fault.Rule);
        }

        return new AttemptOrder(leaving, registration, clock.Now, Secret) { Faults = faults };
    }

    private void GoOn(Registration? registration, Delivery delivery, bool succeeded)
    {
        if (registration is not null && recovery.IsRecovering(delivery))
        {
            recovery.GoOn(registration, succeeded);
        }
    }

    private bool IsToBeTried(Delivery delivery, Registration registration) =>
        registration.Status is RegistrationStatus.Active || recovery.IsRecovering(delivery);

    private void TryAgain(Delivery delivery, Registration registration, AttemptResult result)
    {
        var rules = delivery.Plan?.Retry;
        var waits = rules?.Waits ?? retryWaits;
        var allowed = registration.Status is RegistrationStatus.Restarting ? AttemptsOfRestart : waits.Count + 1;
        if (delivery.AttemptsOfRound < allowed && agenda.HasRoom && Retries.Takes(rules, result.ErrorType))
        {
            var wait = waits.ElementAtOrDefault(delivery.AttemptsOfRound - 1);
            var chosen = Retries.WaitOf(delivery.Plan, wait, $"{delivery.Event.Id}", delivery.Attempts.Count, chance);
            store.Keep(delivery with { State = DeliveryState.Retrying });
            agenda.Book(ClockCourse.Later(clock.Now, chosen), new RetryEntry(delivery.Event.Id, delivery.Attempts.Count));
            return;
        }

        GiveUp(delivery with { Status = rules?.ThenMark is FinalStatus.Pending ? WebhookEventStatus.Pending : WebhookEventStatus.Failed }, registration, agenda.HasRoom ? result.Failure! : $"{result.Failure}; too many retries wait already");
    }

    // A registration that is just being tried is suspended again, whatever the rules of one event say.
    private void GiveUp(Delivery failed, Registration registration, string failure)
    {
        if (failed.Plan?.Retry?.Suspend is false && registration.Status is RegistrationStatus.Active)
        {
            Finish(failed, failed.Status);
            return;
        }

        recovery.Suspend(registration, failed, failure);
        foreach (var waiting in handOvers.EmptyLine(registration.Id))
        {
            recovery.Hold(waiting);
            MoveOn(waiting);
        }
    }
}
