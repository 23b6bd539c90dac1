using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Cli.Comparing.Differing;

/// <summary>Finds the form of texts and numbers.</summary>
internal static partial class TextForm
{
    private const int DigitsOfMilliseconds = 3;

    /// <summary>Returns the form of a GUID, a moment or a date, or null for any other text.</summary>
    public static string? Of(string text) =>
        Guid.TryParseExact(text, "D", out _) ? $"GUID, {CasingOf(text)}"
        : Guid.TryParse(text, out _) ? "GUID, in another form"
        : Moment().Match(text) is { Success: true } moment ? MomentForm(moment)
        : IsoDate().IsMatch(text) ? "yyyy-MM-dd"
        : SlashedDate().IsMatch(text) ? "a date with slashes"
        : null;

    /// <summary>Returns whether a text is a moment, whose value differs from run to run.</summary>
    public static bool IsMoment(string text) => Moment().IsMatch(text);

    /// <summary>Returns the form of the letters of a text.</summary>
    public static string CasingOf(string text)
    {
        var (upper, lower) = (text.Any(char.IsUpper), text.Any(char.IsLower));
        return (upper, lower, text) switch
        {
            (true, false, _) => "upper case",
            (false, _, _) => "lower case",
            (_, _, [var first, ..]) when char.IsUpper(first) => "first letter upper case",
            _ => "first letter lower case",
        };
    }

    /// <summary>Returns the form of a number as it is written.</summary>
    public static string OfNumber(JsonElement number)
    {
        var raw = number.GetRawText();
        return raw.Contains('e', StringComparison.OrdinalIgnoreCase) ? "with an exponent"
            : raw.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? $"with {raw.Length - point - 1} decimals"
            : "whole";
    }

    // A writer may drop zeros at the end, so that only the precision counts.
    private static string MomentForm(Match moment)
    {
        var decimals = moment.Groups["decimals"].Length switch
        {
            0 => "",
            <= DigitsOfMilliseconds => ".fff",
            _ => ".fffffff",
        };
        var offset = moment.Groups["offset"].Value switch
        {
            "" => " without an offset",
            "Z" or "+00:00" => moment.Groups["offset"].Value,
            _ => "±hh:mm",
        };
        return $"yyyy-MM-ddTHH:mm:ss{decimals}{offset}";
    }

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?<decimals>\d{1,9}))?(?<offset>Z|[+-]\d\d:\d\d)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.NonBacktracking)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^\d{1,2}/\d{1,2}/\d{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex SlashedDate();
}
