using System.Globalization;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Something that the text of a field may be.</summary>
internal abstract record TextTest
{
    /// <summary>Whether a text is this.</summary>
    /// <param name="text">The text, or <see langword="null"/> when the field is not there.</param>
    public abstract bool Holds(string? text);
}

/// <summary>The text itself, after folding case, accents and runs of spaces.</summary>
internal sealed record EqualTest(string Text) : TextTest
{
    /// <summary>The text as it is compared.</summary>
    public string Folded { get; } = FoldedText.Of(Text);

    public override bool Holds(string? text) => text is not null && FoldedText.Of(text) == Folded;
}

/// <summary>The text itself, to the letter.</summary>
internal sealed record ExactTest(string Text) : TextTest
{
    public override bool Holds(string? text) => text == Text;
}

/// <summary>The beginning of the text, folded.</summary>
internal sealed record StartsWithTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(string? text) => text is not null && FoldedText.Of(text).StartsWith(_folded, StringComparison.Ordinal);
}

/// <summary>The end of the text, folded.</summary>
internal sealed record EndsWithTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(string? text) => text is not null && FoldedText.Of(text).EndsWith(_folded, StringComparison.Ordinal);
}

/// <summary>A part of the text, folded.</summary>
internal sealed record ContainsTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(string? text) => text is not null && FoldedText.Of(text).Contains(_folded, StringComparison.Ordinal);
}

/// <summary>A regular expression that does not backtrack, to the letter.</summary>
internal sealed record RegexTest(Regex Regex) : TextTest
{
    public override bool Holds(string? text) => text is not null && Regex.IsMatch(text);
}

/// <summary>Digits with holes: <c>?</c> is one digit, and <c>*</c> at the end any tail.</summary>
internal sealed record MaskTest(string Mask) : TextTest
{
    public override bool Holds(string? text)
    {
        var fixedPart = Mask.TrimEnd('*');
        return text is not null
            && (text.Length == fixedPart.Length || (text.Length > fixedPart.Length && Mask.EndsWith('*')))
            && fixedPart.Zip(text).All(pair => pair.First == pair.Second || (pair.First == '?' && char.IsAsciiDigit(pair.Second)));
    }
}

/// <summary>A day before another.</summary>
internal sealed record BeforeTest(DateOnly Day) : TextTest
{
    public override bool Holds(string? text) => DayOf(text) is { } day && day < Day;

    internal static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>A day after another.</summary>
internal sealed record AfterTest(DateOnly Day) : TextTest
{
    public override bool Holds(string? text) => BeforeTest.DayOf(text) is { } day && day > Day;
}

/// <summary>A field that is there, or one that is not.</summary>
internal sealed record ExistsTest(bool IsThere) : TextTest
{
    public override bool Holds(string? text) => text is not null == IsThere;
}

/// <summary>None of some things.</summary>
internal sealed record NotTest(IReadOnlyList<TextTest> AnyOf) : TextTest
{
    public override bool Holds(string? text) => !AnyOf.Any(test => test.Holds(text));
}
