namespace CrossRiver.Emulator.Platform.Errors;

/// <summary>Makes the bank's error body the only one, and collects the errors of all parts of the emulator.</summary>
internal static class ErrorServices
{
    public static IServiceCollection AddApiErrors(this IServiceCollection services)
    {
        services.AddErrors(ErrorCatalog.All);

        // Before AddProblemDetails, because the first writer that can write is used.
        services.AddSingleton<IProblemDetailsWriter, ApiErrorWriter>().AddProblemDetails();

        // A refused call is the caller's mistake in every environment: 4xx, and no stack trace in the log. A defect is logged by the writer.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = StatusCodeOf;
            options.SuppressDiagnosticsCallback = _ => true;
        });

        return services;
    }

    /// <summary>Registers errors, for the list of all errors of the emulator.</summary>
    /// <exception cref="InvalidOperationException">The code of an error is taken. Only validation shares its code.</exception>
    public static IServiceCollection AddErrors(this IServiceCollection services, params ErrorDefinition[] errors)
    {
        var taken = services.Select(service => service.ImplementationInstance).OfType<ErrorDefinition>().ToList();
        foreach (var error in errors)
        {
            if (taken.Find(other => other.Code == error.Code && error.Code is not (null or ErrorCatalog.ValidationCode)) is { } other)
            {
                throw new InvalidOperationException($"Error {error.Name} has the code {error.Code} of {other.Name}; give it a code of its own");
            }

            taken.Add(error);
            services.AddSingleton(error);
        }

        return services;
    }

    /// <summary>Returns whether an exception is Kestrel's for a chunk size that no number holds: it is not a <see cref="BadHttpRequestException"/>.</summary>
    public static bool IsTooLargeChunk(Exception? exception) => exception is IOException { InnerException: OverflowException };

    private static int StatusCodeOf(Exception exception) => exception switch
    {
        _ when ApiException.Of(exception) is { } refused => refused.Error.Status,
        BadHttpRequestException bad => bad.StatusCode,
        _ when IsTooLargeChunk(exception) => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
