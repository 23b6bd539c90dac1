using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>A span of time, or a range of which each time some span is chosen.</summary>
/// <param name="Shortest">The least it can be.</param>
/// <param name="Longest">The most it can be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delay(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>
    /// The span that 95 of 100 do not exceed, of a delay whose median is <see cref="Shortest"/> and whose spans are spread log-normally;
    /// <see langword="null"/> for a range.
    /// </summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>Whether it is always the same span: there is nothing to choose.</summary>
    public bool IsFixed => Shortest == Longest && P95 is null;

    /// <summary>What to write, for error messages.</summary>
    public const string Form = $"{Duration.Form}, or a range such as 2s..5s";

    /// <summary>Reads a duration, or two of them with two dots between, the shorter one first.</summary>
    public static bool TryParse(string text, out Delay delay)
    {
        var parts = text.Split("..", 2);
        if (Duration.TryParse(parts[0], out var shortest) && Duration.TryParse(parts[^1], out var longest) && shortest <= longest)
        {
            delay = new Delay(shortest, longest);
            return true;
        }

        delay = default;
        return false;
    }
}
