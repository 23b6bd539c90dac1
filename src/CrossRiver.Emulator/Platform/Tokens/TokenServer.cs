using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The bank's token server: tokens, introspection, discovery and keys, by OpenIddict.</summary>
/// <remarks>
/// It has services of its own, made when it is first called. So it costs a start nothing, and OpenIddict sees no request
/// but those that are for it.
/// </remarks>
internal sealed class TokenServer : IAsyncDisposable
{
    /// <summary>Where tokens are asked for by a form.</summary>
    public const string TokenPath = "/connect/token";

    /// <summary>Where people would sign in: named by the discovery document, as OpenID Connect requires.</summary>
    public const string AuthorizationPath = "/connect/authorize";

    /// <summary>Where old clients ask for tokens by JSON.</summary>
    public const string LegacyTokenPath = "/oauth/token";

    /// <summary>Where it is asked what a token is good for.</summary>
    public const string IntrospectionPath = "/connect/introspect";

    /// <summary>Where clients find out about all of this.</summary>
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>Where the key is that tokens are verified with.</summary>
    public const string KeysPath = "/.well-known/openid-configuration/jwks";

    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<RequestDelegate> _answer;

    public TokenServer(TokenRules rules, SigningKey key, TimeProvider machine)
    {
        _services = new Lazy<ServiceProvider>(() => Build(rules, key, machine));
        _answer = new Lazy<RequestDelegate>(() => new ApplicationBuilder(_services.Value).UseAuthentication().Build());
    }

    /// <summary>Answers a request of one of the paths.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var services = context.RequestServices;
        await using var scope = _services.Value.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await _answer.Value(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    public ValueTask DisposeAsync() => _services.IsValueCreated ? _services.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static int BeforeItIsWritten<T>()
        where T : BaseRequestContext => OpenIddictServerAspNetCoreHandlers.ProcessJsonResponse<T>.Descriptor.Order - 1;

    private static ServiceProvider Build(TokenRules rules, SigningKey key, TimeProvider machine)
    {
        var services = new ServiceCollection();
        services.AddSingleton(machine);

        // It has no log: at its lower levels OpenIddict writes tokens.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddOpenIddict().AddServer(server => Configure(server, rules, key));

        return services.BuildServiceProvider();
    }

    private static void Configure(OpenIddictServerBuilder server, TokenRules rules, SigningKey key)
    {
        // Nothing is encrypted, but OpenIddict does not begin without a key for it.
        server.SetTokenEndpointUris(TokenPath, LegacyTokenPath)
            .SetIntrospectionEndpointUris(IntrospectionPath)
            .SetConfigurationEndpointUris(DiscoveryPath)
            .SetJsonWebKeySetEndpointUris(KeysPath)
            .AllowClientCredentialsFlow()
            .AddSigningKey(key.Value)
            .AddEncryptionKey(new SymmetricSecurityKey(new byte[32]))
            .DisableAccessTokenEncryption()
            .EnableDegradedMode()
            .DisableScopeValidation()
            .Configure(options =>
            {
                options.ClientAuthenticationMethods.Remove(ClientAuthenticationMethods.PrivateKeyJwt);
                options.Scopes.Clear();
                options.PromptValues.Clear();
            })
            .UseAspNetCore().DisableTransportSecurityRequirement();

        // The bank's clients send an audience, which OpenIddict takes for token exchange only; the clock that counts is the world's; and
        // whoever has a token may ask about it, wherever it was given: hosts have several names.
        server.RemoveEventHandler(Exchange.ValidateAudienceParameter.Descriptor)
            .RemoveEventHandler(Exchange.ValidateAudiences.Descriptor)
            .RemoveEventHandler(Protection.ValidateExpirationDate.Descriptor)
            .RemoveEventHandler(Protection.ValidatePresenters.Descriptor)
            .RemoveEventHandler(Protection.ValidateAudiences.Descriptor)
            .RemoveEventHandler(Introspection.ValidateAuthorizedParty.Descriptor);

        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(rules.Validate))
            .AddEventHandler<ValidateIntrospectionRequestContext>(handler => handler.UseInlineHandler(rules.Validate))
            .AddEventHandler<HandleIntrospectionRequestContext>(handler => handler.UseInlineHandler(TokenRules.Describe))
            .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(rules.Grant))
            .AddEventHandler<ProcessSignInContext>(handler => handler.UseInlineHandler(rules.Date).SetOrder(PrepareAccessTokenPrincipal.Descriptor.Order + 1))
            .AddEventHandler<ValidateTokenContext>(handler => handler.UseInlineHandler(TokenRules.TakeAnyIssuer).SetOrder(Protection.ResolveTokenValidationParameters.Descriptor.Order + 1))
            .AddEventHandler<ValidateTokenContext>(handler => handler.UseInlineHandler(rules.ValidateDate).SetOrder(Protection.ValidateExpirationDate.Descriptor.Order))
            .AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(rules.Finish).SetOrder(BeforeItIsWritten<ApplyTokenResponseContext>()))
            .AddEventHandler<ApplyIntrospectionResponseContext>(handler => handler.UseInlineHandler(TokenRules.Finish).SetOrder(BeforeItIsWritten<ApplyIntrospectionResponseContext>()))
            .AddEventHandler<ApplyConfigurationResponseContext>(handler => handler.UseInlineHandler(TokenRules.Finish).SetOrder(BeforeItIsWritten<ApplyConfigurationResponseContext>()))
            .AddEventHandler<ApplyJsonWebKeySetResponseContext>(handler => handler.UseInlineHandler(TokenRules.Finish).SetOrder(BeforeItIsWritten<ApplyJsonWebKeySetResponseContext>()));
    }
}
