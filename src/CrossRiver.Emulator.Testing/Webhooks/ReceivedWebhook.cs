using System.Text.Json;

namespace CrossRiver.Emulator.Testing;

/// <summary>One call that an inbox got.</summary>
public sealed class ReceivedWebhook
{
    internal ReceivedWebhook(string method, string path, IReadOnlyDictionary<string, string> headers, string body, SignatureCheck signature, JsonElement json)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        Signature = signature;
        Json = json;
    }

    /// <summary>Its place among all that came, from 1.</summary>
    public long Number { get; internal set; }

    /// <summary>Its method.</summary>
    public string Method { get; }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Its headers, by their names in any casing.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Its body as it came.</summary>
    public string Body { get; }

    /// <summary>Whether its signature is right.</summary>
    public SignatureCheck Signature { get; }

    /// <summary>The body, or an empty object when it is no JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>The event's identifier, the same each time it is sent, or <see langword="null"/> when the body has none.</summary>
    public Guid? EventId => Member("id") is { } id && id.TryGetGuid(out var found) ? found : null;

    /// <summary>The event's name, or an empty text when the body has none.</summary>
    public string EventName => Member("eventName")?.GetString() ?? "";

    /// <summary>The partner it is for, or <see langword="null"/> when the body has none.</summary>
    public Guid? PartnerId => Member("partnerId") is { } id && id.TryGetGuid(out var found) ? found : null;

    /// <summary>The paths of what it is about.</summary>
    public IReadOnlyList<string> Resources => Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty("resources", out var resources) && resources.ValueKind is JsonValueKind.Array
        ? [.. resources.EnumerateArray().Select(resource => resource.GetString() ?? "")]
        : [];

    /// <summary>The customer it is about, or the first of several; <see langword="null"/> when it is about none.</summary>
    public Guid? CustomerId => Resources is [var first, ..] && first.Split('/') is [_, _, "cm", "customers", var id, ..] && Guid.TryParse(id, out var found) ? found : null;

    /// <summary>The call in a line.</summary>
    public override string ToString() => $"{(EventName is "" ? $"{Method} {Path}" : EventName)}{(CustomerId is { } id ? $" of customer {id}" : "")}{(Signature is SignatureCheck.Valid or SignatureCheck.Unknown ? "" : $", signature {Signature}")}";

    private JsonElement? Member(string name) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member : null;
}
