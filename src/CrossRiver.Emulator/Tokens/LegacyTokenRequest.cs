using System.Text.Json;
using CrossRiver.Emulator.Bodies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CrossRiver.Emulator.Tokens;

/// <summary>A request for a token as clients of the bank's former token server make it: with the members of the form in a JSON object.</summary>
/// <remarks>Source: the bank's former page on authentication and a public client (contract: platform 4).</remarks>
internal static class LegacyTokenRequest
{
    /// <summary>Turns the JSON object into the form that today's clients send; anything else becomes an empty one.</summary>
    /// <exception cref="Errors.RefusedException">The body is too large.</exception>
    public static async Task TurnIntoFormAsync(HttpContext context)
    {
        if (context.Request.HasJsonContentType())
        {
            var form = new FormCollection(Read(await BodyBytes.ReadAsync(context)));
            context.Features.Set<IFormFeature>(new FormFeature(form));
            context.Request.ContentType = "application/x-www-form-urlencoded";
        }
    }

    private static Dictionary<string, StringValues> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var body = JsonDocument.Parse(bytes);
            return body.RootElement.ValueKind is not JsonValueKind.Object
                ? []
                : body.RootElement.EnumerateObject()
                    .Where(member => member.Value.ValueKind is JsonValueKind.String)
                    .DistinctBy(member => member.Name, StringComparer.Ordinal)
                    .ToDictionary(member => member.Name, member => new StringValues(member.Value.GetString()), StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
