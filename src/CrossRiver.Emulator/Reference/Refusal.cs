using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Reference;

/// <summary>A way of refusing calls, as the reference tells it.</summary>
/// <param name="StatusCode">The status of the answer.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Text">When it happens, in a sentence.</param>
/// <param name="Example">A body of such an answer.</param>
internal sealed record Refusal(int StatusCode, string Name, string Text, object Example)
{
    public static Refusal BadRequest { get; } = new(
        StatusCodes.Status400BadRequest,
        "BadRequest",
        "The call has faults, every one of which is told (code 1000), or a rule forbids it (2000 to 2999). Nothing was changed.",
        Errors(ApiError.Validation, "First name required"));

    /// <remarks>Source of the body: a recorded answer (contract: platform 6.1).</remarks>
    public static Refusal Unauthorized { get; } = new(
        StatusCodes.Status401Unauthorized,
        "Unauthorized",
        "The token has expired, or, if the emulator is told to be strict, is missing or none of its own.",
        new ApiMessageBody("Authorization has been denied for this request."));

    public static Refusal NotFound { get; } = new(
        StatusCodes.Status404NotFound,
        "NotFound",
        "Nothing has the identifier or name.",
        Errors(ApiError.NotFound, "Customer 6f9619ff-8b86-d011-b42d-00c04fc964ff not found"));

    public static Refusal Conflict { get; } = new(
        StatusCodes.Status409Conflict,
        "Conflict",
        "The first call with this idempotency key is not answered yet. Try again with the same key.",
        Errors(2409, "The first call with this idempotency-key is still running"));

    public static Refusal TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge,
        "TooLarge",
        "The body is larger than 1 MB.",
        Errors(ApiError.Validation, "The request body is too large; the limit is 1 MB"));

    public static Refusal NotJson { get; } = new(
        StatusCodes.Status415UnsupportedMediaType,
        "NotJson",
        "The body is not said to be JSON.",
        Errors(ApiError.Validation, "The Content-Type must be application/json"));

    private static ApiErrorBody Errors(int code, string message) => new([new ApiError(code, message)]);
}
