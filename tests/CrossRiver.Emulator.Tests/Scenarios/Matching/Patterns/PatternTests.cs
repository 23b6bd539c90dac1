using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using CsCheck;

namespace CrossRiver.Emulator.Scenarios.Matching.Patterns;

/// <summary>A pattern finds what .NET's matcher finds, and its work is bounded.</summary>
public sealed class PatternTests
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Gen<string> Letter = Gens.OneOf("a", "b", "B", "é", " ", "1", "_", "-", "\\.", "\\n", "\\x61", "\\u0062", "\\t", "{", "}", "]");

    private static readonly Gen<string> Atom = Gens.OneOf(
        "a", "b", "ab", ".", "\\d", "\\w", "\\W", "\\s", "\\S", "[ab]", "[^a]", "[a-z1]", "[]a]", "[^]a]", "[\\w-[b]]", "[a\\]b]", "\\p{Lu}", "\\P{L}", "[\\p{L}1]",
        "^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B", "(?#note)", "(?i)", "(?-i)", "(?m)", "(?s)", "(?i:b)", "(?<name>a)", "(?'name'b)", "(?:)", "()", "\\141", "[a-]", "[-a]");

    private static readonly Gen<string> Repeat = Gens.OneOf("", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}", "{,2}", "{x}", "{0}");

    // Counted groups that can be empty are left out: .NET finds no (?:b+|){3} in an empty text.
    private static readonly Gen<string> Expression = Gen.Recursive<string>((depth, inner) =>
    {
        var simple = Gen.Select(Gen.Frequency((1, Letter), (1, Atom)), Repeat, (text, repeat) => text + repeat);
        var group = Gen.Select(inner, Gens.OneOf("(?:", "(", "(?i:"), Gens.OneOf("", "", "*", "?"), (text, start, repeat) => $"{start}{text}){repeat}");
        var sequence = (depth < 3 ? Gen.Frequency((5, simple), (3, group)) : simple).List[0, 4].Select(string.Concat);
        return sequence.List[1, 3].Select(branches => string.Join('|', branches));
    });

    private static readonly Gen<string> Text = Gens.OneOf('a', 'b', 'A', 'B', 'é', '1', ' ', '_', '-', '\n', '.', '{', '2', ',', '}', ']', '\u200C', '\u212A').Array[0, 8].Select(characters => new string(characters));

    [Fact]
    [Trait("lane", "slow")]
    public void It_finds_what_dotnet_finds()
    {
        // The same cases each time: a few of .NET's own findings are wrong, too.
        var cases = Gen.Select(Expression, Text.List[5, 5]);
        var random = new PCG(1, 1UL);
        var compared = 0;
        for (var i = 0; i < Math.Max(1_000, Check.Iter); i++)
        {
            var (expression, texts) = cases.Generate(random, null, out _);
            if (!TryMake(expression, out var regex))
            {
                Assert.False(Pattern.TryParse(expression, out _));
                continue;
            }

            Assert.True(Pattern.TryParse(expression, out var pattern), expression);
            if (pattern.Size <= Pattern.Largest)
            {
                Assert.All(texts, text => Assert.True(regex.IsMatch(text) == pattern.IsMatch(text), $"/{expression}/ in '{text}'"));
                compared++;
            }
        }

        Assert.True(compared > 300, $"{compared}");
    }

    [Theory]
    [InlineData("^loan-[0-9]+$", "loan-1", "loan-")]
    [InlineData("(?i)^félix$", "FÉLIX", "felix")]
    [InlineData("^(\\d{3}-){2}\\d{4}$", "555-010-9999", "555-0109999")]
    [InlineData("[[a]", "[", "b")]
    [InlineData("^(?:b+|){3}$", "", "a")]
    [InlineData("^(ab|c){2,3}$", "abcab", "ab")]
    [InlineData("^(a|aa){3}z", "aaaaaz", "aaz")]
    [InlineData("^((a|b)+c){2}$", "acbbc", "ac")]
    [InlineData("\\bnot\\b", "it is not so", "knot")]
    public void It_does_what_people_write(string expression, string found, string other)
    {
        Assert.True(Pattern.TryParse(expression, out var pattern));
        Assert.Equal((true, false), (pattern.IsMatch(found), pattern.IsMatch(other)));
        Assert.Equal(expression, pattern.ToString());
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(a)\\1")]
    [InlineData("(?>a)")]
    [InlineData("(?x)a b")]
    [InlineData("(?x: a )")]
    [InlineData("[")]
    [InlineData("(")]
    [InlineData("a{2")]
    [InlineData("\\")]
    public void What_needs_more_is_no_pattern_or_the_same_as_dotnets(string expression) =>
        Assert.Equal(TryMake(expression, out _) && !expression.Contains("(?x", StringComparison.Ordinal), Pattern.TryParse(expression, out _));

    [Theory]
    [InlineData("(a|aa){900}z")]
    [InlineData("((((a?){50}){50}){2})z")]
    [InlineData("a{2000}")]
    [InlineData("[a-c]{981}")]
    public void One_that_is_too_large_is_measured_and_not_made(string expression)
    {
        Assert.True(Pattern.TryParse(expression, out var pattern));
        Assert.True(pattern.Size > Pattern.Largest);
    }

    [Fact]
    public void It_looks_at_the_first_characters_of_a_text_only()
    {
        Assert.True(Pattern.TryParse("z$", out var pattern));
        var text = new string('a', Pattern.LongestText - 1);

        Assert.True(pattern.IsMatch($"{text}z"));
        Assert.True(pattern.IsMatch($"{text}zz"));
        Assert.False(pattern.IsMatch($"{text}az"));
    }

    private static bool TryMake(string expression, [NotNullWhen(true)] out Regex? regex)
    {
        try
        {
            regex = new Regex(expression, Options, TimeSpan.FromSeconds(10));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            regex = null;
            return false;
        }
    }
}
