namespace CrossRiver.Emulator.Kernel.Journal.Exports;

/// <summary>Draws the story of one customer as a sequence diagram in Mermaid's language: calls, changes, events and attempts.</summary>
internal static class SequenceDiagram
{
    private const string Head = """
        sequenceDiagram
            participant P as Partner
            participant B as Bank
            participant R as Receiver

        """;

    public static string Of(IReadOnlyList<JournalEntry> entries)
    {
        var diagram = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var line in entries.SelectMany(entry => LinesOf(entry, entry.At - entries[0].At)))
        {
            diagram.Append("    ").Append(line).Append('\n');
        }

        return diagram.ToString();
    }

    private static IEnumerable<string> LinesOf(JournalEntry entry, TimeSpan after) => entry switch
    {
        CallEntry call =>
        [
            $"P->>B: {Timed(after, $"{call.Method} {call.Path}")}",
            $"B-->>P: {Plain(call.StatusCode is { } status ? $"{status}{(call.Errors is { } errors ? $", {string.Join(", ", errors)}" : "")}" : "no answer yet")}",
        ],
        ChoiceEntry choice => [Note(after, $"scenario {choice.Scenario}, {choice.Reason}")],
        ChangeEntry change => [Note(after, change.What)],
        EventEntry happened => [Note(after, $"event {happened.EventName}{(happened.EventId is null ? ", without a registration" : "")}")],
        AttemptEntry attempt =>
        [
            $"B->>R: {Timed(after, $"{attempt.EventName}{(attempt.Attempt > 1 ? $", attempt {attempt.Attempt}" : "")}")}",
            attempt.StatusCode is { } status ? $"R-->>B: {status}" : $"R--xB: {Plain(attempt.Failure ?? "no answer")}",
        ],
        _ => [],
    };

    private static string Note(TimeSpan after, string text) => $"Note over B: {Timed(after, text)}";

    private static string Timed(TimeSpan after, string text) => Plain($"{after.TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture)} s {text}");

    // Characters with a meaning in the language are written by their numbers, as in HTML but without the ampersand.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '#' or ';' or '<' or '>' or '"' or '%' or '&' or '\\' or '{' or '}' => plain.Append(CultureInfo.InvariantCulture, $"#{(int)letter};"),
                _ when char.IsControl(letter) => plain.Append(' '),
                _ => plain.Append(letter),
            };
        }

        return plain.ToString();
    }
}
