using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Keeps the events of registrations that are not active, and sends them after a restart.</summary>
/// <remarks>Source: the bank's webhook FAQ and help centre. Assumed: a restart first tries the event that suspended the registration,
/// and a backlog is sent one event after another.</remarks>
internal sealed class SuspendedRegistrations(RegistrationStore registrations, DeliveryStore store, AttemptDispatcher dispatcher, DeliveryObservers record, int backlogLimit)
{
    private readonly Backlog _backlog = new(backlogLimit);

    // The event on its way for each registration that restarts or sends its backlog.
    private Dictionary<Guid, Guid> _recovering = [];

    /// <summary>Returns whether a registration's new events are sent at once.</summary>
    public bool IsFlowing(Registration registration) => registration.Status is RegistrationStatus.Active && !_recovering.ContainsKey(registration.Id);

    /// <summary>Returns whether a registration recovers with a delivery.</summary>
    public bool IsRecovering(Delivery delivery) => _recovering.TryGetValue(delivery.RegistrationId, out var eventId) && eventId == delivery.Event.Id;

    /// <summary>Adds a delivery to its registration's backlog.</summary>
    public void Hold(Delivery delivery)
    {
        store.Keep(delivery with { State = DeliveryState.Held });
        record.FirstAttemptStarted(delivery.Event.Id);
        if (_backlog.Add(delivery) is { } eventId && store.Find(eventId) is { } dropped)
        {
            record.Dropped(dropped);
            store.Keep(dropped with { Status = WebhookEventStatus.Failed, State = DeliveryState.Finished });
        }
    }

    /// <summary>Holds a delivery that is not to be sent now. Without a registration it is lost, as at the bank.</summary>
    public void SetAside(Delivery delivery, Registration? registration)
    {
        if (registration is null)
        {
            record.FirstAttemptStarted(delivery.Event.Id);
            store.Remove(new HashSet<Guid> { delivery.Event.Id });
        }
        else
        {
            Hold(delivery);
        }
    }

    /// <summary>Removes a delivery from its registration's backlog, if it is there.</summary>
    public void Forget(Delivery delivery) => _backlog.Remove(delivery);

    /// <summary>Suspends a registration after the last attempt of a delivery has failed.</summary>
    /// <param name="failed">The delivery, with its new status.</param>
    /// <param name="reason">The reason of the failure, in words.</param>
    public void Suspend(Registration registration, Delivery failed, string reason)
    {
        _recovering.Remove(registration.Id);
        Hold(failed);
        SetStatus(registration, RegistrationStatus.Suspended);
        record.Suspended(registration, reason);
        foreach (var retrying in store.OfRegistration(registration.Id, DeliveryState.Retrying))
        {
            Hold(retrying);
        }
    }

    /// <summary>Restarts a suspended registration with its oldest event; one success makes it active again.</summary>
    public void Restart(Registration registration)
    {
        if (registration.Status is RegistrationStatus.Suspended)
        {
            SetStatus(registration with { ConsecutiveErrors = 0 }, RegistrationStatus.Restarting);
            GoOnWithOldest(registration.Id);
        }
    }

    /// <summary>Continues a recovery after an attempt of its event.</summary>
    public void GoOn(Registration registration, bool succeeded)
    {
        if (succeeded && registration.Status is RegistrationStatus.Restarting)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }

        // A restarting registration retries the event that failed.
        if (succeeded || registration.Status is RegistrationStatus.Active)
        {
            GoOnWithOldest(registration.Id);
        }
    }

    /// <summary>Drops the backlog of a registration, and returns its events.</summary>
    public IReadOnlyCollection<Guid> Drop(Guid registrationId)
    {
        _recovering.Remove(registrationId);
        return _backlog.Drop(registrationId);
    }

    public void Clear()
    {
        _backlog.Clear();
        _recovering.Clear();
    }

    /// <summary>Returns the event that each recovering registration has on its way.</summary>
    public IReadOnlyDictionary<Guid, Guid> Save() => _recovering.ToDictionary();

    /// <summary>Restores the recoveries of a snapshot, and the backlogs from the held deliveries.</summary>
    public void Load(IReadOnlyDictionary<Guid, Guid> saved)
    {
        _recovering = saved.ToDictionary();
        foreach (var held in store.Unfinished.Where(delivery => delivery.State is DeliveryState.Held))
        {
            _backlog.Add(held);
        }
    }

    private void GoOnWithOldest(Guid registrationId)
    {
        _recovering.Remove(registrationId);
        if (_backlog.TakeOldest(registrationId) is { } oldest)
        {
            _recovering[registrationId] = oldest;
            dispatcher.DispatchNow(store.Find(oldest)! with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0 });
        }
        else if (registrations.Find(registrationId) is { Status: RegistrationStatus.Restarting } registration)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }
    }

    private void SetStatus(Registration registration, RegistrationStatus status) =>
        record.Changed(registrations.Keep(registration with { Status = status }), registration.Status);
}
