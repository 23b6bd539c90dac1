namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Reads the moments of control calls.</summary>
internal static class TimestampText
{
    // The forms of ISO 8601 that people write. A moment without an offset would be ambiguous.
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads a moment with its offset from UTC, or returns null.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is [.., 'Z' or 'z'] or [.., '+' or '-', _, _, ':', _, _]
        && DateTimeOffset.TryParseExact(text.Replace('z', 'Z'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.ToUniversalTime()
            : null;
}
