using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>A world's registrations: at most one of each event.</summary>
/// <param name="owners">Where the world of a registration is found.</param>
/// <param name="callbacks">Which callback URLs are taken.</param>
/// <param name="events">The events that a partner can register for.</param>
/// <remarks>Any thread may read. Changes are made in the world's turn.</remarks>
internal sealed class RegistrationStore(World world, ResourceIndex owners, AllowedCallbacks callbacks, EventCatalog events) : IWorldPart<SavedRegistrations>
{
    // At most one of each event, so there are few; another list takes the place of this one with each change.
    private volatile Registration[] _registrations = [];
    private int _created;

    /// <summary>All registrations, in the order in which they were made.</summary>
    public IReadOnlyList<Registration> All => _registrations;

    /// <inheritdoc/>
    public bool IsAwaited => _registrations is not [];

    /// <summary>Finds a registration, or returns <see langword="null"/>.</summary>
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

    /// <summary>Finds the registration of an event, or returns <see langword="null"/>.</summary>
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

    /// <summary>Finds the registration of an event whose partner is sent it or polls it, or returns <see langword="null"/>: files are not made.</summary>
    public Registration? FindSubscriber(string eventName) => FindByEvent(eventName) is { Type: not RegistrationType.File } registration ? registration : null;

    /// <summary>Makes a registration.</summary>
    /// <exception cref="RefusedException">The partner has one of this event already, or the callback URL is not allowed.</exception>
    public Registration Create(CreateRegistrationRequest request)
    {
        callbacks.Require(request.CallbackUrl);
        var eventName = events.Find(request.EventName)!;
        RequireFree(eventName);
        var number = ++_created;
        var registration = new Registration
        {
            Id = world.Chance.Id(world.Clock.Now, $"registration/{number}"),
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

    /// <summary>Changes what a registration was made with; what is not sent stays.</summary>
    /// <exception cref="RefusedException">The partner is another one, or has a registration of the event already, or the callback URL is not allowed.</exception>
    public Registration Update(Registration registration, Changes<CreateRegistrationRequest> changes)
    {
        var request = changes.ApplyTo(CreateRegistrationRequest.Of(registration));
        if (request.PartnerId != registration.PartnerId)
        {
            throw RefusedException.Invalid([$"PartnerId must be {registration.PartnerId}, the partner of the registration"]);
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

    /// <summary>Removes a registration.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(Guid id)
    {
        var before = _registrations;
        _registrations = [.. before.Where(registration => registration.Id != id)];
        owners.Remove(id, world);

        return _registrations.Length < before.Length;
    }

    /// <summary>Keeps a changed copy of a registration.</summary>
    /// <returns>The copy.</returns>
    public Registration Keep(Registration changed)
    {
        _registrations = [.. _registrations.Select(registration => registration.Id == changed.Id ? changed : registration)];
        return changed;
    }

    /// <summary>Counts an attempt: a success starts the count of errors again.</summary>
    /// <returns>The registration as it is now, or <see langword="null"/> when it was deleted.</returns>
    public Registration? Count(Guid id, bool succeeded) => Find(id) is { } registration
        ? Keep(succeeded
            ? registration with { ConsecutiveErrors = 0 }
            : registration with { ConsecutiveErrors = registration.ConsecutiveErrors + 1, LastError = world.Clock.Now })
        : null;

    /// <inheritdoc/>
    /// <remarks>Nothing is to be sent any more: a registration that stays and was recovering is active again.</remarks>
    public int Clear(ResetOptions reset)
    {
        if (reset.Keeps(Kept.Registrations))
        {
            Rest();
            return 0;
        }

        var count = _registrations.Length;
        _registrations.ToList().ForEach(registration => owners.Remove(registration.Id, world));
        _registrations = [];
        _created = 0;

        return count;
    }

    /// <summary>What a snapshot keeps of the registrations.</summary>
    public SavedRegistrations Save() => new(All, _created);

    /// <summary>Has the registrations that were saved, and no others.</summary>
    public void Load(SavedRegistrations saved)
    {
        _created = saved.Created;
        _registrations = [.. saved.Registrations];
        _registrations.ToList().ForEach(registration => owners.Add(registration.Id, world));
    }

    private void Rest()
    {
        foreach (var restarting in All.Where(registration => registration.Status is RegistrationStatus.Restarting))
        {
            Keep(restarting with { Status = RegistrationStatus.Active });
        }
    }

    private void RequireFree(string eventName)
    {
        if (FindByEvent(eventName) is not null)
        {
            throw WebhookErrors.DuplicateRegistration.Refuse(eventName);
        }
    }
}

/// <summary>A world's registrations as a snapshot keeps them, credentials included.</summary>
/// <param name="Registrations">The registrations, in the order in which they were made.</param>
/// <param name="Created">How many were made in all: they are numbered on.</param>
internal sealed record SavedRegistrations(IReadOnlyList<Registration> Registrations, int Created)
{
    public static SavedRegistrations None { get; } = new([], 0);
}
