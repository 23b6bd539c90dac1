using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Text;

/// <summary>Represents a choice among numbered things: <c>3</c>, <c>2..4</c>, <c>2+</c> or <c>every 10</c>.</summary>
/// <param name="Last">The last number, or null if there is no end.</param>
/// <param name="Every">The distance between the numbers; 1 for each.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OccurrenceFilter(int First, int? Last, int Every)
{
    public const int Largest = 1_000_000;

    /// <summary>The valid forms, for error messages.</summary>
    public const string Form = "write 3, 2..4, 2+ or every 10";

    /// <summary>Reads one of the forms; <c>every 10</c> means the tenth, the twentieth and so on.</summary>
    public static bool TryParse(string text, out OccurrenceFilter which)
    {
        var range = text.Split("..");
        which = default;
        if (text.StartsWith("every ", StringComparison.Ordinal) && TryParseNumber(text["every ".Length..], out var every))
        {
            which = new OccurrenceFilter(every, Last: null, every);
        }
        else if (text.EndsWith('+') && TryParseNumber(text[..^1], out var first))
        {
            which = new OccurrenceFilter(first, Last: null, Every: 1);
        }
        else if (range.Length <= 2 && TryParseNumber(range[0], out first) && TryParseNumber(range[^1], out var last) && first <= last)
        {
            which = new OccurrenceFilter(first, last, Every: 1);
        }

        return which.First > 0;
    }

    /// <summary>Returns whether a number is chosen.</summary>
    public bool Takes(int number) => number >= First && number <= (Last ?? int.MaxValue) && (number - First) % Every == 0;

    /// <summary>Returns whether a number is chosen by both.</summary>
    public bool Meets(OccurrenceFilter other) => (Every, other.Every) switch
    {
        (1, 1) => Math.Max(First, other.First) <= Math.Min(Last ?? int.MaxValue, other.Last ?? int.MaxValue),
        (1, _) => other.Meets(this),
        (_, 1) => other.Last is not { } last || last / Every * Every >= Math.Max(other.First, First),
        _ => true,
    };

    /// <summary>Returns the form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => this switch
    {
        { Last: null, Every: > 1 and var every } => string.Create(CultureInfo.InvariantCulture, $"every {every}"),
        { Last: null, First: var first } => string.Create(CultureInfo.InvariantCulture, $"{first}+"),
        { First: var first, Last: var last } when first == last => first.ToString(CultureInfo.InvariantCulture),
        { First: var first, Last: var last } => string.Create(CultureInfo.InvariantCulture, $"{first}..{last}"),
    };

    private static bool TryParseNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Largest;
}
