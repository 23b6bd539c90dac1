using System.Collections.Immutable;
using System.Security.Claims;
using CrossRiver.Emulator.Platform.Calls;
using Microsoft.AspNetCore;
using Microsoft.Net.Http.Headers;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>What the bank's token server decides: who gets a token, what for and for how long.</summary>
/// <remarks>Source: the bank's pages on tokens. Assumed: the errors, as Identity Server answers them, and the claims.</remarks>
internal sealed class TokenRules(Clients clients, IOptions<TokenOptions> options, WorldDirectory worlds)
{
    /// <summary>Refuses unknown credentials, and scopes that the client may not have.</summary>
    public ValueTask Validate(ValidateTokenRequestContext context)
    {
        if (!clients.Accepts(context.ClientId, context.ClientSecret))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client is not known, or its secret is wrong.");
        }
        else if (!clients.Allows(context.ClientId!, context.Request.GetScopes()))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, $"The client may ask for no other scope than {clients.Find(context.ClientId!)!.Scopes}.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Refuses unknown credentials.</summary>
    public ValueTask Validate(ValidateIntrospectionRequestContext context)
    {
        if (!clients.Accepts(context.ClientId, context.ClientSecret))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client is not known, or its secret is wrong.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives a token for what was asked for, or else for all that the client may do.</summary>
    public ValueTask Grant(HandleTokenRequestContext context)
    {
        var clientId = context.ClientId!;

        // There is nobody to sign in, so an identity token is nothing that a client could use.
        var asked = context.Request.GetScopes().Remove(Scopes.OpenId, StringComparer.Ordinal);
        var audience = context.Request.Audiences is [{ Length: > 0 } first, ..] ? first : options.Value.Audience;
        var client = new ClaimsIdentity(nameof(TokenServer)).SetClaim(Claims.Subject, clientId);
        context.SignIn(new ClaimsPrincipal(client)
            .SetScopes(asked is [] ? clients.Find(clientId)?.ReadScopes() ?? [] : asked)
            .SetAudiences(audience));

        return ValueTask.CompletedTask;
    }

    /// <summary>Dates a token, on the clock of its client's world.</summary>
    public ValueTask Date(ProcessSignInContext context)
    {
        var now = ClockOf(context.Principal).Now;
        context.AccessTokenPrincipal?.SetCreationDate(now).SetExpirationDate(now + LifetimeOf(context)).SetClaim(Claims.Private.Issuer, IssuerOf(context));

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes a token whatever address it was asked for at: an emulator has several, and the key tells its tokens.</summary>
    public static ValueTask TakeAnyIssuer(ValidateTokenContext context)
    {
        context.TokenValidationParameters!.IssuerValidator = (issuer, _, _) => issuer;
        return ValueTask.CompletedTask;
    }

    /// <summary>Refuses to know a token whose time is over.</summary>
    public ValueTask ValidateDate(ValidateTokenContext context)
    {
        if (context.Principal?.GetExpirationDate() is { } end && end <= ClockOf(context.Principal).Now)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The token has expired.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Tells whoever asks what a token is good for; OpenIddict by itself tells only those that the token is meant for.</summary>
    public static ValueTask Describe(HandleIntrospectionRequestContext context)
    {
        context.Scopes.UnionWith(context.GenericTokenPrincipal.GetScopes());
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives an answer the form that the bank's server gives it, or its predecessor for old clients.</summary>
    public ValueTask Finish(ApplyTokenResponseContext context)
    {
        if (context.Error is null)
        {
            context.Response.ExpiresIn = (long)LifetimeOf(context).TotalSeconds;
            return ValueTask.CompletedTask;
        }

        var http = FinishError(context);
        if (context.Error is OpenIddictConstants.Errors.InvalidClient && http.Request.Path.StartsWithSegments(TokenServer.LegacyTokenPath, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Error = OpenIddictConstants.Errors.AccessDenied;
            context.Response.ErrorDescription = "Unauthorized";
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives an error the form that the bank's server gives it.</summary>
    public static ValueTask Finish(ApplyIntrospectionResponseContext context)
    {
        if (context.Error is not null)
        {
            FinishError(context);
        }
        else if (context.Response.HasParameter(Claims.Issuer))
        {
            context.Response.SetParameter(Claims.Issuer, ((string)context.Response[Claims.Issuer]!).TrimEnd('/'));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives the discovery document the issuer that clients are configured with, and the members that OpenID Connect requires.</summary>
    /// <remarks>
    /// Assumed: the members are those of Identity Server. The bank's clients take tokens for themselves alone, so the address of the sign-in page
    /// refuses all calls.
    /// </remarks>
    public static ValueTask Finish(ApplyConfigurationResponseContext context)
    {
        if (context.Error is not null)
        {
            FinishError(context);
            return ValueTask.CompletedTask;
        }

        var issuer = IssuerOf(context);
        context.Response.SetParameter(Metadata.Issuer, issuer);
        context.Response.SetParameter(Metadata.AuthorizationEndpoint, $"{issuer}{TokenServer.AuthorizationPath}");
        context.Response.SetParameter(Metadata.ResponseTypesSupported, ImmutableArray.Create<string?>(ResponseTypes.Code));

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives an error the form that the bank's server gives it.</summary>
    public static ValueTask Finish(ApplyJsonWebKeySetResponseContext context)
    {
        if (context.Error is not null)
        {
            FinishError(context);
        }

        return ValueTask.CompletedTask;
    }

    private static HttpContext FinishError(BaseRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.Headers.Remove(HeaderNames.WWWAuthenticate);
        context.Transaction.Response!.ErrorUri = null;

        return http;
    }

    // Readers compare it with what they are configured with, which has no slash at its end.
    private static string IssuerOf(BaseContext context) => context.BaseUri!.AbsoluteUri.TrimEnd('/');

    private TimeSpan LifetimeOf(BaseContext context) => context.Transaction.GetHttpRequest()?.HttpContext.Call().TokenLifetime ?? options.Value.Lifetime;

    private Kernel.Time.EmulatorClock ClockOf(ClaimsPrincipal? principal) =>
        worlds.ClockOf(principal?.GetClaim(Claims.Subject) is { } clientId ? clients.Find(clientId)?.PartnerId : null);
}
