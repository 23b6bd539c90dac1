using CrossRiver.Emulator.Control.Access;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Provides what callers show: a token at the bank's routes, the key at the emulator's own. Both can be left out where the settings do not ask for them.</summary>
internal static class CredentialSchemes
{
    /// <summary>The name of the way to get a token.</summary>
    public const string OAuth = "oauth2";

    private const string Bearer = "bearer";
    private const string Key = "key";

    /// <summary>Adds the schemes of a document, and returns what its operations take: nothing, or any one of them.</summary>
    public static List<OpenApiSecurityRequirement> AddTo(OpenApiDocument document, ReferenceDocument frame)
    {
        var schemes = frame.TakesToken ? OfBank() : OfEmulator();
        foreach (var (name, scheme) in schemes)
        {
            document.AddComponent(name, scheme);
        }

        return [[], .. schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme.Name, document)] = [] })];
    }

    private static (string Name, OpenApiSecurityScheme Scheme)[] OfBank() =>
    [
        (OAuth, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "As at the bank: credentials for a token that is good for a day. Without `--strict` no token is needed, and any credentials will do.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri("/connect/token", UriKind.Relative),
                    Scopes = new Dictionary<string, string>(StringComparer.Ordinal),
                },
            },
        }),
        (Bearer, BearerOf("A token that you have, however you got it. Without `--strict` any text will do.")),
    ];

    private static (string Name, OpenApiSecurityScheme Scheme)[] OfEmulator() =>
    [
        (Key, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = Protection.KeyHeader,
            Description = "The key in `Emulator:Control:Key`. Without that setting no key is needed.",
        }),
        (Bearer, BearerOf("The same key as a bearer token.")),
    ];

    private static OpenApiSecurityScheme BearerOf(string text) => new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = text };
}
