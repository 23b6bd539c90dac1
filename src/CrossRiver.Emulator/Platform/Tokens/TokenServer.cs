using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>The bank's token server: tokens, introspection, discovery and keys, by OpenIddict.</summary>
/// <remarks>Its services are separate and created on first use, so that it costs no start time and OpenIddict gets no other requests.</remarks>
internal sealed class TokenServer : IAsyncDisposable
{
    /// <summary>The path at which clients ask for tokens by a form.</summary>
    public const string TokenPath = "/connect/token";

    /// <summary>The path at which people would sign in. OpenID Connect requires it in the discovery document.</summary>
    public const string AuthorizationPath = "/connect/authorize";

    /// <summary>The path at which old clients ask for tokens by JSON.</summary>
    public const string LegacyTokenPath = "/oauth/token";

    public const string IntrospectionPath = "/connect/introspect";

    public const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>The path of the key that verifies tokens.</summary>
    public const string KeysPath = "/.well-known/openid-configuration/jwks";

    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<RequestDelegate> _answer;

    public TokenServer(TokenRules rules, SigningKey key, TimeProvider machine)
    {
        _services = new Lazy<ServiceProvider>(() => Build(rules, key, machine));
        _answer = new Lazy<RequestDelegate>(() => new ApplicationBuilder(_services.Value).UseAuthentication().Build());
    }

    /// <summary>Answers a request for one of the paths.</summary>
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

    private static ServiceProvider Build(TokenRules rules, SigningKey key, TimeProvider machine)
    {
        var services = new ServiceCollection();
        services.AddSingleton(machine);

        // Without a log, because OpenIddict writes tokens to it at the lower levels.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddOpenIddict().AddServer(server => Configure(server, rules, key));

        return services.BuildServiceProvider();
    }

    private static void Configure(OpenIddictServerBuilder server, TokenRules rules, SigningKey key)
    {
        // Nothing is encrypted, but OpenIddict does not start without a key for encryption.
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

        // The bank's clients send an audience, which OpenIddict takes for token exchange only. The clock that counts is the world's. And every holder of a
        // token may check it, whatever its address, because hosts have several names.
        server.RemoveEventHandler(Exchange.ValidateAudienceParameter.Descriptor)
            .RemoveEventHandler(Exchange.ValidateAudiences.Descriptor)
            .RemoveEventHandler(Protection.ValidateExpirationDate.Descriptor)
            .RemoveEventHandler(Protection.ValidatePresenters.Descriptor)
            .RemoveEventHandler(Protection.ValidateAudiences.Descriptor)
            .RemoveEventHandler(Introspection.ValidateAuthorizedParty.Descriptor);

        On<ValidateTokenRequestContext>(server, rules.Validate);
        On<ValidateIntrospectionRequestContext>(server, rules.Validate);
        On<HandleIntrospectionRequestContext>(server, TokenRules.Describe);
        On<HandleTokenRequestContext>(server, rules.Grant);
        On<ProcessSignInContext>(server, rules.Complete, PrepareAccessTokenPrincipal.Descriptor.Order + 1);
        On<ValidateTokenContext>(server, TokenRules.TakeAnyIssuer, Protection.ResolveTokenValidationParameters.Descriptor.Order + 1);
        On<ValidateTokenContext>(server, rules.ValidateDate, Protection.ValidateExpirationDate.Descriptor.Order);
        BeforeItIsWritten<ApplyTokenResponseContext>(server, rules.Finish);
        BeforeItIsWritten<ApplyIntrospectionResponseContext>(server, TokenRules.Finish);
        BeforeItIsWritten<ApplyConfigurationResponseContext>(server, TokenRules.Finish);
        BeforeItIsWritten<ApplyJsonWebKeySetResponseContext>(server, TokenRules.Finish);
    }

    private static void BeforeItIsWritten<T>(OpenIddictServerBuilder server, Action<T> rule)
        where T : BaseRequestContext => On(server, rule, OpenIddictServerAspNetCoreHandlers.ProcessJsonResponse<T>.Descriptor.Order - 1);

    private static void On<T>(OpenIddictServerBuilder server, Action<T> rule, int order = 0)
        where T : BaseContext => server.AddEventHandler<T>(handler => handler.SetOrder(order).UseInlineHandler(context =>
        {
            rule(context);
            return ValueTask.CompletedTask;
        }));
}
