namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Moments as control calls write them.</summary>
internal static class MomentText
{
    // What ISO 8601 has and people write; a moment without its offset could be anybody's.
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads a moment with its offset from UTC, or returns <see langword="null"/>.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is [.., 'Z' or 'z'] or [.., '+' or '-', _, _, ':', _, _]
        && DateTimeOffset.TryParseExact(text.Replace('z', 'Z'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.ToUniversalTime()
            : null;
}
