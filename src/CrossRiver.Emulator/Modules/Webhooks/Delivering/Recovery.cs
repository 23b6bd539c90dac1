using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Keeps what waits for registrations that are not active, and brings it on its way when they are restarted.</summary>
/// <remarks>
/// Source: the bank's webhook FAQ and help centre. Assumed: that the event that suspended a
/// registration is the first to be tried after a restart, and that a backlog is sent one event after another.
/// </remarks>
internal sealed class Recovery(RegistrationStore registrations, DeliveryStore store, HandOvers handOvers, DeliveryRecord record, int backlogLimit)
{
    private readonly Backlog _backlog = new(backlogLimit);

    // Registrations that restart or send their backlog, each with the one event that is on its way for it.
    private readonly Dictionary<Guid, Guid> _recovering = [];

    /// <summary>Whether a registration's new events are sent at once.</summary>
    public bool IsFlowing(Registration registration) =>
        registration.Status is RegistrationStatus.Active && !_recovering.ContainsKey(registration.Id);

    /// <summary>Whether a delivery is the one that its registration recovers with.</summary>
    public bool IsRecovering(Delivery delivery) =>
        _recovering.TryGetValue(delivery.RegistrationId, out var eventId) && eventId == delivery.Event.Id;

    /// <summary>Puts a delivery in its registration's backlog.</summary>
    public void Hold(Delivery delivery)
    {
        store.Keep(delivery with { State = DeliveryState.Held });
        record.Left(delivery.Event.Id);
        if (_backlog.Add(delivery) is { } eventId && store.Find(eventId) is { } dropped)
        {
            record.Dropped(dropped);
            store.Keep(dropped with { Status = WebhookEventStatus.Failed, State = DeliveryState.Finished });
        }
    }

    /// <summary>Puts away a delivery that is not to be sent now; without a registration it is lost, as at the bank.</summary>
    public void SetAside(Delivery delivery, Registration? registration)
    {
        if (registration is null)
        {
            record.Left(delivery.Event.Id);
            store.Remove(new HashSet<Guid> { delivery.Event.Id });
        }
        else
        {
            Hold(delivery);
        }
    }

    /// <summary>Takes a delivery out of its registration's backlog, if it is there.</summary>
    public void Forget(Delivery delivery) => _backlog.Remove(delivery);

    /// <summary>Suspends a registration after the last attempt of a delivery has failed.</summary>
    /// <param name="failed">The delivery, with the status that it has now.</param>
    /// <param name="reason">Why the attempt failed, in words.</param>
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

    /// <summary>Lets a suspended registration try its oldest event; one success makes it active again.</summary>
    public void Restart(Registration registration)
    {
        if (registration.Status is RegistrationStatus.Suspended)
        {
            SetStatus(registration with { ConsecutiveErrors = 0 }, RegistrationStatus.Restarting);
            GoOnWithOldest(registration.Id);
        }
    }

    /// <summary>The event that a registration recovers with has had an attempt.</summary>
    public void GoOn(Registration registration, bool succeeded)
    {
        if (succeeded && registration.Status is RegistrationStatus.Restarting)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }

        // While it restarts, the event that failed is the one to be tried again.
        if (succeeded || registration.Status is RegistrationStatus.Active)
        {
            GoOnWithOldest(registration.Id);
        }
    }

    /// <summary>Drops what waits for a registration.</summary>
    /// <returns>The events that have waited.</returns>
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

    /// <summary>The event that each recovering registration has on its way, by the registration.</summary>
    public IReadOnlyDictionary<Guid, Guid> Save() => _recovering.ToDictionary();

    /// <summary>Goes on with recoveries that were saved, and with what is held.</summary>
    public void Load(IReadOnlyDictionary<Guid, Guid> saved)
    {
        foreach (var (registrationId, eventId) in saved)
        {
            _recovering[registrationId] = eventId;
        }

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
            handOvers.HandOverAtOnce(store.Find(oldest)! with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0 });
        }
        else if (registrations.Find(registrationId) is { Status: RegistrationStatus.Restarting } registration)
        {
            SetStatus(registration, RegistrationStatus.Active);
        }
    }

    private void SetStatus(Registration registration, RegistrationStatus status) =>
        record.Changed(registrations.Keep(registration with { Status = status }), registration.Status);
}
