namespace CrossRiver.Emulator.Language;

public sealed class MappingSchemaTests
{
    private readonly Schema<string> _letter = Values.Names("letter", "a", "b");

    [Fact]
    public void The_keys_of_a_mapping_are_read_and_printed()
    {
        var schema = Create();

        Assert.Equal(["first", "second", "count"], schema.Keys);
        Assert.Equal(new Sample("a", "b", 3), schema.Read("count: 3\nsecond: b\nfirst: a"));
        Assert.Equal(new Sample("a", null, null), schema.Read("first: a"));
        Assert.Equal("first: a\nsecond: b\ncount: 3", schema.Written(new Sample("a", "b", 3)));
        Assert.Equal("{first: a}", Create(inLine: true).Written(new Sample("a", null, null)));
    }

    [Theory]
    [InlineData("1", "f(1,1): this must be a mapping: keys with values; write first, second, count")]
    [InlineData("[]", "f(1,1): this must be a mapping: keys with values, without hyphens and brackets; write first, second, count")]
    public void What_is_no_mapping_is_refused(string yaml, string message)
    {
        var (isRead, value, messages) = Create().TryRead(yaml);

        Assert.Equal([message], messages);
        Assert.False(isRead);
        Assert.Null(value);
    }

    [Theory]
    [InlineData("frist: a", "f(1,1): unknown key 'frist'; did you mean 'first'?")]
    [InlineData("first: a\nother: b", "f(2,1): unknown key 'other'; ")]
    [InlineData("second: b", "f(1,1): the key 'first' is missing")]
    [InlineData("first: a\ncount: 10", "f(2,8): '10' is no number; write a whole number from 1 to 9")]
    public void A_mapping_with_something_wrong_is_read_without_it(string yaml, string message)
    {
        var (isRead, value, messages) = Create().TryRead(yaml);

        Assert.StartsWith(message, Assert.Single(messages), StringComparison.Ordinal);
        Assert.True(isRead);
        Assert.NotNull(value);
    }

    [Fact]
    public void Rules_and_checks_look_at_all_keys()
    {
        var schema = Create().Where(KeyRule.NotTogether("second", "count")).Check((value, mapping, context) => context.Warn(mapping.PlaceOf("count"), $"{value.Count} is much"));

        Assert.Equal(["f(2,1): 'count' does not go with 'second'; leave one", "f(2,1): warning: 3 is much"], schema.Refuse("{ first: a, second: b,\ncount: 3 }"));
    }

    [Fact]
    public void Words_come_in_the_order_of_the_schema_and_only_of_the_keys_asked_for()
    {
        var schema = new MappingSchema<Sample>("sample", () => new Sample("", null, null))
            .Optional("second", "", _letter, value => value.Second, (value, second) => value with { Second = second }, value => $"second {value.Second}")
            .Optional("count", "", Values.WholeNumber("number", 1, 9), value => value.Count, (value, count) => value with { Count = count }, value => value.Count is { } count ? $"{count} times" : null)
            .Required("first", "", _letter, value => value.First, (value, first) => value with { First = first });

        Assert.Equal(["second b", "3 times"], schema.Explain(new Sample("a", "b", 3), ["count", "first", "second"]));
        Assert.Equal(["second b"], schema.Explain(new Sample("a", "b", null), ["count", "second"]));
        Assert.Equal(["3 times"], schema.Explain(new Sample("a", "b", 3), ["count"]));
    }

    [Fact]
    public void Editors_get_the_keys_with_their_descriptions_and_the_rules()
    {
        var definitions = new Definitions();
        var schema = new MappingSchema<Sample>("sample", () => new Sample("", null, null))
            .Required("first", "The first letter.", _letter, value => value.First, (value, first) => value with { First = first })
            .Optional("second", "The second.", new SharedSchema<string>("letter", _letter), value => value.Second, (value, second) => value with { Second = second });

        Assert.Equal("""{"$ref":"#/definitions/sample"}""", schema.Describe(definitions).ToJsonString());
        Assert.Equal(
            """{"letter":{"enum":["a","b"]},"sample":{"type":"object","additionalProperties":false,"properties":{"first":{"description":"The first letter.","enum":["a","b"]},"second":{"description":"The second.","allOf":[{"$ref":"#/definitions/letter"}]}},"allOf":[{"required":["first"]}]}}""",
            definitions.ToJson().ToJsonString());
        Assert.Equal(
            """{"type":"object","additionalProperties":false,"properties":{}}""",
            new MappingSchema<Sample>("empty", () => new Sample("", null, null)).Describe(new Definitions(areInline: true)).ToJsonString());
    }

    private MappingSchema<Sample> Create(bool inLine = false) => new MappingSchema<Sample>("sample", () => new Sample("", null, null), inLine)
        .Required("first", "The first letter.", _letter, value => value.First, (value, first) => value with { First = first })
        .Optional("second", "The second.", _letter, value => value.Second, (value, second) => value with { Second = second })
        .Optional("count", "How many.", Values.WholeNumber("number", 1, 9), value => value.Count, (value, count) => value with { Count = count });

    private sealed record Sample(string First, string? Second, int? Count);
}
