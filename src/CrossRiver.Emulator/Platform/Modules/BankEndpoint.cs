namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>An endpoint of the bank's API whose callers have a token: metadata of the endpoints of each module that requires a scope.</summary>
/// <param name="Module">The name of the module.</param>
/// <param name="FindScope">Returns the scope that a token needs, or null if any token is taken.</param>
/// <remarks>Its calls are limited in rate, can be repeated with an idempotency key, and are in the journal by their operation.</remarks>
internal sealed record BankEndpoint(string Module, Func<IServiceProvider, string?> FindScope);

/// <summary>Distinguishes calls of the bank's API from all others.</summary>
internal static class BankEndpoints
{
    /// <summary>Returns the endpoint of the bank that a request reaches, or null if it reaches none.</summary>
    public static BankEndpoint? BankEndpoint(this HttpContext context) => context.GetEndpoint() switch
    {
        null => null,
        RouteEndpoint endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>(),

        // The framework's endpoint for a method that is not allowed has no metadata.
        _ => context.RequestServices.GetRequiredService<ModuleCatalog>().FindEndpoint(context.Request.Path),
    };
}
