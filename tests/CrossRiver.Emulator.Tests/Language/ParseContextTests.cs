using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

public sealed class ParseContextTests
{
    private readonly ParseContext _context = new("mine.yaml");

    [Fact]
    public void Messages_come_once_and_in_the_order_of_the_file()
    {
        _context.Refuse(new Place(3, 1), "c");
        _context.Warn(new Place(2, 7), "b");
        _context.Warn(new Place(2, 1), "a\r\nand more");
        _context.Refuse(new Place(3, 1), "c");

        Assert.Equal(["mine.yaml(2,1): warning: a and more", "mine.yaml(2,7): warning: b", "mine.yaml(3,1): c"], _context.Messages.Select(message => $"{message}"));
        Assert.Equal("mine.yaml(3,1)", _context.SourceOf(new Place(3, 1)));
        Assert.False(_context.IsGood);
    }

    [Fact]
    public void Of_more_than_100_messages_the_errors_come_first_and_then_the_warnings_at_the_top()
    {
        Enumerable.Range(1, 120).ToList().ForEach(line => _context.Warn(new Place(line, 1), "careful"));
        Assert.True(_context.IsGood);
        Assert.False(_context.IsFull);

        _context.Refuse(new Place(200, 2), "wrong");
        _context.Refuse(new Place(200, 1), "wrong");

        Assert.Equal([.. Enumerable.Range(1, 98), 200, 200], _context.Messages.Select(message => message.Place.Line));
        Assert.Equal([1, 2], _context.Messages.TakeLast(2).Select(message => message.Place.Column));
    }

    [Fact]
    public void A_file_with_errors_is_read_until_there_are_more_than_100_messages()
    {
        Enumerable.Range(1, 100).ToList().ForEach(line => _context.Refuse(new Place(line, 1), "wrong"));
        Assert.False(_context.IsFull);

        _context.Refuse(new Place(101, 1), "wrong");

        Assert.True(_context.IsFull);
    }

    [Fact]
    public void A_file_has_at_most_100_regular_expressions_of_a_largest_size()
    {
        Assert.Equal([.. Enumerable.Repeat(element: true, 100), false], Enumerable.Range(0, 101).Select(_ => _context.TakesPattern()));
        Assert.Equal([true, true, false], [_context.TakesPatternOf(3, 5), _context.TakesPatternOf(2, 5), _context.TakesPatternOf(1, 5)]);
    }

    [Fact]
    public void The_place_of_a_part_is_remembered_by_the_part_itself()
    {
        var (one, other) = (new Member(new TextNode(default, "a", isQuoted: false), new TextNode(default, "b", isQuoted: false)), new object());
        _context.Remember(one, new Place(1, 2));
        _context.Remember(other, new Place(3, 4));

        Assert.Equal(new Place(1, 2), _context.PlaceOf(one));
        Assert.Equal(new Place(3, 4), _context.PlaceOf(other));
    }

    [Theory]
    [InlineData("a\nb\0", "a�b�")]
    [InlineData("😀", "��")]
    [InlineData("é b", "é b")]
    public void A_text_is_shown_in_one_line_without_what_a_terminal_would_obey(string text, string shown) => Assert.Equal(shown, ParseContext.Shown(text));

    [Fact]
    public void A_text_is_shown_up_to_60_characters()
    {
        Assert.Equal(new string('a', 60), ParseContext.Shown(new string('a', 60)));
        Assert.Equal($"{new string('a', 60)}…", ParseContext.Shown(new string('a', 61)));
    }
}
