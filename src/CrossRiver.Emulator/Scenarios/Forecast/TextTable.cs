namespace CrossRiver.Emulator.Scenarios.Forecast;

/// <summary>Rows of text in columns that begin below each other, two spaces apart.</summary>
internal static class TextTable
{
    /// <summary>Lays out rows, all of as many columns.</summary>
    /// <returns>A line a row.</returns>
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
