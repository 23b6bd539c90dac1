using System.Collections.Concurrent;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>A world's registrations: at most one of each event.</summary>
/// <param name="partnerId">The world's partner.</param>
/// <param name="clock">The world's clock.</param>
/// <param name="chance">The world's chance.</param>
/// <remarks>Any thread may read. Changes are made in the world's turn.</remarks>
internal sealed class RegistrationStore(Guid partnerId, EmulatorClock clock, Chance chance)
{
    private readonly ConcurrentDictionary<Guid, Registration> _registrations = new();
    private readonly Dictionary<string, Guid> _byEvent = new(StringComparer.Ordinal);
    private int _created;

    /// <summary>All registrations, in the order in which they were made.</summary>
    public IReadOnlyList<Registration> All => [.. _registrations.Values.OrderBy(registration => registration.Number)];

    /// <summary>The identifiers of all registrations.</summary>
    public IEnumerable<Guid> Ids => _registrations.Keys;

    /// <summary>Finds a registration, or returns <see langword="null"/>.</summary>
    public Registration? Find(Guid id) => _registrations.GetValueOrDefault(id);

    /// <summary>Finds the registration of an event, or returns <see langword="null"/>. For the world's turn.</summary>
    public Registration? FindByEvent(string eventName) => _byEvent.TryGetValue(eventName, out var id) ? Find(id) : null;

    /// <summary>Makes a registration.</summary>
    /// <exception cref="RefusedException">The partner has one of this event already.</exception>
    public Registration Create(CreateRegistrationRequest request)
    {
        var eventName = EventCatalog.Find(request.EventName)!;
        if (_byEvent.ContainsKey(eventName))
        {
            throw RefusedException.AgainstRule(ApiError.DuplicateRegistration, $"EventName {eventName} is already registered for this partner");
        }

        var number = ++_created;
        var registration = new Registration
        {
            Id = chance.Id(clock.Now, $"registration/{number}"),
            Number = number,
            PartnerId = partnerId,
            EventName = eventName,
            CallbackUrl = request.CallbackUrl,
            AuthUsername = request.AuthUsername,
            AuthPassword = request.AuthPassword,
            Type = request.Type ?? RegistrationType.Push,
            Format = request.Format ?? RegistrationFormat.Basic,
        };
        _registrations[registration.Id] = registration;
        _byEvent[eventName] = registration.Id;

        return registration;
    }

    /// <summary>Removes a registration.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(Guid id) => _registrations.TryRemove(id, out var removed) && _byEvent.Remove(removed.EventName);

    /// <summary>Counts an attempt: a success starts the count of errors again.</summary>
    public void Count(Registration registration, bool succeeded) => _registrations[registration.Id] = succeeded
        ? registration with { ConsecutiveErrors = 0 }
        : registration with { ConsecutiveErrors = registration.ConsecutiveErrors + 1, LastError = clock.Now };

    /// <summary>Forgets every registration.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = _registrations.Count;
        _registrations.Clear();
        _byEvent.Clear();
        _created = 0;

        return count;
    }
}
