using System.Xml;

namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Reads and writes durations in the form that people use, for example <c>250ms</c>, <c>2s</c>, <c>1m30s</c>, <c>48h</c> or <c>30d</c>.</summary>
internal static class Duration
{
    /// <summary>The valid forms, for error messages.</summary>
    public const string Form = "write 250ms, 2s, 1m30s, 48h or 30d";

    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Returns the sum of two spans that are not negative, limited to the longest span.</summary>
    public static TimeSpan Sum(TimeSpan first, TimeSpan second) => first > TimeSpan.MaxValue - second ? TimeSpan.MaxValue : first + second;

    // From the largest to the smallest, as they follow each other in a duration.
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration: numbers with their units, larger units first, 0 to 3650 days in all. A number without a unit is refused.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        var smallestUnit = -1;

        while (TryTakePart(ref rest, out var count, out var unit) && unit > smallestUnit && count <= Longest / Units[unit].Length)
        {
            duration += Units[unit].Length * count;
            smallestUnit = unit;
            if (rest.IsEmpty)
            {
                return duration <= Longest;
            }
        }

        return false;
    }

    /// <summary>Reads a duration as <see cref="TryParse"/> does, or in the form of ISO 8601, for example <c>PT10S</c> or <c>P1DT12H</c>.</summary>
    public static bool TryParseAny(string text, out TimeSpan duration)
    {
        if (TryParse(text, out duration))
        {
            return true;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text.Trim());
            return duration >= TimeSpan.Zero && duration <= Longest;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Reads a duration as <see cref="TryParseAny"/> does, or returns null.</summary>
    public static TimeSpan? ParseAny(string? text) => text is not null && TryParseAny(text, out var duration) ? duration : null;

    /// <summary>Writes a duration in the form that <see cref="TryParse"/> reads. A negative one starts with a minus.</summary>
    public static string Print(TimeSpan duration)
    {
        var (rest, text) = (duration.Duration(), new StringBuilder(duration < TimeSpan.Zero ? "-" : ""));
        foreach (var (name, length) in Units)
        {
            // The smallest unit may have a fraction.
            var count = length == Units[^1].Length ? rest / length : Math.Floor(rest / length);
            rest -= length * count;
            if (count > 0)
            {
                text.Append(count.ToString("0.####", CultureInfo.InvariantCulture)).Append(name);
            }
        }

        return text.Length is 0 ? "0ms" : text.ToString();
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out double count, out int unit)
    {
        var withoutNumber = rest.TrimStart("0123456789.");
        var withoutUnit = withoutNumber.TrimStart("abcdefghijklmnopqrstuvwxyz");
        var name = withoutNumber[..^withoutUnit.Length].ToString();
        unit = Array.FindIndex(Units, candidate => candidate.Name == name);
        var isNumber = double.TryParse(rest[..^withoutNumber.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out count);
        rest = withoutUnit;

        return isNumber && unit >= 0;
    }
}
