namespace CrossRiver.Emulator.Cli.Comparing.Reading;

/// <summary>Reads the calls of a run of a Postman collection, from the JSON report of newman.</summary>
internal static class NewmanReader
{
    /// <summary>Returns the executions of a report, or null if the file is none.</summary>
    public static JsonElement? FindExecutions(JsonElement root) =>
        root.FindMember("run")?.FindMember("executions") is { ValueKind: JsonValueKind.Array } executions ? executions : null;

    /// <exception cref="RecordingException">An execution has no request.</exception>
    public static IReadOnlyList<RecordedCall> Read(JsonElement root) =>
        [.. RecordedParts.ItemsOf(FindExecutions(root)).Select((execution, index) => Read(execution, index + 1))];

    // A report has no moment for each call, but the answer has one, to the second.
    private static RecordedCall Read(JsonElement execution, int number)
    {
        var place = $"execution {number} of run.executions";
        var request = execution.FindMember("request") ?? throw new RecordingException($"{place} has no request");
        var answer = execution.FindMember("response") is { } response ? AnswerOf(response) : null;
        return new RecordedCall
        {
            Number = number,
            StartedAt = RecordedParts.MomentOf(answer?.HeaderNamed("Date")),
            Method = RecordedParts.MethodOf(request, place),
            Url = RecordedParts.UrlOf(UrlOf(request.FindMember("url")), place),
            Headers = RecordedParts.HeadersOf(request.FindMember("header"), "key"),
            Body = request.FindMember("body")?.FindMember("raw")?.TextOrNull(),
            Answer = answer,
        };
    }

    private static Answer? AnswerOf(JsonElement response) => RecordedParts.StatusOf(response.FindMember("code")) is > 0 and var status
        ? new Answer(status, RecordedParts.HeadersOf(response.FindMember("header"), "key"), BodyOf(response))
        : null;

    private static string? BodyOf(JsonElement response) => response.FindMember("stream")?.FindMember("data") is { ValueKind: JsonValueKind.Array } bytes
        ? Encoding.UTF8.GetString([.. bytes.EnumerateArray().Select(ByteOf)])
        : response.FindMember("body")?.TextOrNull();

    private static byte ByteOf(JsonElement value) => value.ValueKind is JsonValueKind.Number && value.TryGetByte(out var read) ? read : (byte)'?';

    // A URL is a text, or its parts.
    private static string? UrlOf(JsonElement? url)
    {
        if (url is not { ValueKind: JsonValueKind.Object } parts)
        {
            return url?.TextOrNull();
        }

        var host = string.Join('.', TextsOf(parts.FindMember("host")));
        var port = parts.FindMember("port")?.TextOrNull() is { Length: > 0 } given ? $":{given}" : "";
        var query = string.Join('&', RecordedParts.HeadersOf(parts.FindMember("query"), "key").Select(member => $"{member.Name}={member.Value}"));
        var path = string.Join('/', TextsOf(parts.FindMember("path")));
        return $"{parts.FindMember("protocol")?.TextOrNull()}://{host}{port}/{path}{(query is "" ? "" : $"?{query}")}";
    }

    private static IEnumerable<string> TextsOf(JsonElement? list) => RecordedParts.ItemsOf(list).Select(part => part.TextOrNull()).OfType<string>();
}
