using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Finds out who calls the bank's API, and refuses whoever may not.</summary>
/// <remarks>
/// Relaxed, no token is needed and any is taken, but one of ours must not have expired. Strict, one of ours is needed.
/// Source: the bank's page on authentication and a recorded 401.
/// </remarks>
internal sealed class CallerIdentification(BearerTokens tokens, IOptions<EmulatorOptions> emulator)
{
    private const string Scheme = "Bearer ";

    /// <summary>Identifies the caller of an operation of the bank's.</summary>
    /// <exception cref="RefusedException">401 or 403.</exception>
    public async ValueTask IdentifyAsync(HttpContext context)
    {
        if (context.BankEndpoint() is not { } endpoint)
        {
            return;
        }

        var caller = ReadToken(context.Request) is { } token ? await tokens.FindCallerAsync(token) : null;
        if (caller is null ? emulator.Value.Strict : tokens.HasExpired(caller))
        {
            throw ErrorCatalog.Unauthorized.Refuse();
        }

        context.Call().Caller = caller;
        if (caller is not null && endpoint.FindScope(context.RequestServices) is { Length: > 0 } scope)
        {
            caller.RequireScope(scope);
        }
    }

    private static string? ReadToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
