namespace CrossRiver.Emulator.Language;

public sealed class SchemaTests
{
    private readonly Schema<string> _letter = Values.Names("letter", "a", "b");

    [Fact]
    public void A_shared_schema_is_described_once_and_referred_to_or_repeated()
    {
        var schema = new SharedSchema<string>("letter", _letter);
        var definitions = new Definitions();

        Assert.Equal("a", schema.Read("a"));
        Assert.Equal("b", schema.Written("b"));
        Assert.Equal("""{"$ref":"#/definitions/letter"}""", schema.Describe(definitions).ToJsonString());
        Assert.Equal("""{"$ref":"#/definitions/letter"}""", schema.Describe(definitions).ToJsonString());
        Assert.Equal("""{"letter":{"enum":["a","b"]}}""", definitions.ToJson().ToJsonString());
        Assert.Equal("""{"enum":["a","b"]}""", schema.Describe(new Definitions(areInline: true)).ToJsonString());
    }

    [Fact]
    public void A_schema_that_contains_itself_is_described_with_a_reference_to_itself()
    {
        Schema<IReadOnlyList<string>>? tree = null;
        var later = new LaterSchema<IReadOnlyList<string>>(() => tree!);
        tree = new SharedSchema<IReadOnlyList<string>>("tree", new AnySchema<IReadOnlyList<string>>(
            "a leaf or branches",
            text: new MappedSchema<string, IReadOnlyList<string>>(_letter, leaf => [leaf], leaves => leaves[0], leaves => leaves is [_]),
            list: new MappedSchema<IReadOnlyList<IReadOnlyList<string>>, IReadOnlyList<string>>(new ListSchema<IReadOnlyList<string>>(later, inLine: true), branches => [.. branches.SelectMany(leaves => leaves)], leaves => [.. leaves.Select(leaf => new[] { leaf })])));
        var definitions = new Definitions();
        later.Describe(definitions);

        Assert.Equal(["a", "b", "a"], later.Read("[[a, [b]], a]"));
        Assert.Equal("[a, b]", later.Written(["a", "b"]));
        Assert.Equal("a", later.Written(["a"]));
        Assert.Equal("""{"tree":{"anyOf":[{"enum":["a","b"]},{"type":"array","items":{"$ref":"#/definitions/tree"},"maxItems":10000}]}}""", definitions.ToJson().ToJsonString());
        Assert.Equal(["f(1,1): this must be a leaf or branches"], later.Refuse("{ a: b }"));
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_not_converted()
    {
        var schema = new MappedSchema<string, int>(_letter, letter => letter[0], number => $"{(char)number}");

        Assert.Equal('b', schema.Read("b"));
        Assert.Equal("b", schema.Written('b'));
        Assert.Equal("""{"enum":["a","b"]}""", schema.Json());
        Assert.Equal(["f(1,1): 'other' is no letter; write a, b"], schema.Refuse("other"));
        Assert.Equal(["f(1,1): this must be text, a letter; write a, b"], schema.Refuse("~"));
    }

    [Fact]
    public void Nothing_can_be_written_by_a_schema_without_forms()
    {
        Assert.Equal(["f(1,1): this must be nothing"], Values.Never<string>().Refuse("a"));
        Assert.Null(Values.Never<string>().Written("a"));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("NULL")]
    [InlineData("''")]
    [InlineData("[a]")]
    public void Nothing_and_a_list_are_no_text(string yaml)
    {
        var (isRead, value, messages) = Values.TextOf("word", "write a word", _ => true, "{}").TryRead(yaml);

        Assert.Equal(["f(1,1): this must be text, a word; write a word"], messages);
        Assert.False(isRead);
        Assert.Null(value);
    }

    [Fact]
    public void A_key_without_a_value_has_none_and_quotes_have_an_empty_text()
    {
        var schema = new MapSchema<string>(Values.Name, _letter);

        Assert.Equal(["f(1,5): this must be text, a letter; write a, b"], schema.Refuse("key:"));
        Assert.Equal(["f(1,6): '' is no letter; write a, b"], schema.Refuse("key: ''"));
    }

    [Theory]
    [InlineData("'~'", "~")]
    [InlineData("\"null\"", "null")]
    [InlineData("'Null'", "Null")]
    [InlineData("'NULL'", "NULL")]
    [InlineData("nULL", "nULL")]
    public void Nothing_in_quotes_is_text(string yaml, string text) => Assert.Equal(text, Values.TextOf("word", "write a word", _ => true, "{}").Read(yaml));

    [Theory]
    [InlineData(true, "a b", "a b")]
    [InlineData(true, "a: b", "\"a: b\"")]
    [InlineData(true, "no", "\"no\"")]
    [InlineData(false, "2021-01-01", "2021-01-01")]
    [InlineData(false, "no", "no")]
    public void Free_text_is_printed_in_quotes_where_it_could_be_misunderstood(bool isFree, string text, string written)
    {
        var schema = isFree ? Values.FreeTextOf("word", "", _ => true, "{}") : Values.TextOf("word", "", _ => true, "{}");

        Assert.Equal(written, schema.Written(text));
        Assert.Equal(text, schema.Read(written));
    }

    [Fact]
    public void A_value_that_another_form_prints_is_left_out() => Assert.Null(new MappedSchema<string, string>(_letter, letter => letter, letter => letter, _ => false).Written("a"));
}
