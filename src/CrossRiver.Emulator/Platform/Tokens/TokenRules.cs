using System.Collections.Immutable;
using System.Security.Claims;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore;
using Microsoft.Net.Http.Headers;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The decisions of the bank's token server: which client gets a token, its scopes and its lifetime.</summary>
/// <remarks>Source: the bank's pages on tokens. Assumed: the errors, as Identity Server answers them, and the claims.</remarks>
internal sealed class TokenRules(Clients clients, IOptions<TokenOptions> options, WorldDirectory worlds)
{
    /// <summary>The claim with the partner to whose data a token is bound.</summary>
    public const string PartnerClaim = "partnerId";

    /// <summary>Refuses unknown credentials, and scopes that the client may not have.</summary>
    public void Validate(ValidateTokenRequestContext context)
    {
        ValidateClient(context, context.ClientId, context.ClientSecret);
        if (!context.IsRejected && !clients.Allows(context.ClientId!, context.Request.GetScopes()))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, $"The client may ask for no other scope than {clients.Find(context.ClientId!)!.Scopes}.");
        }
    }

    /// <summary>Refuses unknown credentials.</summary>
    public void Validate(ValidateIntrospectionRequestContext context) => ValidateClient(context, context.ClientId, context.ClientSecret);

    /// <summary>Grants the scopes of the request, or else all scopes that the client may have.</summary>
    public void Grant(HandleTokenRequestContext context)
    {
        var clientId = context.ClientId!;

        // No person signs in, so a client cannot use an identity token.
        var asked = context.Request.GetScopes().Remove(Scopes.OpenId, StringComparer.Ordinal);
        var audience = context.Request.Audiences is [{ Length: > 0 } first, ..] ? first : options.Value.Audience;
        var client = new ClaimsIdentity(nameof(TokenServer)).SetClaim(Claims.Subject, clientId);
        context.SignIn(new ClaimsPrincipal(client)
            .SetScopes(asked is [] ? clients.Find(clientId)?.ReadScopes() ?? [] : asked)
            .SetAudiences(audience));
    }

    /// <summary>Dates a token, on the clock of its client's world, and names the partner to which the client is bound.</summary>
    public void Complete(ProcessSignInContext context)
    {
        var now = ClockOf(context.Principal).Now;
        context.AccessTokenPrincipal?.SetCreationDate(now).SetExpirationDate(now + LifetimeOf(context)).SetClaim(Claims.Private.Issuer, IssuerOf(context))
            .SetClaim(PartnerClaim, PartnerOf(context.Principal)?.ToString());
    }

    /// <summary>Takes a token from any address, because an emulator has several addresses and the key proves the origin.</summary>
    public static void TakeAnyIssuer(ValidateTokenContext context) => context.TokenValidationParameters!.IssuerValidator = (issuer, _, _) => issuer;

    /// <summary>Refuses an expired token.</summary>
    public void ValidateDate(ValidateTokenContext context)
    {
        if (context.Principal?.GetExpirationDate() is { } end && end <= ClockOf(context.Principal).Now)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The token has expired.");
        }
    }

    /// <summary>Returns the scopes of a token to every client. OpenIddict by itself returns them only to the audience of the token.</summary>
    public static void Describe(HandleIntrospectionRequestContext context) => context.Scopes.UnionWith(context.GenericTokenPrincipal.GetScopes());

    /// <summary>Gives an answer the form of the bank's server, or of its predecessor for old clients.</summary>
    public void Finish(ApplyTokenResponseContext context)
    {
        if (!FinishError(context))
        {
            context.Response.ExpiresIn = (long)LifetimeOf(context).TotalSeconds;
        }
        else if (context.Error is OpenIddictConstants.Errors.InvalidClient
            && HttpOf(context) is { } http && http.Request.Path.StartsWithSegments(TokenServer.LegacyTokenPath, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Error = OpenIddictConstants.Errors.AccessDenied;
            context.Response.ErrorDescription = "Unauthorized";
        }
    }

    /// <summary>Gives an answer the form of the bank's server.</summary>
    public static void Finish(ApplyIntrospectionResponseContext context)
    {
        if (!FinishError(context) && context.Response.HasParameter(Claims.Issuer))
        {
            context.Response.SetParameter(Claims.Issuer, ((string)context.Response[Claims.Issuer]!).TrimEnd('/'));
        }
    }

    /// <summary>Gives the discovery document the issuer that clients are configured with, and the members that OpenID Connect requires.</summary>
    /// <remarks>Assumed: the members, as in Identity Server. The sign-in page refuses all calls, because the bank's clients are programs.</remarks>
    public static void Finish(ApplyConfigurationResponseContext context)
    {
        if (!FinishError(context))
        {
            var issuer = IssuerOf(context);
            context.Response.SetParameter(Metadata.Issuer, issuer);
            context.Response.SetParameter(Metadata.AuthorizationEndpoint, $"{issuer}{TokenServer.AuthorizationPath}");
            context.Response.SetParameter(Metadata.ResponseTypesSupported, ImmutableArray.Create<string?>(ResponseTypes.Code));
        }
    }

    /// <summary>Gives an error the form of the bank's server.</summary>
    public static void Finish(ApplyJsonWebKeySetResponseContext context) => FinishError(context);

    // Returns whether the answer is an error.
    private static bool FinishError(BaseRequestContext context)
    {
        if (context.Transaction.Response!.Error is null)
        {
            return false;
        }

        var answer = HttpOf(context)!.Response;
        answer.StatusCode = StatusCodes.Status400BadRequest;
        answer.Headers.Remove(HeaderNames.WWWAuthenticate);
        context.Transaction.Response.ErrorUri = null;

        return true;
    }

    private static HttpContext? HttpOf(BaseContext context) => context.Transaction.GetHttpRequest()?.HttpContext;

    // Clients compare it with the issuer of their configuration, which has no slash at its end.
    private static string IssuerOf(BaseContext context) => context.BaseUri!.AbsoluteUri.TrimEnd('/');

    private void ValidateClient(BaseValidatingContext context, string? clientId, string? secret)
    {
        if (!clients.Accepts(clientId, secret))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client is not known, or its secret is wrong.");
        }
    }

    private TimeSpan LifetimeOf(BaseContext context) => HttpOf(context)?.Call().TokenLifetime ?? options.Value.Lifetime;

    private EmulatorClock ClockOf(ClaimsPrincipal? principal) => worlds.ClockOf(PartnerOf(principal));

    private Guid? PartnerOf(ClaimsPrincipal? principal) => principal?.GetClaim(Claims.Subject) is { } clientId ? clients.Find(clientId)?.PartnerId : null;
}
