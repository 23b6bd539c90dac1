using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Represents a span of time, or a range from which a span is chosen each time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delay(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>Gets the span that 95 of 100 log-normal delays with the median <see cref="Shortest"/> do not exceed, or null for a range.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>Gets whether it is always the same span.</summary>
    public bool IsFixed => Shortest == Longest && P95 is null;

    /// <summary>The valid forms, for error messages.</summary>
    public const string Form = $"{Duration.Form}, or a range such as 2s..5s";

    /// <summary>Reads a duration, or two durations with two dots between them, the shorter one first.</summary>
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
