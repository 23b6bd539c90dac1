namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Formats a planned timeline as a table: a row for each step, with its times, its wait and its effect.</summary>
internal static class TimelineText
{
    private static readonly string[] Head = ["this customer", "any customer", "step", "when", "what"];

    public static string Of(PlannedTimeline timeline) => TextTable.Of(
    [
        Head,
        .. TimelineRows.Of(timeline).Select(CellsOf),
        .. timeline.IsCut ? [["", "", "…", "", $"and more: a plan has {PlannedTimeline.MostSteps} steps at most"]] : Array.Empty<IReadOnlyList<string>>(),
    ]);

    private static IReadOnlyList<string> CellsOf(TimelineRow row) => [row.Due, row.Range, $"{new string(' ', 2 * row.Depth)}{row.Name}", row.When, row.What];
}

/// <summary>Formats rows of text in aligned columns, two spaces apart.</summary>
internal static class TextTable
{
    /// <summary>Returns one line for each row. All rows have the same number of columns.</summary>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
