using System.Text.Json;

namespace CrossRiver.Emulator.Kernel.Text;

public sealed class JsonMembersTests
{
    [Theory]
    [InlineData("""{"taxId":1}""", "taxId", "1")]
    [InlineData("""{"TAXID":1}""", "taxId", "1")]
    [InlineData("""{"tax":0,"taxId":1,"TaxId":2}""", "taxId", "1")]
    [InlineData("""{"\u0074axId":1}""", "TaxId", "1")]
    [InlineData("""{"\u0074axId":1}""", "axId", null)]
    [InlineData("""{"É":1}""", "é", "1")]
    [InlineData("""{"\ud800":0,"a":1}""", "a", "1")]
    [InlineData("""{"tax":1}""", "taxId", null)]
    [InlineData("""["taxId"]""", "taxId", null)]
    public void A_member_is_found_in_any_casing(string json, string name, string? value) => Assert.Equal(value, Parse(json).FindMember(name)?.GetRawText());

    [Theory]
    [InlineData("""{"profile":{"taxId":"123"}}""", "profile.taxId", "123")]
    [InlineData("""{"Profile":{"TaxId":"123"}}""", "profile.taxId", "123")]
    [InlineData("""{"a":1.50}""", "a", "1.50")]
    [InlineData("""{"a":true}""", "a", "true")]
    [InlineData("""{"a":false}""", "a", "false")]
    [InlineData("""{"a":null}""", "a", null)]
    [InlineData("""{"a":{"b":1}}""", "a", null)]
    [InlineData("""{"a":[1]}""", "a", null)]
    [InlineData("""{"a":"\ud800"}""", "a", null)]
    [InlineData("""{"a":1}""", "a.b", null)]
    [InlineData("""{"a":1}""", "b.a", null)]
    public void A_field_is_text_as_it_is_written(string json, string path, string? text) => Assert.Equal(text, Parse(json).TextAt(path));

    [Fact]
    public void A_name_that_is_no_text_has_a_placeholder() =>
        Assert.Equal(["(a name that is no text)", "b"], Parse("""{"\ud800":1,"b":2}""").EnumerateObject().Select(member => member.SafeName()));

    [Theory]
    [InlineData("1", 0, true)]
    [InlineData("{}", 0, false)]
    [InlineData("{}", 1, true)]
    [InlineData("[]", 0, false)]
    [InlineData("[]", 1, true)]
    [InlineData("""{"a":1,"b":{"c":[]}}""", 3, true)]
    [InlineData("""{"a":1,"b":{"c":[]}}""", 2, false)]
    [InlineData("""[1,[{}]]""", 3, true)]
    [InlineData("""[[{}],1]""", 2, false)]
    public void A_value_is_within_so_many_levels_of_objects_and_lists(string json, int levels, bool isWithin) => Assert.Equal(isWithin, Parse(json).IsWithin(levels));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"a":null,"b":null}""", true)]
    [InlineData("""{"a":null,"b":0}""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public void An_object_is_empty_without_members_or_with_nulls_alone(string json, bool isEmpty) => Assert.Equal(isEmpty, Parse(json).IsEmptyObject());

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("\"  \"", true)]
    [InlineData("\"\\t\"", true)]
    [InlineData("\"a\"", false)]
    [InlineData("\"7\"", false)]
    [InlineData("\" a\"", false)]
    [InlineData("\"é\"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public void A_text_is_blank_if_it_is_empty_or_white_space(string json, bool isBlank) => Assert.Equal(isBlank, Parse(json).IsBlank());

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
