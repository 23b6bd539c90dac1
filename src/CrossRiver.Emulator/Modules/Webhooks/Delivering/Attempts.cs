using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The attempts of a world's deliveries: their begin, and the consequences of their results. Call only while holding the world lock.</summary>
internal sealed class Attempts(
    EmulatorClock clock, Agenda agenda, KeyedRandom random, RegistrationStore registrations, DeliveryStore store, DeliveryOrdering ordering,
    AttemptDispatcher dispatcher, SuspendedRegistrations suspended, DeliveryObservers record, IReadOnlyList<Delay> retryWaits)
{
    private const int AttemptsOfRestart = 2;

    public required SigningSecret Secret { get; set; }

    public required EventFaults Faults { get; init; }

    /// <summary>Begins a delivery when earlier events of its line have had their first attempt.</summary>
    /// <remarks>While deliveries are paused a delivery enters no line, so that a tester can release any of them.</remarks>
    public void Begin(Delivery delivery)
    {
        if (dispatcher.IsPaused || ordering.Join(delivery.Event.OrderingKey, delivery.Event.Id))
        {
            Start(delivery);
        }
    }

    /// <summary>Returns whether the scheduled retry is obsolete, because something else has happened to the delivery.</summary>
    public bool IsVoid(RetryEntry entry) =>
        store.Find(entry.EventId) is not { State: DeliveryState.Retrying } delivery || delivery.Attempts.Count != entry.After;

    /// <summary>Makes the scheduled retry of a delivery, unless it is obsolete.</summary>
    public void Retry(RetryEntry entry)
    {
        if (IsVoid(entry))
        {
            return;
        }

        var delivery = store.Find(entry.EventId)!;
        if (suspended.IsRecovering(delivery))
        {
            dispatcher.DispatchNow(delivery);
        }
        else
        {
            Start(delivery);
        }
    }

    /// <summary>Begins the attempt of a worker.</summary>
    /// <returns>The order for the attempt, or null if nothing is to be sent any more.</returns>
    public AttemptRequest? Begin(Guid eventId)
    {
        if (!dispatcher.TryTake(eventId))
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

            dispatcher.Free(delivery);
            LoseByFault(delivery);
            GoOn(registration, delivery, succeeded: true);
        }
        else
        {
            dispatcher.Free(delivery);
            suspended.SetAside(delivery, registration);
        }

        MoveOn(delivery);
        return null;
    }

    /// <summary>Finishes a delivery that its fault loses.</summary>
    public void LoseByFault(Delivery delivery)
    {
        record.Faulted(delivery, "lose: event", delivery.Plan!.Loss!.Rule);
        Lose(delivery);
    }

    /// <summary>Finishes a delivery as lost: it counts as sent, and nothing of it is sent any more.</summary>
    public void Lose(Delivery delivery)
    {
        record.FirstAttemptStarted(delivery.Event.Id);
        Finish(delivery with { IsLost = true }, WebhookEventStatus.Success);
    }

    /// <summary>Accepts the result of an attempt: the delivery ends, is tried again or waits, and the registration and the lines continue.</summary>
    public void End(AttemptRequest order, AttemptResult result)
    {
        var before = store.Find(order.Delivery.Event.Id)!;
        var attempt = new Attempt(before.Attempts.Count + 1, order.SentAt, result);
        var delivery = store.Keep(before with { Attempts = [.. before.Attempts, attempt], AttemptsOfRound = before.AttemptsOfRound + 1 });
        record.Attempted(delivery, attempt, order.Faults);
        dispatcher.Free(delivery);

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
            suspended.SetAside(delivery, registration);
        }

        GoOn(registration, delivery, result.Succeeded);
        MoveOn(delivery);
    }

    /// <summary>Hands the next attempt of a delivery over.</summary>
    /// <returns>False if the registration was deleted, is not active or sends its backlog, so that the delivery waits or is removed.</returns>
    public bool Start(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        var isFirstAttempt = delivery.State is DeliveryState.Waiting;
        if (registration is { Type: RegistrationType.Poll })
        {
            // The registration was changed while the delivery waited: from now on the partner polls the event.
            record.FirstAttemptStarted(store.Keep(delivery with { State = DeliveryState.Polled }).Event.Id);
            return false;
        }

        if (registration is not { Status: RegistrationStatus.Active } || (isFirstAttempt && !suspended.IsFlowing(registration)))
        {
            suspended.SetAside(delivery, registration);
            return false;
        }

        return dispatcher.Dispatch(delivery);
    }

    /// <summary>Starts the next event of a line after the first attempt of a delivery, or if there will be none.</summary>
    public void MoveOn(Delivery delivery) => ordering.MoveOn(delivery.Event.OrderingKey, delivery.Event.Id, eventId => Start(store.Find(eventId)!));

    public void Finish(Delivery delivery, WebhookEventStatus status)
    {
        var finished = store.Keep(delivery with { Status = status, State = DeliveryState.Finished });
        if (status is WebhookEventStatus.Success)
        {
            record.Acknowledged(finished.Event.Id);
            Faults.Schedule(finished);
        }
    }

    private AttemptRequest Order(Delivery delivery, Registration registration)
    {
        if (delivery.Attempts is [])
        {
            record.FirstAttemptStarted(delivery.Event.Id);
        }

        var leaving = Faults.Leave(delivery);
        var faults = AttemptFaults.Of(leaving.Plan, leaving.Attempts.Count + 1, random);
        foreach (var (what, fault) in faults?.Acting ?? [])
        {
            record.Faulted(leaving, what, fault.Rule);
        }

        return new AttemptRequest(leaving, registration, clock.Now, Secret) { Faults = faults };
    }

    private void GoOn(Registration? registration, Delivery delivery, bool succeeded)
    {
        if (registration is not null && suspended.IsRecovering(delivery))
        {
            suspended.GoOn(registration, succeeded);
        }
    }

    private bool IsToBeTried(Delivery delivery, Registration registration) =>
        registration.Status is RegistrationStatus.Active || suspended.IsRecovering(delivery);

    private void TryAgain(Delivery delivery, Registration registration, AttemptResult result)
    {
        var rules = delivery.Plan?.Retry;
        var waits = rules?.Waits ?? retryWaits;
        var allowed = registration.Status is RegistrationStatus.Restarting ? AttemptsOfRestart : waits.Count + 1;
        if (delivery.AttemptsOfRound < allowed && agenda.HasRoom && Retries.Takes(rules, result.ErrorType))
        {
            var wait = waits.ElementAtOrDefault(delivery.AttemptsOfRound - 1);
            var chosen = Retries.WaitOf(delivery.Plan, wait, $"{delivery.Event.Id}", delivery.Attempts.Count, random);
            store.Keep(delivery with { State = DeliveryState.Retrying });
            agenda.Book(ClockSetting.Later(clock.Now, chosen), new RetryEntry(delivery.Event.Id, delivery.Attempts.Count));
            return;
        }

        var status = rules?.ThenMark is FinalStatus.Pending ? WebhookEventStatus.Pending : WebhookEventStatus.Failed;
        GiveUp(delivery with { Status = status }, registration, agenda.HasRoom ? result.Failure! : $"{result.Failure}; too many retries wait already");
    }

    // A restarting registration is suspended again, independently of the rules of one event.
    private void GiveUp(Delivery failed, Registration registration, string failure)
    {
        if (failed.Plan?.Retry?.Suspend is false && registration.Status is RegistrationStatus.Active)
        {
            Finish(failed, failed.Status);
            return;
        }

        suspended.Suspend(registration, failed, failure);
        foreach (var waiting in dispatcher.EmptyLine(registration.Id))
        {
            suspended.Hold(waiting);
            MoveOn(waiting);
        }
    }
}
