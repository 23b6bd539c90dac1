namespace CrossRiver.Emulator.Language.Yaml;

public sealed class TextLinesTests
{
    private readonly TextLines _lines = new("ab\r\n# c\n\n  - - d: e # f");

    [Fact]
    public void A_place_beyond_the_text_has_nothing()
    {
        Assert.Equal(["", "ab", "# c", "", "  - - d: e # f", ""], Enumerable.Range(0, 6).Select(_lines.Line));
        Assert.Equal([null, 'a', 'b', null], Enumerable.Range(0, 4).Select(column => _lines.Character(new Place(1, column))));
        Assert.Null(_lines.Character(new Place(9, 1)));
        Assert.Equal(["ab", "b", "", ""], Enumerable.Range(1, 4).Select(column => _lines.From(new Place(1, column), 2)));
        Assert.Equal("a", _lines.From(new Place(1, 1), 1));
    }

    [Fact]
    public void A_value_ends_before_its_comment()
    {
        Assert.Equal("e", _lines.ValueFrom(new Place(4, 10)));
        Assert.Equal("# c", _lines.ValueFrom(new Place(2, 1)));
        Assert.Equal("", new TextLines("a: #").ValueFrom(new Place(1, 3)));
    }

    [Fact]
    public void The_line_above_has_more_than_a_comment() => Assert.Equal([1, 1, 1, 1, 4], Enumerable.Range(1, 5).Select(_lines.Above));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("a", 0, 0)]
    [InlineData("- a", 0, 2)]
    [InlineData("  -  - a", 2, 7)]
    [InlineData("  -a", 2, 2)]
    [InlineData(" \t-", 2, 2)]
    [InlineData("- -", 0, 2)]
    [InlineData("- ", 0, 2)]
    public void The_content_of_a_line_is_behind_its_indentation_and_hyphens(string line, int indent, int content) =>
        Assert.Equal((indent, content), (TextLines.IndentOf(line), TextLines.ContentOf(line)));

    [Theory]
    [InlineData("a: [b", "[4")]
    [InlineData("a: [b, {c", "{8")]
    [InlineData("a: [b, {c}", "[4")]
    [InlineData("a: [b]", "")]
    [InlineData("a]: [b", "[5")]
    [InlineData("[", "[1")]
    [InlineData("a[", "")]
    [InlineData("- [", "[3")]
    [InlineData("? [", "[3")]
    [InlineData("[a[", "[3")]
    [InlineData("a: '['", "")]
    [InlineData("a: \"[\"", "")]
    [InlineData("a: \"'[\\\"[\" [", "")]
    [InlineData("[\"'[\\\"[\", {", "{11")]
    [InlineData("['\"\\', {", "{8")]
    [InlineData("[it's, {", "{8")]
    [InlineData("# [", "")]
    [InlineData("a: 1 # [", "")]
    [InlineData("[a#{", "{4")]
    [InlineData("[a# {", "{5")]
    [InlineData("[a #x{", "[1")]
    [InlineData("[\" #\", {", "{8")]
    public void The_bracket_that_is_open_is_found(string line, string open) =>
        Assert.Equal(open, Brackets.OpenAt([line], new Place(1, line.Length + 1)) is var (place, bracket) ? $"{bracket}{place.Column}" : "");

    [Fact]
    public void Brackets_are_counted_up_to_a_place_and_over_lines()
    {
        string[] lines = ["a: [\"b # ]", "\" # ]", ", {c"];

        Assert.Equal(
            ["none", "[1,4", "[1,4", "[1,4", "[1,4", "{3,3"],
            new[] { new Place(1, 4), new Place(1, 5), new Place(2, 1), new Place(2, 9), new Place(3, 3), new Place(9, 9) }
                .Select(end => Brackets.OpenAt(lines, end) is var (place, bracket) ? $"{bracket}{place.Line},{place.Column}" : "none"));
    }
}
