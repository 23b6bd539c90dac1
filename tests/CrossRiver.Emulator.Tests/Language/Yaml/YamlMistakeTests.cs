namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Mistakes of YAML that look like others.</summary>
public sealed class YamlMistakeTests
{
    private const string Tab = "a tab does not indent in YAML; write spaces";
    private const string NoKey = "this line has no key; write a key, a colon and a space before the value";
    private const string TooFarLeft = "this key is indented less than the keys beside it; begin all of them in one column";
    private const string NoValue = "a value is missing before this; write it, or leave the comma out";
    private const string Apart = "this does not belong to the value before it; put all of it in quotes, or write it on a new line";
    private const string Element = "an element of a list stands where a key is expected; indent it as far as the elements above, or write the key of the list before it";

    [Theory]
    [InlineData("a: |\n  \tx\nb: 1\nc: 2\ntitle x\nd: 3", $"5,1: {NoKey}")]
    [InlineData("title: x: y\nb: 1\nc: 4\nd: |\n  \tx", "1,9: a colon and a space make a key of the text before them; write \"x: y\" in quotes, or begin the key on a new line")]
    [InlineData("title x\n\tb: 1", $"2,1: {Tab}")]
    [InlineData("a:\n  b: 1\n \tc: 2", $"3,2: {Tab}")]
    [InlineData("a: |\n  \tx\nb: 1\nc: 2\nd: 3\n\te: 4", $"6,1: {Tab}")]
    public void A_tab_within_a_text_is_not_blamed_for_a_mistake_elsewhere(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("a: \"b\n  c \\q d\"", "2,5: '\\q'")]
    [InlineData("a: \"b \\q\"", "1,7: '\\q'")]
    [InlineData("a: \"b\\\\q \\z\"", "1,10: '\\z'")]
    [InlineData("a: \"b\\\n  c \\q\"", "2,5: '\\q'")]
    [InlineData("a: \"\\x41\\u0041\\U00000041 \\0\\a\\b\\t\\n\\v\\f\\r\\e\\\"\\/\\\\\\N\\_\\L\\P \\q\"", "1,59: '\\q'")]
    [InlineData("a: \"\\xZ0\"", "1,5: '\\x'")]
    [InlineData("a: \"\\x4G\"", "1,5: '\\x'")]
    [InlineData("a: \"\\x4", "1,5: '\\x'")]
    [InlineData("a: \"\\u12G4\"", "1,5: '\\u'")]
    [InlineData("a: \"\\U0000004\"", "1,5: '\\U'")]
    public void The_first_wrong_escape_is_reported_where_it_is(string text, string message) =>
        AssertRefused(text, $"{message} is no escape of a text in \" \"; write \\\\ for a backslash, or put the text in ' '");

    [Fact]
    public void An_escape_beyond_unicode_is_wrong() =>
        AssertRefused("a: \"\\U0010FFFF \\U00110000\"", "1,16: '\\U' is no escape of a text in \" \"; write \\\\ for a backslash, or put the text in ' '");

    [Theory]
    [InlineData("a: \"b\\", "1,4: the quotation mark that opens here is never closed; write \" at the end of the text")]
    [InlineData("a: \"\\uD83D\"", "1,4: this text has the escape of half of a character; write the character itself")]
    [InlineData("a: \"\\uDE00 b\"", "1,4: this text has the escape of half of a character; write the character itself")]
    [InlineData("'a' b: c", "1,5: the text ends at the quotation mark before this; write '' for a mark within the text, or put all of it in quotes")]
    [InlineData("a: 'b\n  ' c", $"2,5: {Apart}")]
    public void Quotes(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("a:    @b", "1,7", "@b")]
    [InlineData("@a", "1,1", "@a")]
    [InlineData("  - - @x # so", "1,7", "@x")]
    [InlineData(" a: @b @c", "1,5", "@b @c")]
    [InlineData("- %x y", "1,3", "%x y")]
    [InlineData("*a b", "1,1", "*a b")]
    [InlineData("a:\n  *c d", "2,3", "*c d")]
    [InlineData("key:   *a b", "1,8", "*a b")]
    [InlineData(": @a", "1,3", "@a")]
    [InlineData(": *a b", "1,3", "*a b")]
    [InlineData("a: @b c: d", "1,4", "@b c: d")]
    [InlineData("a: \"x\" @b", "1,8", "@b")]
    public void A_sign_that_no_text_begins_with_is_reported_with_the_text_in_quotes(string text, string place, string quoted) =>
        AssertRefused(text, $"{place}: a text that begins with {quoted[0]} must be in quotes; write \"{quoted}\"");

    [Theory]
    [InlineData("a:\n  b: 1\n c: 2", $"3,2: {TooFarLeft}")]
    [InlineData("a:\n    b: 1\n  c:", $"3,3: {TooFarLeft}")]
    [InlineData("a:\n    b: 1\n  c:2", "3,3: a colon needs a space behind it; write c: 2")]
    [InlineData("a: [1] b", $"1,8: {Apart}")]
    [InlineData("a:\n  b: 1\n -", $"3,2: {Element}")]
    [InlineData("a: 1\n-", $"2,1: {Element}")]
    [InlineData("a: 1\n-x", $"2,1: {NoKey}")]
    [InlineData("a:\n  - 1\n  --", $"3,3: {NoKey}")]
    [InlineData("a:\n  - b: 1\n  --c: 2", "3,3: this line stands among the elements of a list; begin it with a hyphen, or in column 5 if it belongs to the element above")]
    [InlineData("a:\n  - b: 1\n  -c: 2", "3,3: a hyphen needs a space behind it; write - c: 2")]
    [InlineData("a: - b", "1,4: this is no YAML; check the colons, quotation marks, brackets and indentation above")]
    public void Lines_and_hyphens(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("a: [\"x # y\" , , c]", $"1,15: {NoValue}")]
    [InlineData("a: [\"x\" # ]\n , , c]", $"2,4: {NoValue}")]
    [InlineData("a: [b, \"c\n ]\n d\", , e]", $"3,6: {NoValue}")]
    [InlineData("a: { b: \"]\\\"}\" , , c }", $"1,18: {NoValue}")]
    [InlineData("a: [b, [c, d]", "1,4: the [ that opens here is never closed; write ] at its end")]
    [InlineData("a: x[1\nb: [c", "2,4: the [ that opens here is never closed; write ] at its end")]
    [InlineData("a: [b}", "1,6: this } does not close the [ in line 1; write ]")]
    [InlineData("]", "1,1: this ] closes nothing; leave it out, or open it before")]
    public void Brackets_in_quotes_comments_and_texts_do_not_count(string text, string message) => AssertRefused(text, message);

    private static void AssertRefused(string text, string message)
    {
        var context = new ParseContext("f");
        YamlText.Read(text, context);
        Assert.Equal(message, string.Join("; ", context.Messages.Select(told => $"{told.Place.Line},{told.Place.Column}: {told.Text}")));
    }
}
