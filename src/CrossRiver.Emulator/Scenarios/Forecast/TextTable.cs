namespace CrossRiver.Emulator.Scenarios.Forecast;

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
