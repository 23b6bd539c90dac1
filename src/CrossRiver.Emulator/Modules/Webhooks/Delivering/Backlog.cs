namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The events that wait for registrations that are not active, each registration's in the order in which they happened.</summary>
/// <param name="limit">The number of events of one registration that wait; beyond it the oldest leaves the backlog.</param>
internal sealed class Backlog(int limit)
{
    private readonly Dictionary<Guid, SortedDictionary<long, Guid>> _held = [];

    /// <summary>Adds a delivery to its registration's backlog. A second addition has no effect.</summary>
    /// <returns>The event that had to leave the backlog, or null.</returns>
    public Guid? Add(Delivery delivery)
    {
        if (!_held.TryGetValue(delivery.RegistrationId, out var held))
        {
            _held.Add(delivery.RegistrationId, held = []);
        }

        held[delivery.Number] = delivery.Event.Id;
        return held.Count > limit ? TakeOldest(delivery.RegistrationId) : null;
    }

    /// <summary>Removes the oldest event from a registration's backlog, and returns it, or null if there is none.</summary>
    public Guid? TakeOldest(Guid registrationId)
    {
        if (!_held.TryGetValue(registrationId, out var held))
        {
            return null;
        }

        var (number, eventId) = held.First();
        held.Remove(number);
        if (held.Count == 0)
        {
            _held.Remove(registrationId);
        }

        return eventId;
    }

    /// <summary>Removes a delivery, if it is in the backlog.</summary>
    public void Remove(Delivery delivery)
    {
        if (_held.TryGetValue(delivery.RegistrationId, out var held) && held.Remove(delivery.Number) && held.Count == 0)
        {
            _held.Remove(delivery.RegistrationId);
        }
    }

    /// <summary>Drops a registration's backlog, and returns its events.</summary>
    public IReadOnlyCollection<Guid> Drop(Guid registrationId) => _held.Remove(registrationId, out var held) ? held.Values : [];

    public void Clear() => _held.Clear();
}
