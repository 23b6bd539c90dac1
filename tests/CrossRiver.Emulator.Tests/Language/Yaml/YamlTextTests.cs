namespace CrossRiver.Emulator.Language.Yaml;

public sealed class YamlTextTests
{
    [Fact]
    public void Documents_have_their_values_with_the_places_where_they_begin()
    {
        var documents = Read("a: [1, 'null', ~]\n---\n- b: {}\n");

        var first = Assert.IsType<MappingNode>(documents[0]);
        Assert.Equal(2, documents.Count);
        Assert.Equal((new Place(1, 1), new Place(1, 1), new Place(1, 4)), (first.Place, first.PlaceOf("a"), first.Find("a")!.Value.Place));
        Assert.Equal(new Place(1, 1), first.PlaceOf("b"));
        var list = Assert.IsType<ListNode>(first.Find("a")!.Value);
        Assert.Equal([("1", 5, false), ("null", 8, false), ("~", 16, true)], list.Items.Cast<TextNode>().Select(item => (item.Text, item.Place.Column, item.IsNothing)));
        Assert.Equal([(3, 1), (3, 3)], new Node[] { documents[1], Assert.IsType<ListNode>(documents[1]).Items[0] }.Select(node => (node.Place.Line, node.Place.Column)));
    }

    [Theory]
    [InlineData("a", 1, 1)]
    [InlineData("[]", 1, 1)]
    [InlineData("[a, [b, c]]", 5, 3)]
    [InlineData("[[[]], a]", 4, 3)]
    [InlineData("{}", 1, 1)]
    [InlineData("{ a: b }", 3, 2)]
    [InlineData("{ a: [b, c], d: e }", 7, 3)]
    [InlineData("{ a: b, c: { d: { e: f } } }", 9, 4)]
    public void A_value_has_a_size_and_a_height(string yaml, int size, int height) => Assert.Equal((size, height), (Read(yaml)[0].Size, Read(yaml)[0].Height));

    [Theory]
    [InlineData("", "f(1,1): the file is empty; write a scenario")]
    [InlineData("# nothing\n", "f(1,1): the file is empty; write a scenario")]
    [InlineData("a: !x b", "f(1,4): tags (!) are not allowed; write the value alone")]
    [InlineData("!!map { a: b }", "f(1,1): tags (!) are not allowed; write the value alone")]
    [InlineData("? [a]\n: b", "f(1,3): a key must be text")]
    [InlineData("{ b: c, { a: b }: b }", "f(1,9): a key must be text")]
    [InlineData("a: 1\nb: 2\n'a': 3", "f(3,1): the key 'a' is given twice, first in line 1; leave one")]
    [InlineData("a: &x 1\nb: *y", "f(2,4): there is no anchor '&y' that ends above; write &y before the value that is meant, or put the text in quotes")]
    [InlineData("a: &x 1\n---\nb: *x", "f(3,4): there is no anchor '&x' that ends above; write &x before the value that is meant, or put the text in quotes")]
    public void What_scenario_files_do_not_have_is_refused(string yaml, string message) => Assert.Equal([message], Messages(yaml));

    [Fact]
    public void Half_of_a_character_is_refused_wherever_it_is() => Assert.All(
        ["\uD83D", "b\uD83Dc", "'\uDE00'", "\uDE00\uD83D", "\uD83D\uDE00\uDE00", "\uD83D\uD83D\uDE00"],
        half => Assert.Equal(["f(1,4): this is no text: it has half of a character"], Messages($"a: {half}")));

    [Theory]
    [InlineData("a: \"\uD83D\uDE00\uD83D\uDE00\"")]
    [InlineData("a: \"\\uD83D\\uDE00\"")]
    [InlineData("a: &x [1]\nb: [*x, *x]")]
    public void What_is_text_and_what_is_named_above_is_taken(string yaml) => Assert.Empty(Messages(yaml));

    [Theory]
    [InlineData("[", "a", "]")]
    [InlineData("{a: ", "b", "}")]
    [InlineData("{ ? ", "b", ": c}")]
    public void Values_are_nested_64_levels_at_most(string open, string inmost, string close)
    {
        Assert.DoesNotContain("levels", string.Concat(Messages(Nested(63))), StringComparison.Ordinal);
        Assert.Contains("this is nested more than 64 levels deep", string.Concat(Messages(Nested(64))), StringComparison.Ordinal);

        string Nested(int levels) => $"{string.Concat(Enumerable.Repeat(open, levels))}{inmost}{string.Concat(Enumerable.Repeat(close, levels))}";
    }

    [Fact]
    public void An_alias_is_as_deep_as_what_it_stands_for()
    {
        Assert.Empty(Messages(Nested(61)));
        Assert.Equal(["f(1,72): this is nested more than 64 levels deep"], Messages(Nested(62)));

        static string Nested(int levels) => $"[&x [a], {new string('[', levels)}*x{new string(']', levels)}]";
    }

    [Fact]
    public void Aliases_stand_for_1000_values_at_most()
    {
        Assert.Empty(Messages($"[&x [{string.Join(", ", Enumerable.Repeat("a", 99))}], {string.Join(", ", Enumerable.Repeat("*x", 10))}]"));
        Assert.Contains(
            "the aliases (*) of this file stand for more than 1000 values; write less of it by aliases",
            Assert.Single(Messages($"[&x [{string.Join(", ", Enumerable.Repeat("a", 99))}], &y b, {string.Join(", ", Enumerable.Repeat("*x", 10))}, *y]")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_has_100000_parts_at_most()
    {
        Assert.Empty(Messages($"[{string.Concat(Enumerable.Repeat("a,", 99_998))}]"));
        Assert.Equal(["f(1,200000): the file has more than 100000 parts; split it"], Messages($"[{string.Concat(Enumerable.Repeat("a,", 99_999))}]"));
    }

    [Fact]
    public void A_file_has_a_mebi_of_characters_at_most()
    {
        Assert.Equal(["f(1,1): the file is empty; write a scenario"], Messages(new string(' ', 1024 * 1024)));
        Assert.Equal(["f(1,1): the file has more than 1048576 characters; split it"], Messages(new string(' ', (1024 * 1024) + 1)));
    }

    [Fact]
    public void A_document_is_written_with_indented_lists_in_one_line_each_and_without_anchors()
    {
        var word = YamlMap.Word("a")!;
        var map = new YamlMap().Add("list", YamlMap.BlockOf([word, word])).Add("none", value: null).Add("inner", new YamlMap().Add("line", YamlMap.LineOf([word, null, word])).Block)
            .Add("empty", YamlMap.LineOf([])).Add("flow", new YamlMap().Add("k", word).Line).Add("long", YamlMap.Text(string.Join(' ', Enumerable.Repeat("word", 60))));

        Assert.Equal(
            $"list:\n  - a\n  - a\ninner:\n  line: [a, a]\nempty: []\nflow: {{k: a}}\nlong: {string.Join(' ', Enumerable.Repeat("word", 60))}\n",
            YamlText.Write(map.Block!));
        Assert.Equal("a\n", YamlText.Write(word));
    }

    [Fact]
    public void A_mapping_or_list_without_elements_is_left_out()
    {
        Assert.Null(new YamlMap().Block);
        Assert.Null(new YamlMap().Line);
        Assert.Null(YamlMap.BlockOf([null]));
        Assert.Null(YamlMap.Text(null));
        Assert.Null(YamlMap.Word(null));
    }

    [Theory]
    [InlineData("Peter's hit; no. 2-b", true)]
    [InlineData("é", true)]
    [InlineData("2 hits", false)]
    [InlineData("-", false)]
    [InlineData("a ", false)]
    [InlineData(" a", false)]
    [InlineData("a: b", false)]
    [InlineData("a #b", false)]
    [InlineData("True", false)]
    [InlineData("false", false)]
    [InlineData("Null", false)]
    [InlineData("Yes", false)]
    [InlineData("no", false)]
    [InlineData("ON", false)]
    [InlineData("off", false)]
    [InlineData("y", false)]
    [InlineData("N", false)]
    public void An_author_s_text_is_quoted_where_a_reader_could_misunderstand_it(string text, bool isPlain)
    {
        var written = YamlText.Write(YamlMap.Text(text)!);

        Assert.Equal(isPlain ? $"{text}\n" : $"\"{text}\"\n", written);
        Assert.Equal(text, Assert.IsType<TextNode>(Read(written)[0]).Text);
    }

    [Fact]
    public void A_printed_value_is_the_same_as_json()
    {
        var map = new YamlMap().Add("flags", YamlMap.LineOf([YamlMap.Word("true"), YamlMap.Word("false"), YamlMap.Text("true")]))
            .Add("numbers", YamlMap.LineOf([YamlMap.Word("7"), YamlMap.Word("-0.5"), YamlMap.Text("7")])).Add("text", YamlMap.Text("a b"));

        Assert.Equal("""{"flags":[true,false,"true"],"numbers":[7,-0.5,"7"],"text":"a b"}""", YamlJson.Of(map.Block!)!.ToJsonString());
    }

    private static IReadOnlyList<Node> Read(string yaml)
    {
        var context = new ParseContext("f");
        var documents = YamlText.Read(yaml, context);
        Assert.Empty(context.Messages);
        return documents;
    }

    private static IReadOnlyList<string> Messages(string yaml)
    {
        var context = new ParseContext("f");
        YamlText.Read(yaml, context);
        return [.. context.Messages.Select(message => $"{message}")];
    }
}
