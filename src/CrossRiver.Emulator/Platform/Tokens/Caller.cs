using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Who calls with a token of ours.</summary>
/// <param name="ClientId">The client that the token was given to.</param>
/// <param name="PartnerId">The only partner whose data it may use, or <see langword="null"/> for everybody's.</param>
/// <param name="Scopes">What the token is good for.</param>
/// <param name="ExpiresAt">When the token ends.</param>
internal sealed record Caller(string ClientId, Guid? PartnerId, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>Refuses the data of a partner that is not the caller's.</summary>
    /// <exception cref="RefusedException">403: the caller is bound to another partner.</exception>
    public void RequirePartner(Guid partnerId)
    {
        if (PartnerId is { } own && own != partnerId)
        {
            throw ErrorCatalog.ForeignPartner.Refuse(ClientId, partnerId);
        }
    }

    /// <summary>Refuses a token that lacks a scope.</summary>
    /// <exception cref="RefusedException">403: the scope is not among the token's.</exception>
    public void RequireScope(string scope)
    {
        if (!Scopes.Contains(scope, StringComparer.Ordinal))
        {
            throw ErrorCatalog.MissingScope.Refuse(scope);
        }
    }
}
