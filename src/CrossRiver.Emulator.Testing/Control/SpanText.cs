using System.Globalization;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Spans of time as the emulator reads them.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMilliseconds}ms");
}
