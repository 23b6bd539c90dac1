using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.Tokens;

// What the token server takes and answers, for the reference only: OpenIddict reads and writes it.

/// <summary>What a token is asked for with.</summary>
internal sealed record TokenRequest
{
    /// <summary>Always <c>client_credentials</c>.</summary>
    [JsonPropertyName("grant_type"), Required, AllowedValues("client_credentials"), DefaultValue("client_credentials")]
    public string? GrantType { get; init; }

    /// <summary>The client. Relaxed, any name will do.</summary>
    [JsonPropertyName("client_id"), DefaultValue("any")]
    public string? ClientId { get; init; }

    /// <summary>The client's secret. Both can also be sent by Basic authentication.</summary>
    [JsonPropertyName("client_secret"), DefaultValue("any")]
    public string? ClientSecret { get; init; }

    /// <summary>What the token is for.</summary>
    [JsonPropertyName("audience"), DefaultValue("https://api.crbcos.com/")]
    public string? Audience { get; init; }

    /// <summary>What the token is to be good for, separated by spaces; everything that the client may do when it is absent.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }
}

/// <summary>A token.</summary>
internal sealed record TokenAnswer
{
    /// <summary>The token: a signed JWT.</summary>
    [JsonPropertyName("access_token"), Required]
    public string? AccessToken { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    [JsonPropertyName("token_type"), Required]
    public string? TokenType { get; init; }

    /// <summary>For how many seconds it is good.</summary>
    [JsonPropertyName("expires_in"), Required]
    public long ExpiresIn { get; init; }

    /// <summary>What it is good for, if that is not what was asked for.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }
}

/// <summary>Why there is no token (RFC 6749).</summary>
internal sealed record TokenError
{
    /// <summary><c>invalid_client</c>, <c>invalid_request</c>, <c>invalid_scope</c> or <c>unsupported_grant_type</c>.</summary>
    [JsonPropertyName("error"), Required]
    public string? Error { get; init; }

    /// <summary>For people.</summary>
    [JsonPropertyName("error_description")]
    public string? Description { get; init; }
}

/// <summary>A token that something is to be found out about.</summary>
internal sealed record IntrospectionRequest
{
    [JsonPropertyName("token"), Required]
    public string? Token { get; init; }

    /// <summary>Who asks.</summary>
    [JsonPropertyName("client_id"), DefaultValue("any")]
    public string? ClientId { get; init; }

    [JsonPropertyName("client_secret"), DefaultValue("any")]
    public string? ClientSecret { get; init; }
}

/// <summary>What a token is good for (RFC 7662); other claims follow.</summary>
internal sealed record IntrospectionAnswer
{
    /// <summary>Whether it is good at all. If not, nothing else is told.</summary>
    [JsonPropertyName("active"), Required]
    public bool Active { get; init; }

    [JsonPropertyName("client_id")]
    public string? ClientId { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>When it ends, in seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public long? ExpiresAt { get; init; }
}

/// <summary>The addresses and abilities of the token server (OpenID Connect Discovery); other members follow.</summary>
internal sealed record DiscoveryAnswer
{
    /// <summary>The address of the emulator, without a slash at its end: the <c>iss</c> of its tokens.</summary>
    [JsonPropertyName("issuer"), Required]
    public string? Issuer { get; init; }

    /// <summary>Always an address that refuses calls: no person signs in here.</summary>
    [JsonPropertyName("authorization_endpoint"), Required]
    public string? AuthorizationEndpoint { get; init; }

    [JsonPropertyName("token_endpoint"), Required]
    public string? TokenEndpoint { get; init; }

    [JsonPropertyName("introspection_endpoint"), Required]
    public string? IntrospectionEndpoint { get; init; }

    /// <summary>The address of the keys that tokens are verified with.</summary>
    [JsonPropertyName("jwks_uri"), Required]
    public string? KeysAddress { get; init; }

    [JsonPropertyName("grant_types_supported"), Required]
    public IReadOnlyList<string>? GrantTypes { get; init; }

    [JsonPropertyName("response_types_supported"), Required]
    public IReadOnlyList<string>? ResponseTypes { get; init; }

    [JsonPropertyName("subject_types_supported"), Required]
    public IReadOnlyList<string>? SubjectTypes { get; init; }

    [JsonPropertyName("id_token_signing_alg_values_supported"), Required]
    public IReadOnlyList<string>? SigningAlgorithms { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported"), Required]
    public IReadOnlyList<string>? AuthenticationMethods { get; init; }
}

/// <summary>The keys that tokens are verified with (RFC 7517).</summary>
internal sealed record KeysAnswer
{
    [JsonPropertyName("keys"), Required]
    public IReadOnlyList<VerificationKey>? Keys { get; init; }
}

/// <summary>The public half of a key; the members beside these depend on its type.</summary>
internal sealed record VerificationKey
{
    [JsonPropertyName("kid"), Required]
    public string? Id { get; init; }

    /// <summary>The type of the key, for example <c>EC</c>.</summary>
    [JsonPropertyName("kty"), Required]
    public string? Type { get; init; }

    /// <summary>Always <c>sig</c>: the key signs.</summary>
    [JsonPropertyName("use"), Required]
    public string? Use { get; init; }

    /// <summary>The algorithm, for example <c>ES256</c>.</summary>
    [JsonPropertyName("alg"), Required]
    public string? Algorithm { get; init; }

    [JsonPropertyName("crv")]
    public string? Curve { get; init; }

    [JsonPropertyName("x")]
    public string? X { get; init; }

    [JsonPropertyName("y")]
    public string? Y { get; init; }
}
