using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Formats the evidence of a failure in lines.</summary>
internal static class EvidenceText
{
    // More lines do not help the reader of a test's output.
    private const int MostLines = 20;

    /// <summary>Formats the members that any refusal may have: pending work, found entries, nearest misses.</summary>
    public static IEnumerable<string> Of(JsonElement answer) =>
    [
        .. Section(answer, "pending", "Still pending:", Pending),
        .. Section(answer, "left", "Unfinished:", Pending),
        .. Section(answer, "entries", "Found so far:", entry => JournalEntry.Of(entry).ToString()),
        .. Section(answer, "nearestMisses", "Nearest misses:", Miss),
    ];

    /// <summary>Formats entries under a heading.</summary>
    public static IEnumerable<string> Of(string heading, IReadOnlyList<JournalEntry> entries) =>
        entries is [] ? [] : [heading, .. Cut([.. entries.Select(entry => entry.ToString())])];

    /// <summary>Formats a moment of a world's clock.</summary>
    public static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Section(JsonElement answer, string member, string heading, Func<JsonElement, string> line) =>
        answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty(member, out var list)
        && list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0
            ? [heading, .. Cut([.. list.EnumerateArray().Select(line)])]
            : [];

    private static IEnumerable<string> Cut(IReadOnlyList<string> lines) => lines.Count > MostLines
        ? [.. lines.Take(MostLines).Select(line => $"  {line}"), $"  … and {lines.Count - MostLines} more"]
        : lines.Select(line => $"  {line}");

    private static string Pending(JsonElement pending)
    {
        var customer = pending.TryGetProperty("customerId", out var customerId) ? $" of customer {customerId}" : "";
        var eventId = pending.TryGetProperty("eventId", out var id) ? $", event {id}" : "";
        var due = pending.TryGetProperty("dueAt", out var dueAt) ? $", due at {Moment(dueAt.GetDateTimeOffset())}" : "";
        return $"{pending.GetProperty("what").GetString()}{customer}{eventId}{due}";
    }

    private static string Miss(JsonElement miss) =>
        $"{JournalEntry.Of(miss.GetProperty("entry"))}: {string.Join("; ", miss.GetProperty("differences").EnumerateArray().Select(Difference))}";

    private static string Difference(JsonElement difference)
    {
        var actual = difference.TryGetProperty("actual", out var found) ? $"{found}" : "absent";
        return $"{difference.GetProperty("member")} is {actual}, not {difference.GetProperty("expected")}";
    }
}
