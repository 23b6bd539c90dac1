namespace CrossRiver.Emulator.Cli.Comparing.Reading;

/// <summary>Reads the parts that all kinds of recordings have.</summary>
internal static class RecordedParts
{
    /// <exception cref="RecordingException">The method is missing, or is no method.</exception>
    public static HttpMethod MethodOf(JsonElement request, string place) =>
        request.FindMember("method")?.TextOrNull() is { Length: > 0 and < 20 } method && method.All(char.IsAsciiLetter)
            ? HttpMethod.Parse(method)
            : throw new RecordingException($"{place} has no method; write request.method, such as GET");

    /// <exception cref="RecordingException">The text is no URL.</exception>
    public static Uri UrlOf(string? text, string place) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new RecordingException($"{place} has no URL; write request.url, such as https://sandbox.crbcos.com/core/v1/cm/customers");

    /// <summary>Returns the headers of a list of names and values.</summary>
    /// <param name="nameMember">The member of an item that is the name.</param>
    public static IReadOnlyList<Header> HeadersOf(JsonElement? list, string nameMember) =>
    [
        .. ItemsOf(list)
            .Select(header => (Name: header.FindMember(nameMember)?.TextOrNull(), Value: header.FindMember("value")?.TextOrNull()))
            .Where(header => header is { Name.Length: > 0, Value: not null })
            .Select(header => new Header(header.Name!, header.Value!)),
    ];

    public static IEnumerable<JsonElement> ItemsOf(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Returns a status, or 0 for an absent or impossible one.</summary>
    public static int StatusOf(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var status) && status is >= 100 and <= 599 ? status : 0;

    public static DateTimeOffset? MomentOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && ClockSetting.Has(moment) ? moment : null;
}
