using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>The exception that refuses a call. Nothing was changed.</summary>
/// <param name="messages">The faults, at least one.</param>
internal sealed class ApiException(ErrorDefinition error, params IReadOnlyList<string> messages) : Exception(messages[0])
{
    public ErrorDefinition Error { get; } = error;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>Gets the errors of all faults, or only the error if all faults have the same.</summary>
    public IReadOnlyList<ErrorDefinition> Reasons { get; private init; } = [error];

    /// <summary>Gets the time after which another attempt can succeed, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Returns the refusal that an exception stands for, or null if the exception is a defect.</summary>
    public static ApiException? Of(Exception? exception) => exception switch
    {
        ApiException refused => refused,
        UnknownPartnerException unknown => ErrorCatalog.UnknownPartner.ToException(unknown.PartnerId, unknown.End, unknown.Others),
        TooManyWorldsException tooMany => ErrorCatalog.TooManyWorlds.ToException(tooMany.Most, tooMany.PartnerId),
        _ => null,
    };

    /// <summary>Gets the errors of a refusal for several reasons, or null for a refusal with one code.</summary>
    public IReadOnlyList<ApiError>? Errors { get; private init; }

    /// <summary>Returns the refusal of a call for several reasons at once. The status is that of the first.</summary>
    public static ApiException OfAll(IReadOnlyList<ApiException> reasons) => new(reasons[0].Error, [.. reasons.SelectMany(reason => reason.Messages)])
    {
        Reasons = [.. reasons.Select(reason => reason.Error)],
        Errors = [.. reasons.SelectMany(reason => reason.Messages.Select(message => new ApiError(reason.Error.Code!.Value, message)))],
    };

    /// <summary>Returns the refusal of a call that has faults.</summary>
    public static ApiException Invalid(IEnumerable<string> messages) => new(ErrorCatalog.Invalid, [.. messages]);

    /// <summary>Refuses a call if it has faults.</summary>
    /// <exception cref="ApiException">There are faults.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> faults)
    {
        if (faults is not [])
        {
            throw Invalid(faults);
        }
    }
}
