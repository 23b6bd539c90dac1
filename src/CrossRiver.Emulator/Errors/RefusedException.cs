namespace CrossRiver.Emulator.Errors;

/// <summary>A call is refused; nothing was changed.</summary>
/// <param name="statusCode">The status of the answer.</param>
/// <param name="errors">The faults, at least one.</param>
internal sealed class RefusedException(int statusCode, params IReadOnlyList<ApiError> errors) : Exception(errors[0].Message)
{
    public int StatusCode { get; } = statusCode;

    public IReadOnlyList<ApiError> Errors { get; } = errors;

    /// <summary>The body has faults.</summary>
    public static RefusedException Invalid(IEnumerable<string> messages) =>
        new(StatusCodes.Status400BadRequest, [.. messages.Select(message => new ApiError(ApiError.Validation, message))]);

    /// <summary>The body is well-formed, but a rule of the bank forbids what it asks for.</summary>
    /// <param name="code">2000 to 2999.</param>
    /// <param name="message">For people.</param>
    public static RefusedException AgainstRule(int code, string message) => new(StatusCodes.Status400BadRequest, new ApiError(code, message));

    /// <summary>There is no such thing.</summary>
    /// <param name="kind">What was asked for, as the bank calls it, for example <c>Customer</c>.</param>
    /// <param name="id">The identifier as it was given.</param>
    public static RefusedException NotFound(string kind, string id) =>
        new(StatusCodes.Status404NotFound, new ApiError(ApiError.NotFound, $"{kind} {id} not found"));
}
