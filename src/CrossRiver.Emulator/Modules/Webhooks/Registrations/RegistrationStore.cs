using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>A world's registrations, at most one for each event.</summary>
/// <remarks>Thread-safe for readers. Change it only while holding the world lock.</remarks>
internal sealed class RegistrationStore(World world, ResourceIndex owners, AllowedCallbacks callbacks, EventCatalog events) : IWorldPart<SavedRegistrations>
{
    // A change replaces the array, which is short: at most one registration for each event.
    private volatile Registration[] _registrations = [];
    private int _created;

    /// <summary>Gets all registrations, in the order in which they were created.</summary>
    public IReadOnlyList<Registration> All => _registrations;

    public bool IsAwaited => _registrations is not [];

    public Registration? Find(Guid id)
    {
        foreach (var registration in _registrations)
        {
            if (registration.Id == id)
            {
                return registration;
            }
        }

        return null;
    }

    public Registration? FindByEvent(string eventName)
    {
        foreach (var registration in _registrations)
        {
            if (registration.EventName == eventName)
            {
                return registration;
            }
        }

        return null;
    }

    /// <summary>Returns the registration of an event if the partner is sent it or polls it, or null: the emulator creates no files.</summary>
    public Registration? FindSubscriber(string eventName) => FindByEvent(eventName) is { Type: not RegistrationType.File } registration ? registration : null;

    /// <exception cref="ApiException">The partner has a registration for this event, or the callback URL is not allowed.</exception>
    public Registration Create(CreateRegistrationRequest request)
    {
        callbacks.Require(request.CallbackUrl);
        var eventName = events.Find(request.EventName)!;
        RequireFree(eventName);
        var number = ++_created;
        var registration = new Registration
        {
            Id = world.Random.Id(world.Clock.Now, $"registration/{number}"),
            Number = number,
            CreatedAt = world.Clock.Now,
            PartnerId = world.PartnerId,
            EventName = eventName,
            CallbackUrl = request.CallbackUrl,
            AuthUsername = request.AuthUsername,
            AuthPassword = request.AuthPassword,
            Type = request.Type ?? RegistrationType.Push,
            Format = request.Format ?? RegistrationFormat.Basic,
        };
        _registrations = [.. _registrations, registration];
        owners.Add(registration.Id, world);

        return registration;
    }

    /// <summary>Changes the members of a registration that the request contains.</summary>
    /// <exception cref="ApiException">The partner is another, or has a registration for the event already, or the callback URL is not allowed.</exception>
    public Registration Update(Registration registration, Changes<CreateRegistrationRequest> changes)
    {
        var request = changes.ApplyTo(CreateRegistrationRequest.Of(registration));
        if (request.PartnerId != registration.PartnerId)
        {
            throw ApiException.Invalid([$"PartnerId must be {registration.PartnerId}, the partner of the registration"]);
        }

        callbacks.Require(request.CallbackUrl);
        var eventName = events.Find(request.EventName)!;
        if (eventName != registration.EventName)
        {
            RequireFree(eventName);
        }

        return Keep(registration with
        {
            EventName = eventName,
            CallbackUrl = request.CallbackUrl,
            AuthUsername = request.AuthUsername,
            AuthPassword = request.AuthPassword,
            Type = request.Type ?? registration.Type,
            Format = request.Format ?? registration.Format,
        });
    }

    /// <returns>True if there was a registration.</returns>
    public bool Remove(Guid id)
    {
        var before = _registrations;
        _registrations = [.. before.Where(registration => registration.Id != id)];
        owners.Remove(id, world);
        return _registrations.Length < before.Length;
    }

    /// <summary>Replaces a registration with its changed copy, and returns the copy.</summary>
    public Registration Keep(Registration changed)
    {
        _registrations = [.. _registrations.Select(registration => registration.Id == changed.Id ? changed : registration)];
        return changed;
    }

    /// <summary>Counts an attempt. A success resets the count of errors.</summary>
    /// <returns>The registration after it, or null if it was deleted.</returns>
    public Registration? Count(Guid id, bool succeeded) => Find(id) is { } registration
        ? Keep(succeeded
            ? registration with { ConsecutiveErrors = 0 }
            : registration with { ConsecutiveErrors = registration.ConsecutiveErrors + 1, LastError = world.Clock.Now })
        : null;

    /// <remarks>Nothing remains to be sent. A kept registration that was restarting is active again.</remarks>
    public int Clear(ResetOptions reset)
    {
        if (reset.Keeps(KeepOnReset.Registrations))
        {
            foreach (var restarting in All.Where(registration => registration.Status is RegistrationStatus.Restarting))
            {
                Keep(restarting with { Status = RegistrationStatus.Active });
            }

            return 0;
        }

        var count = _registrations.Length;
        Array.ForEach(_registrations, registration => owners.Remove(registration.Id, world));
        _registrations = [];
        _created = 0;

        return count;
    }

    public SavedRegistrations Save() => new(All, _created);

    public void Load(SavedRegistrations saved)
    {
        _created = saved.Created;
        _registrations = [.. saved.Registrations];
        Array.ForEach(_registrations, registration => owners.Add(registration.Id, world));
    }

    private void RequireFree(string eventName)
    {
        if (FindByEvent(eventName) is not null)
        {
            throw WebhookErrors.DuplicateRegistration.ToException(eventName);
        }
    }
}

/// <summary>The registrations in a snapshot, with their credentials.</summary>
/// <param name="Created">The number of registrations that were ever created; the next number follows it.</param>
internal sealed record SavedRegistrations(IReadOnlyList<Registration> Registrations, int Created)
{
    public static SavedRegistrations None { get; } = new([], 0);
}
