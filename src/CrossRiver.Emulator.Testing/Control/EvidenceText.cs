using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>What an answer of the emulator tells about a failure, in readable lines.</summary>
internal static class EvidenceText
{
    // More does not help who reads it.
    private const int MostLines = 20;

    /// <summary>Reads the members that any answer may have: what is pending, what came, what came nearest.</summary>
    public static IEnumerable<string> Of(JsonElement answer) =>
    [
        .. Section(answer, "pending", "Still pending:", Pending),
        .. Section(answer, "left", "Left undone:", Pending),
        .. Section(answer, "entries", "Found so far:", entry => JournalEntry.Of(entry).ToString()),
        .. Section(answer, "nearestMisses", "Came nearest:", Miss),
    ];

    /// <summary>Lists entries under a heading.</summary>
    public static IEnumerable<string> Of(string heading, IReadOnlyList<JournalEntry> entries) =>
        entries is [] ? [] : [heading, .. Cut([.. entries.Select(entry => entry.ToString())])];

    /// <summary>A moment of a world's clock.</summary>
    public static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Section(JsonElement answer, string member, string heading, Func<JsonElement, string> line) =>
        answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty(member, out var list) && list is { ValueKind: JsonValueKind.Array } && list.GetArrayLength() > 0
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

    private static string Difference(JsonElement difference) =>
        $"{difference.GetProperty("member")} is {(difference.TryGetProperty("actual", out var actual) ? actual : "absent")}, not {difference.GetProperty("expected")}";
}
