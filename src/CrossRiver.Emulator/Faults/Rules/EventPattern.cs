namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Names of events in which <c>*</c> stands for any text.</summary>
internal static class EventPattern
{
    /// <summary>Whether a name is one of those that a pattern stands for; without a pattern, every name is.</summary>
    public static bool Matches(string name, string? pattern) => pattern is null || Matches(name, pattern.Split('*'));

    // The parts between the stars, each after the one before; the first at the beginning and the last at the end.
    private static bool Matches(string name, string[] parts)
    {
        if (parts.Length == 1)
        {
            return name == parts[0];
        }

        var position = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = position <= name.Length ? name.IndexOf(part, position, StringComparison.Ordinal) : -1;
            if (found < 0)
            {
                return false;
            }

            position = found + part.Length;
        }

        return name.StartsWith(parts[0], StringComparison.Ordinal)
            && name.EndsWith(parts[^1], StringComparison.Ordinal)
            && position + parts[^1].Length <= name.Length;
    }
}
