using CrossRiver.Emulator.Control.Access;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Provides the credentials of callers: a token for the bank's routes, the key for the emulator's own. The settings can require them.</summary>
internal static class CredentialSchemes
{
    /// <summary>The name of the scheme with which the page gets a token.</summary>
    public const string OAuth = "oauth2";

    private const string Bearer = "bearer";
    private const string Key = "key";

    /// <summary>Adds the schemes of a document, and returns the alternatives for its operations: no credentials, or one of the schemes.</summary>
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
            Flows = new()
            {
                ClientCredentials =
                    new() { TokenUrl = new("/connect/token", UriKind.Relative), Scopes = new Dictionary<string, string>(StringComparer.Ordinal) },
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
