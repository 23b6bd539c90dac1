using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

public sealed class KeyRuleTests
{
    [Theory]
    [InlineData("required", "{ a: 1 }", "")]
    [InlineData("required", "{ c: 1 }", "1: the key 'a' is missing")]
    [InlineData("some", "{ b: 1 }", "")]
    [InlineData("some", "{ c: 1 }", "1: something is missing; write one of a, b")]
    [InlineData("not together", "{ b: 1, d: 1 }", "")]
    [InlineData("not together", "{ d: 1, b: 1, a: 1 }", "15: 'a' does not go with 'b'; leave one")]
    [InlineData("not together", "{ c: 1, b: 1, a: 1 }", "9: 'b' does not go with 'c'; leave one, 15: 'a' does not go with 'c'; leave one")]
    [InlineData("needs", "{ d: 1 }", "")]
    [InlineData("needs", "{ d: 1, a: 1 }", "9: 'a' says nothing alone; write b or c, too")]
    [InlineData("needs", "{ a: 1, c: 1 }", "")]
    public void A_rule_says_at_which_column_a_mapping_breaks_it(string rule, string yaml, string broken) => Assert.Equal(broken, Broken(rule, yaml));

    [Theory]
    [InlineData("required", "{ aa: 1 }", "a")]
    [InlineData("some", "{ bb: 1 }", "b")]
    [InlineData("needs", "{ a: 1, bb: 1 }", "b")]
    public void A_misspelled_key_is_not_missing_besides(string rule, string yaml, string meant) => Assert.Equal("", Broken(rule, yaml, meant));

    [Theory]
    [InlineData("required", """{"required":["a"]}""")]
    [InlineData("some", """{"anyOf":[{"required":["a"]},{"required":["b"]}]}""")]
    [InlineData("not together", """{"not":{"anyOf":[{"required":["a","b"]},{"required":["a","c"]},{"required":["b","c"]}]}}""")]
    [InlineData("needs", """{"anyOf":[{"not":{"required":["a"]}},{"required":["b"]},{"required":["c"]}]}""")]
    public void Editors_get_a_rule(string rule, string json) => Assert.Equal(json, RuleOf(rule).Describe().ToJsonString());

    private static string Broken(string rule, string yaml, params string[] meant)
    {
        var mapping = Assert.IsType<MappingNode>(Assert.Single(YamlText.Read(yaml, new ParseContext("f"))));
        return string.Join(", ", RuleOf(rule).FindBroken(mapping, meant).Select(broken => $"{broken.Place.Column}: {broken.Text}"));
    }

    private static KeyRule RuleOf(string name) => name switch
    {
        "required" => KeyRule.Required("a"),
        "some" => KeyRule.Some("a", "b"),
        "not together" => KeyRule.NotTogether("a", "b", "c"),
        _ => KeyRule.Needs("a", "b", "c"),
    };
}
