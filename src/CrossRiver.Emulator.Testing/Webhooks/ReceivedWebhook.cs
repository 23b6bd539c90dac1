using System.Text.Json;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents one call that an inbox received.</summary>
public sealed class ReceivedWebhook
{
    internal ReceivedWebhook(string method, string path, IReadOnlyDictionary<string, string> headers, string body, JsonElement json)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        Json = json;
    }

    /// <summary>Gets the number of the call in its inbox, from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path of the URL.</summary>
    public string Path { get; }

    /// <summary>Gets the headers. Their names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text.</summary>
    public string Body { get; }

    /// <summary>Gets the result of the signature check.</summary>
    public SignatureCheck Signature { get; internal set; }

    /// <summary>Gets the body as JSON, or an empty object if the body is not JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Gets the event's identifier, which is the same for each attempt, or null if the body has none.</summary>
    public Guid? EventId => Identifier("id");

    /// <summary>Gets the event's name, or an empty string if the body has none.</summary>
    public string EventName => Member("eventName")?.GetString() ?? "";

    /// <summary>Gets the partner's identifier, or null if the body has none.</summary>
    public Guid? PartnerId => Identifier("partnerId");

    /// <summary>Gets the paths of the event's resources, or an empty list if the body has none.</summary>
    public IReadOnlyList<string> Resources =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("resources", out var resources) && resources.ValueKind is JsonValueKind.Array
            ? [.. resources.EnumerateArray().Select(resource => resource.GetString() ?? "")]
            : [];

    /// <summary>Gets the event's first customer, or null if the event concerns no customer.</summary>
    public Guid? CustomerId =>
        Resources is [var first, ..] && first.Split('/') is [_, _, "cm", "customers", var id, ..] && Guid.TryParse(id, out var found) ? found : null;

    /// <summary>Returns the call in one line.</summary>
    public override string ToString()
    {
        var customer = CustomerId is { } id ? $" of customer {id}" : "";
        var signature = Signature is SignatureCheck.Valid or SignatureCheck.Unknown ? "" : $", signature {Signature}";
        return $"{(EventName is "" ? $"{Method} {Path}" : EventName)}{customer}{signature}";
    }

    private Guid? Identifier(string name) => Member(name) is { } id && id.TryGetGuid(out var found) ? found : null;

    private JsonElement? Member(string name) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member : null;
}
