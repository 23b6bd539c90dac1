using System.Net.Mime;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>The body of an event after a fault has changed it.</summary>
internal sealed record BrokenBody(byte[] Bytes, string ContentType = MediaTypeNames.Application.Json)
{
    private const int Huge = 5 * 1024 * 1024;
    private const string ErrorPage = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

    /// <summary>Returns a body after a fault, or null for no fault, has changed it.</summary>
    public static BrokenBody Of(byte[] body, BodyFault? fault) => fault switch
    {
        BodyFault.Truncated => new BrokenBody(body[..(body.Length / 2)]),
        BodyFault.NotJson => new BrokenBody(Encoding.UTF8.GetBytes(ErrorPage)),
        BodyFault.Empty => new BrokenBody([]),
        BodyFault.WrongContentType => new BrokenBody(body, MediaTypeNames.Text.Plain),
        BodyFault.ExtraFields => new BrokenBody(
            With(body, ("schemaVersion", "2.0"), ("correlation", new JsonObject { ["source"] = "core", ["retries"] = 0 }), ("reserved", null))),
        BodyFault.Huge => new BrokenBody(With(body, ("padding", new string('x', Huge)))),
        _ => new BrokenBody(body),
    };

    private static byte[] With(byte[] body, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        // A tester may have edited the body.
        if (Parse(body) is not { } json)
        {
            return body;
        }

        foreach (var (name, value) in members)
        {
            json[name] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(json, WireJson.Options);
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
