using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Control.Inbox;

/// <summary>Reads calls of inboxes as a partner should: it verifies the signature against the exact bytes.</summary>
internal static class InboxReading
{
    private static readonly HashSet<string> Secret =
        new(["Authorization", "Proxy-Authorization", "Cookie", "X-Emulator-Key"], StringComparer.OrdinalIgnoreCase);

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = WireJson.DeepestShown };

    public static async Task<InboxMessage> ReadAsync(HttpContext context, WorldDirectory worlds)
    {
        var headers = context.Request.Headers;
        var content = (await BodyBytes.ReadAsync(context)).ToArray();
        var partnerId = PartnerOf(ToJson(content));

        return new InboxMessage
        {
            ReceivedAt = worlds.Clock.Now,
            Method = context.Request.Method,
            Headers = headers.Where(header => !Secret.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            HasBasicCredentials = headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase),
            Signature = VerdictOn(headers[SigningSecret.Header].ToString(), content, partnerId is { } id ? worlds.Find(id) : null),
            PartnerId = partnerId,
            Content = content,
        };
    }

    /// <summary>Returns bytes as JSON if an answer can show it, or else as a text.</summary>
    public static JsonElement ToJson(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8Text.WithoutMark(content), Limits);
            return JsonSerializer.SerializeToElement(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // JSON can contain halves of characters, which no answer can.
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(content));
        }
    }

    private static Guid? PartnerOf(JsonElement body) => body.ValueKind is JsonValueKind.Object ? GuidText.Parse(body.FindMember("partnerId")?.TextOrNull()) : null;

    private static SignatureVerdict VerdictOn(string signature, byte[] content, World? world) => (signature, world) switch
    {
        ("", _) => SignatureVerdict.None,
        (_, null) => SignatureVerdict.Unchecked,
        _ => world.Deliveries.Attempts.Secret.Verifies(content, signature) ? SignatureVerdict.Valid : SignatureVerdict.Invalid,
    };
}
