using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace CrossRiver.Emulator.Tokens;

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
