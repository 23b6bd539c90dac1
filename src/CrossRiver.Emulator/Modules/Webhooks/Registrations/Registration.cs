namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>A partner's registration for one event.</summary>
internal sealed record Registration
{
    public required Guid Id { get; init; }

    /// <summary>Gets the place in the order in which the world's registrations were created.</summary>
    public required int Number { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>Gets the name of the event in its canonical casing.</summary>
    public required string EventName { get; init; }

    /// <summary>Gets the URL to which the event is sent, or null if it is not pushed.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>Gets the user of HTTP Basic authentication, or null for none. No answer contains it.</summary>
    public string? AuthUsername { get; init; }

    /// <summary>Gets the password of HTTP Basic authentication. No answer contains it.</summary>
    public string? AuthPassword { get; init; }

    public required RegistrationType Type { get; init; }

    public required RegistrationFormat Format { get; init; }

    public RegistrationStatus Status { get; init; } = RegistrationStatus.Active;

    /// <summary>Gets the number of failed attempts since the last success.</summary>
    public int ConsecutiveErrors { get; init; }

    /// <summary>Gets the time of the last failed attempt, or null if none has failed.</summary>
    public DateTimeOffset? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    // Without the password, which must not be in a log.
    public override string ToString() => $"{nameof(Registration)} {Id}";
}

/// <summary>The ways in which a partner gets events.</summary>
internal enum RegistrationType
{
    Push,
    Poll,
    File,
}

/// <summary>The amounts of detail of an event.</summary>
internal enum RegistrationFormat
{
    /// <summary>The paths of the resources.</summary>
    Basic,

    /// <summary>The paths of the resources, and details of each.</summary>
    Extended,
}

/// <summary>The states of a registration; only an Active registration is sent all events.</summary>
internal enum RegistrationStatus
{
    Active,
    Suspended,
    Restarting,
}

/// <summary>The answer with a registration.</summary>
/// <remarks>Source: recorded answers, which contain neither credentials nor dates.</remarks>
internal sealed record RegistrationBody(
    Guid Id, Guid PartnerId, string EventName, string? CallbackUrl, int ConsecutiveErrors, string? LastError,
    RegistrationStatus Status, RegistrationType Type, RegistrationFormat Format)
{
    public static RegistrationBody Of(Registration registration) => new(
        registration.Id, registration.PartnerId, registration.EventName, registration.CallbackUrl?.OriginalString, registration.ConsecutiveErrors,
        registration.LastError is { } lastError ? EasternTime.ToMilliseconds(lastError) : null,
        registration.Status, registration.Type, registration.Format);
}
