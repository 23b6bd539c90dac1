namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>A partner's wish to be told of one event.</summary>
internal sealed record Registration
{
    public required Guid Id { get; init; }

    /// <summary>Its place in the order in which the world's registrations were made.</summary>
    public required int Number { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>In its canonical casing.</summary>
    public required string EventName { get; init; }

    /// <summary>Where to send the event; absent for what is not pushed.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>The user of HTTP Basic authentication, or <see langword="null"/> for none. Never answered.</summary>
    public string? AuthUsername { get; init; }

    /// <summary>The password of HTTP Basic authentication. Never answered.</summary>
    public string? AuthPassword { get; init; }

    public required RegistrationType Type { get; init; }

    public required RegistrationFormat Format { get; init; }

    public RegistrationStatus Status { get; init; } = RegistrationStatus.Active;

    /// <summary>Failed attempts since the last success.</summary>
    public int ConsecutiveErrors { get; init; }

    /// <summary>When an attempt failed last, or <see langword="null"/> when none has.</summary>
    public DateTimeOffset? LastError { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its name only: the password never goes to a log.</summary>
    public override string ToString() => $"{nameof(Registration)} {Id}";
}

/// <summary>How a partner gets events.</summary>
internal enum RegistrationType
{
    Push,
    Poll,
    File,
}

/// <summary>How much an event says.</summary>
internal enum RegistrationFormat
{
    /// <summary>Which resources it is about.</summary>
    Basic,

    /// <summary>Details of each resource besides.</summary>
    Extended,
}

/// <summary>Whether events are sent.</summary>
internal enum RegistrationStatus
{
    Active,
    Suspended,
    Restarting,
}

/// <summary>A registration as the bank answers it.</summary>
/// <remarks>Source: recorded answers; they show neither credentials nor dates.</remarks>
internal sealed record RegistrationBody(
    Guid Id,
    Guid PartnerId,
    string EventName,
    string? CallbackUrl,
    int ConsecutiveErrors,
    string? LastError,
    RegistrationStatus Status,
    RegistrationType Type,
    RegistrationFormat Format)
{
    public static RegistrationBody Of(Registration registration) => new(
        registration.Id,
        registration.PartnerId,
        registration.EventName,
        registration.CallbackUrl?.OriginalString,
        registration.ConsecutiveErrors,
        registration.LastError is { } lastError ? EasternTime.ToMilliseconds(lastError) : null,
        registration.Status,
        registration.Type,
        registration.Format);
}
