namespace CrossRiver.Emulator.Language;

public sealed class MapSchemaTests
{
    private readonly Schema<string> _letter = Values.Names("letter", "a", "b");
    private readonly Schema<int> _number = Values.WholeNumber("number", 1, 9);

    [Theory]
    [InlineData("{}", "f(1,1): this must be a mapping: at least one key with its value")]
    [InlineData("[1]", "f(1,1): this must be a mapping: keys with values, without hyphens and brackets")]
    [InlineData("1", "f(1,1): this must be a mapping: keys with values")]
    public void What_has_no_keys_is_refused(string yaml, string message)
    {
        var (isRead, value, messages) = new MapSchema<int>(_letter, _number).TryRead(yaml);

        Assert.Equal([message], messages);
        Assert.False(isRead);
        Assert.Null(value);
    }

    [Fact]
    public void Keys_and_values_are_read_in_their_order_without_the_wrong_ones()
    {
        var (isRead, value, messages) = new MapSchema<int>(_letter, _number).TryRead("b: 2\nother: 3\na: x");

        Assert.Equal(["f(2,1): 'other' is no letter; write a, b", "f(3,4): 'x' is no number; write a whole number from 1 to 9"], messages);
        Assert.True(isRead);
        Assert.Equal([KeyValuePair.Create("b", 2)], value!);
    }

    [Fact]
    public void A_key_and_its_value_that_are_both_wrong_are_both_reported() => Assert.Equal(2, new MapSchema<int>(_letter, _number).Refuse("c: x").Count);

    [Theory]
    [InlineData(false, "b: 2\na: 1")]
    [InlineData(true, "{b: 2, a: 1}")]
    public void It_is_printed_in_one_line_or_in_one_for_each_key(bool inLine, string written) =>
        Assert.Equal(written, new MapSchema<int>(_letter, _number, inLine).Written([KeyValuePair.Create("b", 2), KeyValuePair.Create("a", 1)]));

    [Fact]
    public void Editors_get_known_keys_by_name_and_others_by_their_pattern()
    {
        const string Number = """{"type":["integer","string"],"minimum":1,"maximum":9,"pattern":"^[0-9]\u002B$"}""";

        Assert.Equal($$"""{"type":"object","minProperties":1,"properties":{"a":{{Number}},"b":{{Number}}},"additionalProperties":false}""", new MapSchema<int>(_letter, _number).Json());
        Assert.Equal($$"""{"type":"object","minProperties":1,"patternProperties":{"^[a-z0-9-]{1,100}$":{{Number}}},"additionalProperties":false}""", new MapSchema<int>(Values.Name, _number).Json());
    }
}
