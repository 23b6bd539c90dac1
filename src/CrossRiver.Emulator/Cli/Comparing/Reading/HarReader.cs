namespace CrossRiver.Emulator.Cli.Comparing.Reading;

/// <summary>Reads the calls of an HTTP archive of version 1.2.</summary>
internal static class HarReader
{
    private const string Base64 = "base64";

    /// <summary>Returns the entries of an archive, or null if the file is none.</summary>
    public static JsonElement? FindEntries(JsonElement root) =>
        root.FindMember("log")?.FindMember("entries") is { ValueKind: JsonValueKind.Array } entries ? entries : null;

    /// <exception cref="RecordingException">An entry has no request.</exception>
    public static IReadOnlyList<RecordedCall> Read(JsonElement entries) => [.. entries.EnumerateArray().Select((entry, index) => Read(entry, index + 1))];

    private static RecordedCall Read(JsonElement entry, int number)
    {
        var place = $"entry {number} of log.entries";
        var request = entry.FindMember("request") ?? throw new RecordingException($"{place} has no request");
        return new RecordedCall
        {
            Number = number,
            StartedAt = RecordedParts.MomentOf(entry.FindMember("startedDateTime")?.TextOrNull()),
            Method = RecordedParts.MethodOf(request, place),
            Url = RecordedParts.UrlOf(request.FindMember("url")?.TextOrNull(), place),
            Headers = RecordedParts.HeadersOf(request.FindMember("headers"), "name"),
            Body = request.FindMember("postData")?.FindMember("text")?.TextOrNull(),
            CustomerId = entry.FindMember("_customerId")?.TextOrNull(),
            Answer = entry.FindMember("response") is { } response ? AnswerOf(response) : null,
        };
    }

    // Browsers write the status 0 for a call without an answer.
    private static Answer? AnswerOf(JsonElement response)
    {
        var headers = RecordedParts.HeadersOf(response.FindMember("headers"), "name");
        var content = response.FindMember("content");
        return RecordedParts.StatusOf(response.FindMember("status")) is > 0 and var status
            ? new Answer(status, headers, TextOf(content) ?? (IsEmpty(content) && headers is not [] ? "" : null))
            : null;
    }

    private static string? TextOf(JsonElement? content)
    {
        var text = content?.FindMember("text")?.TextOrNull();
        if (text is null || content?.FindMember("encoding")?.TextOrNull() is not Base64)
        {
            return text;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : null;
    }

    // A recorder may leave out the text of an answer; it writes the size then.
    private static bool IsEmpty(JsonElement? content) =>
        content?.FindMember("size") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var bytes) && bytes is 0;
}
