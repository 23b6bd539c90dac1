using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>A caller with a token of this emulator.</summary>
/// <param name="ClientId">The client to which the token was issued.</param>
/// <param name="PartnerId">The only partner whose data it may use, or null if it may use the data of all partners.</param>
/// <param name="Scopes">The scopes of the token.</param>
/// <param name="ExpiresAt">The end of the token.</param>
internal sealed record Caller(string ClientId, Guid? PartnerId, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>Refuses the data of a partner that is not the caller's.</summary>
    /// <exception cref="ApiException">403: the caller is bound to another partner.</exception>
    public void RequirePartner(Guid partnerId)
    {
        if (PartnerId is { } own && own != partnerId)
        {
            throw ErrorCatalog.ForeignPartner.ToException(ClientId, partnerId);
        }
    }

    /// <summary>Refuses a token that lacks a scope.</summary>
    /// <exception cref="ApiException">403: the token lacks the scope.</exception>
    public void RequireScope(string scope)
    {
        if (!Scopes.Contains(scope, StringComparer.Ordinal))
        {
            throw ErrorCatalog.MissingScope.ToException(scope);
        }
    }
}

/// <summary>Identifies the callers of the bank's API, and refuses calls without the necessary token.</summary>
/// <remarks>
/// Relaxed, no token is needed and any is taken, but a token of this emulator must not have expired. Strict, a token of this emulator is needed.
/// Source: the bank's page on authentication and a recorded 401.
/// </remarks>
internal sealed class CallerIdentification(BearerTokens tokens, IOptions<EmulatorOptions> emulator)
{
    private const string Scheme = "Bearer ";

    /// <summary>Identifies the caller of an operation of the bank's, and passes the call on.</summary>
    /// <exception cref="ApiException">401 or 403.</exception>
    public async Task IdentifyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.BankEndpoint() is { } endpoint)
        {
            var caller = ReadToken(context.Request) is { } token ? await tokens.FindCallerAsync(token) : null;
            if (caller is null ? emulator.Value.Strict : tokens.HasExpired(caller))
            {
                throw ErrorCatalog.Unauthorized.ToException();
            }

            context.Call().Caller = caller;
            if (caller is not null && endpoint.FindScope(context.RequestServices) is { Length: > 0 } scope)
            {
                caller.RequireScope(scope);
            }
        }

        await next(context);
    }

    private static string? ReadToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
