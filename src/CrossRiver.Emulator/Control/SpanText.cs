using System.Xml;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Control;

/// <summary>Spans of time as calls may write them: as in scenario files, <c>10s</c>, or as ISO 8601 has them, <c>PT10S</c>.</summary>
internal static class SpanText
{
    /// <summary>Reads a span; <see langword="null"/> when the text is none, or a negative one.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Duration.TryParse(text, out var duration))
        {
            return duration;
        }

        try
        {
            return text.StartsWith('P') ? XmlConvert.ToTimeSpan(text) : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
