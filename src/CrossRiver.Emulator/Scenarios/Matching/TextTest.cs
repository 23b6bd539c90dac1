using CrossRiver.Emulator.Scenarios.Matching.Patterns;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Represents a test of the text of a field.</summary>
internal abstract record TextTest
{
    public virtual int PatternSize => 0;

    public abstract bool Holds(FieldText field);
}

/// <summary>Represents a test of normalized text, in which case, accents and runs of spaces make no difference.</summary>
internal abstract record FoldedTest(string Text) : TextTest
{
    public string Folded { get; } = NormalizedText.Of(Text);
}

internal sealed record EqualTest(string Text) : FoldedTest(Text)
{
    public override bool Holds(FieldText field) => field.Folded == Folded;
}

internal sealed record ExactTest(string Text) : TextTest
{
    public override bool Holds(FieldText field) => field.Text == Text;
}

internal sealed record StartsWithTest(string Text) : FoldedTest(Text)
{
    public override bool Holds(FieldText field) => field.Folded?.StartsWith(Folded, StringComparison.Ordinal) is true;
}

internal sealed record EndsWithTest(string Text) : FoldedTest(Text)
{
    public override bool Holds(FieldText field) => field.Folded?.EndsWith(Folded, StringComparison.Ordinal) is true;
}

internal sealed record ContainsTest(string Text) : FoldedTest(Text)
{
    public override bool Holds(FieldText field) => field.Folded?.Contains(Folded, StringComparison.Ordinal) is true;
}

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

internal sealed record BeforeTest(DateOnly Day) : TextTest
{
    public override bool Holds(FieldText field) => TryRead(field.Text, out var day) && day < Day;

    internal static bool TryRead(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

internal sealed record AfterTest(DateOnly Day) : TextTest
{
    public override bool Holds(FieldText field) => BeforeTest.TryRead(field.Text, out var day) && day > Day;
}

/// <summary>Accepts the presence or the absence of the field.</summary>
internal sealed record ExistsTest(bool IsThere) : TextTest
{
    public override bool Holds(FieldText field) => field.Text is not null == IsThere;
}

internal sealed record NotTest(IReadOnlyList<TextTest> AnyOf) : TextTest
{
    public override int PatternSize => AnyOf.Sum(test => test.PatternSize);

    public override bool Holds(FieldText field) => !AnyOf.Any(test => test.Holds(field));
}
