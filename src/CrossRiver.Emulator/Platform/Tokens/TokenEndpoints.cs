using System.Net.Mime;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;

using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The routes of the bank's token server, and the identification of callers.</summary>
internal static class TokenEndpoints
{
    private const string Form = MediaTypeNames.Application.FormUrlEncoded;
    private const string Json = MediaTypeNames.Application.Json;

    /// <summary>Refuses calls of the bank's operations without the necessary token.</summary>
    public static void UseCallerIdentification(this IApplicationBuilder app)
    {
        var identification = app.ApplicationServices.GetRequiredService<CallerIdentification>();
        app.Use((context, next) => identification.IdentifyAsync(context, next));
    }

    public static void MapTokens(this LazyRoutes routes)
    {
        var tokens = routes.Group("")
            .WithTag("Tokens", "A client's token, for the header `Authorization: Bearer` of all other calls. Relaxed, it can be left out.");

        tokens.Post(TokenServer.TokenPath, IssueToken).WithOperation(TokensModule.IssueToken).WithExample(TokensModule.IssueToken, RequestOfAnyClient)
            .Accepts<TokenRequest>(Form, Json).Produces<TokenAnswer>().Produces<TokenError>(Status400BadRequest);
        tokens.Post(TokenServer.LegacyTokenPath, IssueTokenToOldClient).WithOperation(TokensModule.IssueToken).WithExample($"{TokensModule.IssueToken}-old", RequestOfAnyClient)
            .Accepts<TokenRequest>(Json, Form).Produces<TokenAnswer>().Produces<TokenError>(Status400BadRequest).Produces<TokenError>(Status401Unauthorized);
        tokens.Post(TokenServer.IntrospectionPath, IntrospectToken)
            .Accepts<IntrospectionRequest>(Form).Produces<IntrospectionAnswer>().Produces<TokenError>(Status400BadRequest);
        tokens.Get(TokenServer.DiscoveryPath, GetDiscovery).Produces<DiscoveryAnswer>().Produces<TokenError>(Status400BadRequest);
        tokens.Get(TokenServer.KeysPath, GetKeys).Produces<KeysAnswer>().Produces<TokenError>(Status400BadRequest);
        tokens.Get(TokenServer.AuthorizationPath, RefuseToSignIn).ExcludeFromDescription();
        tokens.Post(TokenServer.AuthorizationPath, RefuseToSignIn).ExcludeFromDescription();
    }

    /// <summary>Issues a token to a client, for the header <c>Authorization: Bearer</c> of its calls.</summary>
    internal static Task IssueToken(HttpContext context, TokenServer server) => AnswerFormAsync(context, server);

    /// <summary>Issues a token to a client that asks by JSON, as for the bank's former token server.</summary>
    internal static Task IssueTokenToOldClient(HttpContext context, TokenServer server) => AnswerFormAsync(context, server);

    /// <summary>Returns whether a token is valid, and its scopes.</summary>
    internal static Task IntrospectToken(HttpContext context, TokenServer server) => AnswerFormAsync(context, server);

    /// <summary>Returns the addresses of the token server (OpenID Connect Discovery).</summary>
    internal static Task GetDiscovery(HttpContext context, TokenServer server) => server.AnswerAsync(context);

    /// <summary>Returns the key that verifies tokens (JSON Web Key Set).</summary>
    internal static Task GetKeys(HttpContext context, TokenServer server) => server.AnswerAsync(context);

    /// <summary>Refuses to sign a person in: tokens are for programs, which get them by their own credentials.</summary>
    internal static JsonHttpResult<TokenError> RefuseToSignIn() => TypedResults.Json(
        new TokenError(
            OpenIddictConstants.Errors.UnsupportedResponseType,
            $"No person signs in here; ask for a token by grant_type=client_credentials at {TokenServer.TokenPath}."),
        statusCode: Status400BadRequest);

    private static TokenRequest RequestOfAnyClient(ExampleSetting at) =>
        new("client_credentials", ClientId: "any", ClientSecret: "any", new TokenOptions().Audience, Scope: null);

    private static async Task AnswerFormAsync(HttpContext context, TokenServer server)
    {
        await TokenForm.ReadAsync(context);
        await server.AnswerAsync(context);
    }
}
