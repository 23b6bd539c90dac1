using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>A call is refused; nothing was changed.</summary>
/// <param name="error">Why.</param>
/// <param name="messages">The faults, at least one.</param>
internal sealed class RefusedException(NamedError error, params IReadOnlyList<string> messages) : Exception(messages[0])
{
    public NamedError Error { get; } = error;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>After what time it is worth to try again, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Returns the refusal that an exception comes to, or null if the exception is a defect.</summary>
    public static RefusedException? Of(Exception? exception) => exception switch
    {
        RefusedException refused => refused,
        UnknownPartnerException unknown => ErrorCatalog.UnknownPartner.Refuse(unknown.PartnerId, unknown.End, unknown.Others),
        TooManyWorldsException tooMany => ErrorCatalog.TooManyWorlds.Refuse(tooMany.Most, tooMany.PartnerId),
        _ => null,
    };

    /// <summary>What was sent has faults.</summary>
    public static RefusedException Invalid(IEnumerable<string> messages) => new(ErrorCatalog.Invalid, [.. messages]);
}
