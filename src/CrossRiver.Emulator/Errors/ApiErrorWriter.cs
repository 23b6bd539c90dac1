using CrossRiver.Emulator.Calls;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Errors;

/// <summary>Writes every error in the bank's shape instead of RFC 9457 problem details.</summary>
/// <remarks>
/// Refusals, thrown exceptions and empty 4xx answers all end in <see cref="IProblemDetailsService"/>,
/// so this is the only place that knows what an error looks like on the wire.
/// </remarks>
internal sealed class ApiErrorWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var isUnknownRoute = context.Exception is null && http.GetEndpoint() is null;

        if (isUnknownRoute)
        {
            await http.Response.WriteAsJsonAsync(new ApiMessageBody(UnknownRoute(http.Request)), http.RequestAborted);
            return;
        }

        var errors = ErrorsOf(context);
        http.Call().Errors = [.. errors.Select(error => error.Message)];
        await http.Response.WriteAsJsonAsync(new ApiErrorBody(errors), http.RequestAborted);
    }

    private static string UnknownRoute(HttpRequest request) =>
        $"No HTTP resource was found that matches the request URI '{request.Scheme}://{request.Host}{request.Path}'.";

    private static IReadOnlyList<ApiError> ErrorsOf(ProblemDetailsContext context) => context switch
    {
        { Exception: RefusedException refused } => refused.Errors,
        { Exception: BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } } =>
            [new ApiError(ApiError.Validation, "The request body is too large")],
        { Exception: BadHttpRequestException } => [new ApiError(ApiError.Validation, "The request cannot be read")],
        { HttpContext.Response.StatusCode: >= 500 } => [new ApiError(ApiError.System, "System error")],
        _ => [new ApiError(ApiError.Validation, ReasonPhrases.GetReasonPhrase(context.HttpContext.Response.StatusCode))],
    };
}
