namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Suggests names in place of an unknown one.</summary>
internal static class Suggestion
{
    private const int LongestName = 60;
    private const int MostListed = 12;

    /// <summary>Returns the end of a message: the nearest name, or the existing names.</summary>
    public static string For(string text, IReadOnlyCollection<string> names) => Nearest(text, names) is { } name
        ? $"did you mean '{name}'?"
        : $"write {string.Join(", ", names.Take(MostListed))}{(names.Count > MostListed ? " …" : "")}";

    /// <summary>Finds the name that is near a text, or returns null: up to a third of its letters differ, or it ends in the text.</summary>
    public static string? Nearest(string text, IEnumerable<string> names)
    {
        if (text.Length is 0 or > LongestName)
        {
            return null;
        }

        var nearest = names
            .Select(name => (Name: name, Distance: name.EndsWith($".{text}", StringComparison.OrdinalIgnoreCase) ? 1 : DistanceOf(text, name)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();

        return nearest.Name is not null && nearest.Distance <= Math.Max(1, Math.Min(text.Length, nearest.Name.Length) / 3) ? nearest.Name : null;
    }

    // Counts the letters to insert, remove, change or swap with a neighbour, in any casing.
    private static int DistanceOf(string one, string other)
    {
        var (beforeLast, last, current) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var row = 1; row <= one.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var change = IsSame(one, row, other, column) ? 0 : 1;
                current[column] = Math.Min(Math.Min(last[column] + 1, current[column - 1] + 1), last[column - 1] + change);
                if (row > 1 && column > 1 && IsSame(one, row, other, column - 1) && IsSame(one, row - 1, other, column))
                {
                    current[column] = Math.Min(current[column], beforeLast[column - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[other.Length];
    }

    private static bool IsSame(string one, int row, string other, int column) =>
        char.ToUpperInvariant(one[row - 1]) == char.ToUpperInvariant(other[column - 1]);
}
