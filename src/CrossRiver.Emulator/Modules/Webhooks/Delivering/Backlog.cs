namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>What waits for registrations that are not active, each registration's in the order in which the events happened.</summary>
/// <param name="limit">How many events of one registration wait at most; the oldest makes room.</param>
internal sealed class Backlog(int limit)
{
    private readonly Dictionary<Guid, SortedDictionary<long, Guid>> _held = [];

    /// <summary>Adds a delivery to its registration's backlog; it is there once, however often it is added.</summary>
    /// <returns>The event that had to make room, or <see langword="null"/>.</returns>
    public Guid? Add(Delivery delivery)
    {
        if (!_held.TryGetValue(delivery.RegistrationId, out var held))
        {
            _held.Add(delivery.RegistrationId, held = []);
        }

        held[delivery.Number] = delivery.Event.Id;

        return held.Count > limit ? TakeOldest(delivery.RegistrationId) : null;
    }

    /// <summary>Takes the oldest event out of a registration's backlog.</summary>
    /// <returns>The event, or <see langword="null"/> when there is none.</returns>
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

    /// <summary>Takes a delivery out, if it is there.</summary>
    public void Remove(Delivery delivery)
    {
        if (_held.TryGetValue(delivery.RegistrationId, out var held) && held.Remove(delivery.Number) && held.Count == 0)
        {
            _held.Remove(delivery.RegistrationId);
        }
    }

    /// <summary>Drops a registration's backlog.</summary>
    /// <returns>The events that were in it.</returns>
    public IReadOnlyCollection<Guid> Drop(Guid registrationId) => _held.Remove(registrationId, out var held) ? held.Values : [];

    public void Clear() => _held.Clear();
}
