using CrossRiver.Emulator.Cli;

namespace CrossRiver.Emulator.Agents.Tools;

/// <summary>Formats the answers of tools: lines of text, at most 8 KB in one answer.</summary>
internal static class AgentAnswer
{
    /// <summary>The most bytes of an answer.</summary>
    public const int Most = 8 * 1024;

    private const int LongestLine = 600;

    // Room for the line with the cursor.
    private const int MostOfLines = Most - 200;

    /// <summary>Returns the lines that fit into one answer, and a last line with the cursor of the next answer if there are more.</summary>
    /// <param name="cursor">The cursor of the answer, or null for the first.</param>
    /// <exception cref="CommandException">The cursor is not from an earlier answer.</exception>
    public static string Of(IEnumerable<string> lines, string? cursor = null)
    {
        var start = PlaceOf(cursor);
        var text = new StringBuilder();
        var (place, bytes) = (start, 0);
        foreach (var line in lines.SelectMany(line => line.Split('\n')).Skip(start).Select(Cut))
        {
            bytes += Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes > MostOfLines)
            {
                return text.Append(CultureInfo.InvariantCulture, $"There is more: call again with cursor \"{place}\".").ToString();
            }

            text.Append(line).Append('\n');
            place++;
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Returns the number in a cursor, or 0 for none.</summary>
    /// <exception cref="CommandException">The cursor is not from an earlier answer.</exception>
    public static int PlaceOf(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place
        : throw CommandException.WrongUsage($"'{cursor}' is no cursor; write the cursor of an earlier answer, or leave it out");

    // A body or a name can be long, and it is in full in the journal.
    private static string Cut(string line) => line.Length <= LongestLine ? line : $"{line[..LongestLine]}…";
}
