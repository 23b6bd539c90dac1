namespace CrossRiver.Emulator.Language;

public sealed class ListSchemaTests
{
    private const string NoList = "this must be a list; write its elements in [ ], or each in a line that begins with a hyphen";

    private readonly Schema<int> _number = Values.WholeNumber("number", 1, 9);

    [Theory]
    [InlineData("[]", "f(1,1): this list is empty; write an element or leave the key out")]
    [InlineData("[1, 2, 3, 4]", "f(1,1): this list has more than 3 elements")]
    [InlineData("1", $"f(1,1): {NoList}")]
    [InlineData("{}", $"f(1,1): {NoList}")]
    [InlineData("a: 1", "f(1,1): this must be a list; write '- a: …', with a hyphen before each element, or put its elements in [ ]")]
    [InlineData("-a: 1", "f(1,1): this must be a list, and a hyphen needs a space behind it; write '- a: …'")]
    public void A_list_that_is_too_short_too_long_or_no_list_is_refused_whole(string yaml, string message)
    {
        var (isRead, value, messages) = new ListSchema<int>(_number, least: 1, most: 3).TryRead(yaml);

        Assert.Equal([message], messages);
        Assert.False(isRead);
        Assert.Null(value);
    }

    [Theory]
    [InlineData("[1]", new[] { 1 })]
    [InlineData("[3, 2, 1]", new[] { 3, 2, 1 })]
    [InlineData("- 3\n- 2", new[] { 3, 2 })]
    public void A_list_within_its_bounds_is_read_in_its_order(string yaml, int[] numbers) =>
        Assert.Equal(numbers, new ListSchema<int>(_number, least: 1, most: 3).Read(yaml));

    [Fact]
    public void A_wrong_element_is_left_out_and_the_others_are_read()
    {
        var (isRead, value, messages) = new ListSchema<int>(_number).TryRead("[1, x, 3]");

        Assert.Equal(["f(1,5): 'x' is no number; write a whole number from 1 to 9"], messages);
        Assert.True(isRead);
        Assert.Equal([1, 3], value!);
    }

    [Fact]
    public void A_list_with_very_many_wrong_elements_is_not_read_to_its_end() =>
        Assert.Equal(100, new ListSchema<int>(_number).Refuse($"[{string.Join(", ", Enumerable.Repeat("x", 300))}]").Count);

    [Theory]
    [InlineData(0, false, new int[0], "[]")]
    [InlineData(1, false, new int[0], null)]
    [InlineData(0, true, new[] { 1, 2 }, "[1, 2]")]
    [InlineData(0, false, new[] { 1, 2 }, "- 1\n- 2")]
    public void A_list_is_printed_in_one_line_or_in_one_for_each_element(int least, bool inLine, int[] numbers, string? written) =>
        Assert.Equal(written, new ListSchema<int>(_number, least, inLine: inLine).Written(numbers));

    [Theory]
    [InlineData(0, """{"type":"array","items":{"enum":["a"]},"maxItems":3}""")]
    [InlineData(2, """{"type":"array","items":{"enum":["a"]},"maxItems":3,"minItems":2}""")]
    public void Editors_get_the_bounds_and_the_elements(int least, string json) => Assert.Equal(json, new ListSchema<string>(Values.Names("letter", "a"), least, most: 3).Json());

    [Theory]
    [InlineData("a: 1", "[map, 1]")]
    [InlineData("{}", "[map, 0]")]
    [InlineData("- a: 1", "f(1,1): this must be a mapping: keys with values, without hyphens and brackets; write a")]
    [InlineData("b: 1", "f(1,1): this must be a list; write '- b: …', with a hyphen before each element, or put its elements in [ ]")]
    public void A_mapping_with_unknown_keys_alone_is_taken_for_a_list_without_its_hyphen(string yaml, string told)
    {
        var mapping = new MappingSchema<Tuple<int>>("map", () => Tuple.Create(0)).Optional("a", "A number.", _number, value => (int?)value.Item1, (_, number) => Tuple.Create(number));
        var list = new MappedSchema<IReadOnlyList<int>, Tuple<int>>(new ListSchema<int>(_number), numbers => Tuple.Create(-numbers.Count), _ => []);

        var (isRead, value, messages) = new UnlistedSchema<Tuple<int>>(list, ["a"], mapping).TryRead(yaml);

        Assert.Equal([told], isRead ? [$"[map, {value!.Item1}]"] : messages);
    }

    [Theory]
    [InlineData("1", new[] { 1 }, "1")]
    [InlineData("[1]", new[] { 1 }, "1")]
    [InlineData("[1, 2]", new[] { 1, 2 }, "[1, 2]")]
    public void One_value_may_stand_without_its_list(string yaml, int[] numbers, string written)
    {
        var schema = OneOrMore.Of(_number);

        Assert.Equal(numbers, schema.Read(yaml));
        Assert.Equal(written, schema.Written(numbers));
    }

    [Theory]
    [InlineData("{ a: 1 }", "f(1,1): this must be text or a list")]
    [InlineData("[]", "f(1,1): this list is empty; write an element or leave the key out")]
    public void One_value_or_a_list_is_not_a_mapping_and_not_nothing(string yaml, string message) => Assert.Equal([message], OneOrMore.Of(_number).Refuse(yaml));

    [Fact]
    public void Editors_get_the_value_and_the_list() => Assert.Equal(
        """{"anyOf":[{"enum":["a"]},{"type":"array","items":{"enum":["a"]},"maxItems":10000,"minItems":1}]}""",
        OneOrMore.Of(Values.Names("letter", "a")).Json());
}
