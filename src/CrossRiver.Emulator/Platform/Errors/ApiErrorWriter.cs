using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>Writes every error in the bank's shape instead of RFC 9457 problem details.</summary>
/// <remarks>Refusals, thrown exceptions and empty 4xx answers all end in <see cref="IProblemDetailsService"/>, so no other class writes errors.</remarks>
internal sealed partial class ApiErrorWriter(ILogger<ApiErrorWriter> logger) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var refused = ApiException.Of(context.Exception);
        var (error, messages) = refused is null ? Explain(http, context.Exception) : (refused.Error, refused.Messages);
        if (refused?.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
        }

        if (error == ErrorCatalog.TooSlow && HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }

        if (error == ErrorCatalog.SystemFault)
        {
            LogDefect(context.Exception, http.Call().RequestId, http.Request.Method, http.Request.Path);
        }

        http.Call().Errors = messages;
        http.Call().Refusals = [.. (refused?.Reasons ?? [error]).Select(reason => reason.Name)];

        // Without a cancellation token, because a caller that has closed the connection is no defect of the emulator.
        await http.Response.WriteAsJsonAsync(refused?.Errors is { } errors ? new ApiErrorBody(errors) : error.BodyOf(messages));
    }

    private static (ErrorDefinition Error, IReadOnlyList<string> Messages) Explain(HttpContext http, Exception? exception) =>
        (exception, http.Response.StatusCode) switch
        {
            (null, _) when http.GetEndpoint() is null =>
                (ErrorCatalog.UnknownRoute, [ErrorCatalog.UnknownRoute.Format($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}")]),
            (_, >= StatusCodes.Status500InternalServerError) => Just(ErrorCatalog.SystemFault),
            (_, StatusCodes.Status405MethodNotAllowed) => Just(ErrorCatalog.MethodNotAllowed),
            (_, StatusCodes.Status408RequestTimeout) => Just(ErrorCatalog.TooSlow),
            (_, StatusCodes.Status413PayloadTooLarge) => Just(ErrorCatalog.TooLarge),
            (BadHttpRequestException, _) => Just(ErrorCatalog.Unreadable),
            _ when ErrorServices.IsTooLargeChunk(exception) => Just(ErrorCatalog.Unreadable),
            var (_, status) => (ErrorCatalog.Invalid, [ReasonPhrases.GetReasonPhrase(status)]),
        };

    private static (ErrorDefinition Error, IReadOnlyList<string> Messages) Just(ErrorDefinition error) => (error, [error.Message]);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed: {Method} {Path}")]
    private partial void LogDefect(Exception? exception, string requestId, string method, string path);
}
