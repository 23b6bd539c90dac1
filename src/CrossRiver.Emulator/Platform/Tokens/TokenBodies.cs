using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.Tokens;

// These records are for the reference only, because OpenIddict reads and writes the bodies.

/// <summary>The request for a token.</summary>
/// <param name="GrantType">Always <c>client_credentials</c>.</param>
/// <param name="ClientId">The client. Relaxed, any name will do.</param>
/// <param name="ClientSecret">The client's secret. Both can also be sent by Basic authentication.</param>
/// <param name="Audience">The audience of the token.</param>
/// <param name="Scope">The scopes of the token, separated by spaces. The default is all scopes that the client may have.</param>
internal sealed record TokenRequest(
    [property: JsonPropertyName("grant_type"), Required, AllowedValues("client_credentials"), DefaultValue("client_credentials")] string? GrantType,
    [property: JsonPropertyName("client_id"), DefaultValue("any")] string? ClientId,
    [property: JsonPropertyName("client_secret"), DefaultValue("any")] string? ClientSecret,
    [property: JsonPropertyName("audience"), DefaultValue("https://api.crbcos.com/")] string? Audience,
    [property: JsonPropertyName("scope")] string? Scope);

/// <summary>A token.</summary>
/// <param name="AccessToken">The token: a signed JWT.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">The lifetime in seconds.</param>
/// <param name="Scope">The scopes of the token, if they differ from the request.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token"), Required] string? AccessToken,
    [property: JsonPropertyName("token_type"), Required] string? TokenType,
    [property: JsonPropertyName("expires_in"), Required] long ExpiresIn,
    [property: JsonPropertyName("scope")] string? Scope);

/// <summary>The reason why there is no token (RFC 6749).</summary>
/// <param name="Error"><c>invalid_client</c>, <c>invalid_request</c>, <c>invalid_scope</c> or <c>unsupported_grant_type</c>.</param>
/// <param name="Description">The reason, for people.</param>
internal sealed record TokenError(
    [property: JsonPropertyName("error"), Required] string? Error,
    [property: JsonPropertyName("error_description")] string? Description);

/// <summary>The request to check a token.</summary>
/// <param name="ClientId">The client that sends the request.</param>
internal sealed record IntrospectionRequest(
    [property: JsonPropertyName("token"), Required] string? Token,
    [property: JsonPropertyName("client_id"), DefaultValue("any")] string? ClientId,
    [property: JsonPropertyName("client_secret"), DefaultValue("any")] string? ClientSecret);

/// <summary>The validity and the claims of a token (RFC 7662); other claims follow.</summary>
/// <param name="Active">True if the token is valid. If it is not, there are no other members.</param>
/// <param name="ExpiresAt">The end of the token, in seconds since 1970.</param>
internal sealed record IntrospectionAnswer(
    [property: JsonPropertyName("active"), Required] bool Active,
    [property: JsonPropertyName("client_id")] string? ClientId,
    [property: JsonPropertyName("scope")] string? Scope,
    [property: JsonPropertyName("exp")] long? ExpiresAt);

/// <summary>The addresses and features of the token server (OpenID Connect Discovery); other members follow.</summary>
/// <param name="Issuer">The address of the emulator, without a slash at its end: the <c>iss</c> of its tokens.</param>
/// <param name="AuthorizationEndpoint">Always an address that refuses calls: no person signs in here.</param>
/// <param name="KeysAddress">The address of the keys that verify tokens.</param>
internal sealed record DiscoveryAnswer(
    [property: JsonPropertyName("issuer"), Required] string? Issuer,
    [property: JsonPropertyName("authorization_endpoint"), Required] string? AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint"), Required] string? TokenEndpoint,
    [property: JsonPropertyName("introspection_endpoint"), Required] string? IntrospectionEndpoint,
    [property: JsonPropertyName("jwks_uri"), Required] string? KeysAddress,
    [property: JsonPropertyName("grant_types_supported"), Required] IReadOnlyList<string>? GrantTypes,
    [property: JsonPropertyName("response_types_supported"), Required] IReadOnlyList<string>? ResponseTypes,
    [property: JsonPropertyName("subject_types_supported"), Required] IReadOnlyList<string>? SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported"), Required] IReadOnlyList<string>? SigningAlgorithms,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported"), Required] IReadOnlyList<string>? AuthenticationMethods);

/// <summary>The keys that verify tokens (RFC 7517).</summary>
internal sealed record KeysAnswer([property: JsonPropertyName("keys"), Required] IReadOnlyList<VerificationKey>? Keys);

/// <summary>The public half of a key; the members beside these depend on its type.</summary>
/// <param name="Type">The type of the key, for example <c>EC</c>.</param>
/// <param name="Use">Always <c>sig</c>: the key signs.</param>
/// <param name="Algorithm">The algorithm, for example <c>ES256</c>.</param>
internal sealed record VerificationKey(
    [property: JsonPropertyName("kid"), Required] string? Id,
    [property: JsonPropertyName("kty"), Required] string? Type,
    [property: JsonPropertyName("use"), Required] string? Use,
    [property: JsonPropertyName("alg"), Required] string? Algorithm,
    [property: JsonPropertyName("crv")] string? Curve,
    [property: JsonPropertyName("x")] string? X,
    [property: JsonPropertyName("y")] string? Y);
