using System.Buffers.Text;
using System.Text.Json;

namespace Gateway;

/// <summary>The partner that a call names besides its path and its body.</summary>
internal static class NamedPartner
{
    public const string Member = "partnerId";

    private const string Scheme = "Bearer ";

    /// <summary>Returns the partner in the query, or null. The emulator's page has a shorter name for it.</summary>
    public static Guid? InQuery(HttpRequest request) => Parse(request.Query[Member]) ?? Parse(request.Query["partner"]);

    /// <summary>Returns the partner to whose data a token of the emulator is bound, or null.</summary>
    /// <remarks>The signature is not checked: the instance does, and a forged claim only leads to another instance.</remarks>
    public static Guid? InToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header[Scheme.Length..].Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(Member, out var claim) ? Parse($"{claim}") : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public static Guid? Parse(string? text) => Guid.TryParse(text, out var partnerId) ? partnerId : null;
}
