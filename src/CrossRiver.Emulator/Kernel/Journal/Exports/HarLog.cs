using System.Net.Mime;

namespace CrossRiver.Emulator.Kernel.Journal.Exports;

/// <summary>Converts the HTTP calls of a journal, in both directions, to an HTTP archive of version 1.2, which the tools of browsers open.</summary>
/// <remarks>Headers and answers are not kept, so the archive has none.</remarks>
internal static class HarLog
{
    private const string HttpVersion = "HTTP/1.1";
    private const int Unknown = -1;

    /// <param name="entries">The entries of the journal; entries without a call are left out.</param>
    /// <param name="origin">The emulator's address: <c>http://localhost:5080</c>.</param>
    public static object Of(IEnumerable<JournalEntry> entries, string origin, string version) => new
    {
        Log = new
        {
            Version = "1.2",
            Creator = new { Name = "CrossRiver.Emulator", Version = version },
            Entries = entries.Select(entry => Of(entry, origin)).OfType<object>().ToList(),
        },
    };

    private static object? Of(JournalEntry entry, string origin) => entry switch
    {
        CallEntry call => Exchange(
            call.At,
            call.DurationMilliseconds ?? 0,
            Request(call.Method, $"{origin}{call.Path}{(call.Query is { } query ? $"?{query}" : "")}", call.Query, call.BodyBytes ?? 0, PostOf(call.Body)),
            Response(call.StatusCode),
            $"{call.Operation ?? "a call"}, request-id {call.RequestId}{(call.Errors is { } errors ? $": {string.Join("; ", errors)}" : "")}",
            call.CustomerId),
        AttemptEntry attempt => Exchange(
            ClockSetting.Later(attempt.At, -TimeSpan.FromMilliseconds(attempt.DurationMilliseconds)),
            attempt.DurationMilliseconds,
            Request("POST", attempt.CallbackUrl, new Uri(attempt.CallbackUrl).Query.TrimStart('?'), Unknown, post: null),
            Response(attempt.StatusCode),
            $"{attempt.EventName} {attempt.EventId}, attempt {attempt.Attempt}{(attempt.Failure is { } failure ? $": {failure}" : "")}"),
        _ => null,
    };

    private static object Exchange(DateTimeOffset startedAt, double milliseconds, object request, object response, string comment, Guid? customer = null) => new
    {
        StartedDateTime = startedAt.ToString("o", CultureInfo.InvariantCulture),
        Time = milliseconds,
        Request = request,
        Response = response,
        Cache = new { },
        Timings = new { Send = 0, Wait = milliseconds, Receive = 0 },
        Comment = comment,

        // The names of members that the format does not have begin with an underscore.
        _customerId = customer,
    };

    private static object Request(string method, string url, string? query, int bodySize, object? post) => new
    {
        Method = method,
        Url = url,
        HttpVersion,
        Cookies = Array.Empty<object>(),
        Headers = Array.Empty<object>(),
        QueryString = MembersOf(query),
        PostData = post,
        HeadersSize = Unknown,
        BodySize = bodySize,
    };

    // Browsers write the status 0 for a call without an answer.
    private static object Response(int? status) => new
    {
        Status = status ?? 0,
        StatusText = "",
        HttpVersion,
        Cookies = Array.Empty<object>(),
        Headers = Array.Empty<object>(),
        Content = new { Size = 0, MimeType = MediaTypeNames.Application.Json },
        RedirectURL = "",
        HeadersSize = Unknown,
        BodySize = Unknown,
    };

    private static object? PostOf(JsonElement? body) => body is { } sent ? new { MimeType = MediaTypeNames.Application.Json, Text = sent.GetRawText() } : null;

    private static IReadOnlyList<object> MembersOf(string? query) =>
    [
        .. (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(member => member.Split('=', 2))
            .Select(member => new { Name = Uri.UnescapeDataString(member[0]), Value = Uri.UnescapeDataString(member.ElementAtOrDefault(1) ?? "") }),
    ];
}
