namespace CrossRiver.Emulator.Cli.Calling.Entries;

/// <summary>Writes entries of a journal in a limited width. A line has one identifier; a text that is too long ends in <c>…</c>.</summary>
internal static class EntryText
{
    private const int LeastName = 10;
    private const int LeastText = 16;
    private const int LeastId = 9;
    private const string Cut = "…";

    /// <summary>Returns the text of an entry.</summary>
    /// <param name="name">The customer's name, or null if it is unknown.</param>
    /// <param name="width">The most characters.</param>
    public static string Of(string kind, JsonObject entry, string? name, int width)
    {
        var customer = (string?)entry["customerId"];
        IReadOnlyList<Part> parts = kind switch
        {
            "call" =>
            [
                new($"{entry["method"]} {entry["path"]}{entry["query"]}", LeastText),
                new($" → {entry["statusCode"]?.ToString() ?? "…"}"),
                new(Joined(" ", entry["errors"], "; "), LeastText),
                .. About(name, Contains(entry["path"], customer) ? null : customer),
            ],
            "choice" => [new($"scenario {entry["scenario"]}"), new($": {entry["reason"]}", LeastText), .. About(name, customer)],
            "event" when entry["eventId"] is { } id => [new($"{entry["eventName"]}", LeastText), new($" {id}", LeastId), .. About(name, id: null)],
            "event" => [new($"{entry["eventName"]}", LeastText), new(", without a registration"), .. About(name, customer)],
            "attempt" =>
            [
                new($"{entry["eventName"]}", LeastText),
                new($" {entry["eventId"]}", LeastId),
                new($" #{entry["attempt"]}{(entry["copy"] is { } copy ? $" ({copy})" : "")}"),
                new($" → {entry["statusCode"] ?? entry["failure"]}", LeastText),
                .. About(name, id: null),
                new(Joined(", ", entry["faults"], ", "), Least: 0),
                new($", {entry["callbackUrl"]}", Least: 0),
            ],
            "fault" => [new($"{entry["fault"]}", LeastText), new($", by {entry["rule"]}", LeastText), .. About(name, customer)],
            "registration" => [new($"{entry["eventName"]} {entry["what"]}", LeastText)],
            _ => [new($"{entry["what"]}", LeastText), .. About(name, customer)],
        };

        return Fit([.. parts.Select(part => part with { Text = TerminalText.Show(part.Text) })], width);
    }

    // A customer without a known name has only its identifier.
    private static IEnumerable<Part> About(string? name, string? id) => (name, id) switch
    {
        ({ } known, { } shown) => [new($"  {known}", LeastName), new($" {shown}", LeastId)],
        ({ } known, null) => [new($"  {known}", LeastName)],
        (null, { } shown) => [new($"  customer {shown}", LeastId + "  customer ".Length)],
        _ => [],
    };

    // The last parts are shortened first.
    private static string Fit(Part[] parts, int width)
    {
        var excess = parts.Sum(part => part.Text.Length) - width;
        for (var index = parts.Length - 1; index >= 0 && excess > 0; index--)
        {
            var before = parts[index].Text;
            parts[index] = parts[index].Shorten(excess);
            excess -= before.Length - parts[index].Text.Length;
        }

        return string.Concat(parts.Select(part => part.Text));
    }

    private static string Joined(string before, JsonNode? texts, string between) => texts is JsonArray { Count: > 0 } list ? $"{before}{string.Join(between, list)}" : "";

    private static bool Contains(JsonNode? path, string? id) => id is not null && ((string?)path)?.Contains(id, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>A part of a line.</summary>
    /// <param name="Least">The number of characters that always stay. With 0 the part can disappear; the default keeps all of it.</param>
    private sealed record Part(string Text, int Least = int.MaxValue)
    {
        public Part Shorten(int excess)
        {
            var length = Math.Max(Least, Text.Length - excess);
            if (length >= Text.Length)
            {
                return this;
            }

            var kept = length <= LeastId && Least is 0 ? 0 : length - Cut.Length;
            return this with { Text = kept is 0 ? "" : $"{Text[..(char.IsHighSurrogate(Text[kept - 1]) ? kept - 1 : kept)]}{Cut}" };
        }
    }
}
