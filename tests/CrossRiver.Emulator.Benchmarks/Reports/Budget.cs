namespace CrossRiver.Emulator.Benchmarks.Reports;

/// <summary>What a row must reach.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="IsMet">Whether what was measured, and its ratio if there is one, reach it.</param>
internal sealed record Budget(string Text, Func<double, double?, bool> IsMet)
{
    public static Budget AtMost(double most, string unit = "") => new($"≤ {most:#,0.##}{Spaced(unit)}", (measured, _) => measured <= most);

    public static Budget AtLeast(double least, string unit = "") => new($"≥ {least:#,0.##}{Spaced(unit)}", (measured, _) => measured >= least);

    /// <summary>So many times what the row is compared with, or more.</summary>
    public static Budget RatioAtLeast(double least) => new($"ratio ≥ {least:0.##}", (_, ratio) => ratio >= least);

    /// <summary>So many times what the row is compared with, or less.</summary>
    public static Budget RatioAtMost(double most) => new($"ratio ≤ {most:0.##}", (_, ratio) => ratio <= most);

    /// <summary>Nothing of it may happen.</summary>
    public static Budget None { get; } = new("0", (measured, _) => measured == 0);

    private static string Spaced(string unit) => unit is "" ? "" : $" {unit}";
}
