namespace CrossRiver.Emulator.Errors;

/// <summary>Makes the bank's error body the only one.</summary>
internal static class ErrorServices
{
    public static IServiceCollection AddApiErrors(this IServiceCollection services)
    {
        // Before AddProblemDetails: the first writer that can write, writes.
        services.AddSingleton<IProblemDetailsWriter, ApiErrorWriter>();
        services.AddProblemDetails();

        // A refused call is the caller's mistake in every environment: 4xx, and no stack trace in the log. A defect is logged by the writer.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = StatusCodeOf;
            options.SuppressDiagnosticsCallback = _ => true;
        });

        return services;
    }

    /// <summary>Returns whether an exception is Kestrel's for a chunk size that no number holds: it is not a <see cref="BadHttpRequestException"/>.</summary>
    public static bool IsTooLargeChunk(Exception? exception) => exception is IOException { InnerException: OverflowException };

    private static int StatusCodeOf(Exception exception) => exception switch
    {
        RefusedException refused => refused.Error.Status,
        BadHttpRequestException bad => bad.StatusCode,
        _ when IsTooLargeChunk(exception) => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
