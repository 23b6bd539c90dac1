using System.Globalization;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>Prints moments and spans for readers.</summary>
public static class Words
{
    /// <summary>Returns a span in its two largest units, for example <c>47 h 12 min</c>.</summary>
    /// <param name="span">The span; the sign is left out.</param>
    public static string Of(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 1 } and var short_ => Join((short_.Milliseconds, "ms"), (0, "")),
        { TotalMinutes: < 1 } and var seconds => Join((seconds.Seconds, "s"), (0, "")),
        { TotalHours: < 1 } and var minutes => Join((minutes.Minutes, "min"), (minutes.Seconds, "s")),
        { TotalHours: < 72 } and var hours => Join(((long)hours.TotalHours, "h"), (hours.Minutes, "min")),
        var days => Join((days.Days, "d"), (days.Hours, "h")),
    };

    /// <summary>Returns a moment relative to another, for example <c>in 47 h 12 min</c> or <c>3 s ago</c>.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="now">The moment of the view.</param>
    public static string Relative(DateTimeOffset moment, DateTimeOffset now) => (moment - now) switch
    {
        { Ticks: > 0 } ahead => $"in {Of(ahead)}",
        { Ticks: 0 } => "now",
        var ago => $"{Of(ago)} ago",
    };

    /// <summary>Returns a moment in the time zone that its offset names, for example <c>Tue 3 Mar 09:00:05</c>.</summary>
    /// <param name="moment">The moment.</param>
    public static string Of(DateTimeOffset moment) => moment.ToString("ddd d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Returns a moment with its year.</summary>
    /// <param name="moment">The moment.</param>
    public static string WithYear(DateTimeOffset moment) => moment.ToString("ddd d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Returns a count with its noun, for example <c>1 customer</c> or <c>3 entries</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The noun in the singular.</param>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? noun : PluralOf(noun))}");

    private static string PluralOf(string noun) => noun is [.., not ('a' or 'e' or 'o' or 'u'), 'y'] ? $"{noun[..^1]}ies" : $"{noun}s";

    private static string Join((long Value, string Unit) large, (long Value, string Unit) small) =>
        string.Create(CultureInfo.InvariantCulture, $"{large.Value} {large.Unit}{(small.Value > 0 ? $" {small.Value} {small.Unit}" : "")}");
}
