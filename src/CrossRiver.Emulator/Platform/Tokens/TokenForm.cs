using CrossRiver.Emulator.Platform.Bodies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Reads a request to the token server: a form, or the JSON object that clients of the bank's former server send.</summary>
/// <remarks>
/// The first character decides which of the two it is, because the bank's own sample calls a form JSON. Source: the bank's former page on
/// authentication and a public client.
/// </remarks>
internal static class TokenForm
{
    private const string ContentType = "application/x-www-form-urlencoded";

    /// <summary>Makes the members of a request its form. A body that is neither form nor JSON has no members.</summary>
    /// <exception cref="Errors.ApiException">The body is too large, or does not end.</exception>
    public static async Task ReadAsync(HttpContext context)
    {
        var members = Read(await TextBody.ReadUncheckedAsync(context));
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(members)));
        context.Request.ContentType = ContentType;
    }

    /// <summary>Returns the client that a request names, in its body or by basic authentication, or null.</summary>
    public static string? ClientOf(ReadOnlyMemory<byte> bytes, string? authorization)
    {
        if (Read(bytes).GetValueOrDefault("client_id") is [{ } named, ..])
        {
            return named;
        }

        const string scheme = "Basic ";
        var buffer = new byte[authorization?.Length ?? 0];
        return authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) is true && Convert.TryFromBase64String(authorization[scheme.Length..].Trim(), buffer, out var length)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(buffer, 0, length).Split(':')[0])
            : null;
    }

    private static Dictionary<string, StringValues> Read(ReadOnlyMemory<byte> bytes)
    {
        var body = Encoding.UTF8.GetString(bytes.Span).Trim();
        return body.StartsWith('{') ? ReadJson(body) : ReadForm(body);
    }

    private static Dictionary<string, StringValues> ReadForm(string body)
    {
        try
        {
            using var reader = new FormReader(body);
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static Dictionary<string, StringValues> ReadJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.EnumerateObject()
                .Where(member => member.Value.TextOrNull() is not null)
                .DistinctBy(JsonMembers.SafeName, StringComparer.Ordinal)
                .ToDictionary(JsonMembers.SafeName, member => new StringValues(member.Value.GetString()), StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
