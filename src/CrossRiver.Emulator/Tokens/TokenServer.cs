using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace CrossRiver.Emulator.Tokens;

/// <summary>The bank's token server: tokens, introspection, discovery and keys, by OpenIddict.</summary>
/// <remarks>
/// It has services of its own, made when it is first called. So it costs a start nothing, and OpenIddict sees no request
/// but those that are for it.
/// </remarks>
internal sealed class TokenServer : IAsyncDisposable
{
    /// <summary>Where tokens are asked for by a form.</summary>
    public const string TokenPath = "/connect/token";

    /// <summary>Where old clients ask for tokens by JSON.</summary>
    public const string LegacyTokenPath = "/oauth/token";

    /// <summary>Where it is asked what a token is good for.</summary>
    public const string IntrospectionPath = "/connect/introspect";

    /// <summary>Where clients find out about all of this.</summary>
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>Where the key is that tokens are verified with.</summary>
    public const string KeysPath = "/.well-known/openid-configuration/jwks";

    private static readonly int BeforeItIsWritten =
        OpenIddictServerAspNetCoreHandlers.ProcessJsonResponse<ApplyTokenResponseContext>.Descriptor.Order - 1;

    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<RequestDelegate> _answer;

    public TokenServer(TokenRules rules, SigningKey key, TimeProvider machine, ILoggerFactory loggers)
    {
        _services = new Lazy<ServiceProvider>(() => Build(rules, key, machine, loggers));
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

    private static ServiceProvider Build(TokenRules rules, SigningKey key, TimeProvider machine, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(machine);
        services.AddSingleton(loggers);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
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
            .Configure(options => options.ClientAuthenticationMethods.Remove(ClientAuthenticationMethods.PrivateKeyJwt))
            .UseAspNetCore().DisableTransportSecurityRequirement();

        // The bank's clients send an audience, which OpenIddict takes for token exchange only; and the clock that counts is the world's.
        server.RemoveEventHandler(Exchange.ValidateAudienceParameter.Descriptor)
            .RemoveEventHandler(Exchange.ValidateAudiences.Descriptor)
            .RemoveEventHandler(Protection.ValidateExpirationDate.Descriptor);

        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(rules.Validate))
            .AddEventHandler<ValidateIntrospectionRequestContext>(handler => handler.UseInlineHandler(rules.Validate))
            .AddEventHandler<HandleIntrospectionRequestContext>(handler => handler.UseInlineHandler(TokenRules.Describe))
            .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(rules.Grant))
            .AddEventHandler<ProcessSignInContext>(handler => handler.UseInlineHandler(rules.Date).SetOrder(PrepareAccessTokenPrincipal.Descriptor.Order + 1))
            .AddEventHandler<ValidateTokenContext>(handler => handler.UseInlineHandler(rules.ValidateDate).SetOrder(Protection.ValidateExpirationDate.Descriptor.Order))
            .AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(rules.Finish).SetOrder(BeforeItIsWritten));
    }
}
