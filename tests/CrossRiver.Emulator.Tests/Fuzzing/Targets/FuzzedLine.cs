namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>The first line of an input, which names one of several things.</summary>
internal static class FuzzedLine
{
    /// <summary>Splits an input after its first line. An unknown line selects one of the names, so that every input is tried.</summary>
    public static (string Name, string Text) Split(string input, IReadOnlyList<string> names)
    {
        var (line, rest) = input.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? (input[..end], input[(end + 1)..]) : (input, "");
        return (names.Contains(line, StringComparer.Ordinal) ? line : names[(int)(line.Sum(letter => (long)letter) % names.Count)], rest);
    }
}
