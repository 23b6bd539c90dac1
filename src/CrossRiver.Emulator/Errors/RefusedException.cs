namespace CrossRiver.Emulator.Errors;

/// <summary>A call is refused; nothing was changed.</summary>
/// <param name="error">Why.</param>
/// <param name="messages">The faults, at least one.</param>
internal sealed class RefusedException(NamedError error, params IReadOnlyList<string> messages) : Exception(messages[0])
{
    public NamedError Error { get; } = error;

    public IReadOnlyList<string> Messages { get; } = messages;

    /// <summary>After what time it is worth to try again, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was sent has faults.</summary>
    public static RefusedException Invalid(IEnumerable<string> messages) => new(ErrorCatalog.Invalid, [.. messages]);
}
