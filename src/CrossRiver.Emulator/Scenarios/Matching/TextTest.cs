using CrossRiver.Emulator.Scenarios.Matching.Patterns;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents a test of the text of a field.</summary>
internal abstract record TextTest
{
    /// <summary>Gets the size of the regular expressions in the test.</summary>
    public virtual int PatternSize => 0;

    public abstract bool Holds(FieldText field);
}

/// <summary>Accepts a text regardless of case, accents and runs of spaces.</summary>
internal sealed record EqualTest(string Text) : TextTest
{
    /// <summary>Gets the normalized text.</summary>
    public string Folded { get; } = FoldedText.Of(Text);

    public override bool Holds(FieldText field) => field.Folded == Folded;
}

/// <summary>Accepts the exact text.</summary>
internal sealed record ExactTest(string Text) : TextTest
{
    public override bool Holds(FieldText field) => field.Text == Text;
}

/// <summary>Accepts a normalized prefix.</summary>
internal sealed record StartsWithTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(FieldText field) => field.Folded?.StartsWith(_folded, StringComparison.Ordinal) is true;
}

/// <summary>Accepts a normalized suffix.</summary>
internal sealed record EndsWithTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(FieldText field) => field.Folded?.EndsWith(_folded, StringComparison.Ordinal) is true;
}

/// <summary>Accepts a normalized part.</summary>
internal sealed record ContainsTest(string Text) : TextTest
{
    private readonly string _folded = FoldedText.Of(Text);

    public override bool Holds(FieldText field) => field.Folded?.Contains(_folded, StringComparison.Ordinal) is true;
}

/// <summary>Accepts text that contains a match of a regular expression.</summary>
internal sealed record RegexTest(Pattern Pattern) : TextTest
{
    public override int PatternSize => Pattern.Size;

    public override bool Holds(FieldText field) => field.Text is { } text && Pattern.IsMatch(text);
}

/// <summary>Accepts digits with placeholders: <c>?</c> is one digit, and <c>*</c> at the end any tail.</summary>
internal sealed record MaskTest(string Mask) : TextTest
{
    private readonly string _fixed = Mask.TrimEnd('*');

    public override bool Holds(FieldText field)
    {
        if (field.Text is not { } text || text.Length < _fixed.Length || (text.Length > _fixed.Length && !Mask.EndsWith('*')))
        {
            return false;
        }

        for (var i = 0; i < _fixed.Length; i++)
        {
            if (_fixed[i] != text[i] && !(_fixed[i] is '?' && char.IsAsciiDigit(text[i])))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Accepts an earlier day.</summary>
internal sealed record BeforeTest(DateOnly Day) : TextTest
{
    public override bool Holds(FieldText field) => DayOf(field.Text) is { } day && day < Day;

    internal static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Accepts a later day.</summary>
internal sealed record AfterTest(DateOnly Day) : TextTest
{
    public override bool Holds(FieldText field) => BeforeTest.DayOf(field.Text) is { } day && day > Day;
}

/// <summary>Accepts the presence or the absence of the field.</summary>
internal sealed record ExistsTest(bool IsThere) : TextTest
{
    public override bool Holds(FieldText field) => field.Text is not null == IsThere;
}

/// <summary>Accepts text that none of the tests accepts.</summary>
internal sealed record NotTest(IReadOnlyList<TextTest> AnyOf) : TextTest
{
    public override int PatternSize => AnyOf.Sum(test => test.PatternSize);

    public override bool Holds(FieldText field) => !AnyOf.Any(test => test.Holds(field));
}
