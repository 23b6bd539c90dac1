using AngleSharp.Dom;
using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.Parts;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>Each form of a field has a label, its value, and the name by which it is sent.</summary>
public sealed class FieldTests : ViewTests
{
    private static readonly IReadOnlyList<FieldOption> Options = [new("a", "the first"), new("b", "the second"), new("c", "the third")];

    [Theory]
    [InlineData(FieldForm.Text, "text", "by")]
    [InlineData(FieldForm.Number, "number", "by:Number")]
    [InlineData(FieldForm.Header, "text", "by:Header")]
    public void A_line_of_text(FieldForm form, string type, string name)
    {
        var field = Field(new ActionField("by", "Advance by") { Form = form, Value = "\"2h\"", Placeholder = "2h30m", IsRequired = true });
        var input = field.QuerySelector("input")!;

        Assert.Equal("Advance by", Plain(field));
        Assert.Equal((type, name, "\"2h\"", "2h30m"), (input.GetAttribute("type"), input.GetAttribute("name"), input.GetAttribute("value"), input.GetAttribute("placeholder")));
        Assert.True(input.HasAttribute("required"));
        Assert.Equal(form is FieldForm.Number, input.HasAttribute("step"));
    }

    [Theory]
    [InlineData(FieldForm.Json, "body:Json")]
    [InlineData(FieldForm.Yaml, "body:Yaml")]
    public void A_whole_body(FieldForm form, string name)
    {
        var text = Field(new ActionField("body", "Body") { Form = form, Value = "</textarea><script>" }).QuerySelector("textarea")!;

        Assert.Equal((name, "</textarea><script>", "false"), (text.GetAttribute("name"), text.TextContent, text.GetAttribute("spellcheck")));
    }

    [Fact]
    public void A_choice_begins_with_its_value()
    {
        var field = Field(new ActionField("mode", "Mode") { Options = Options, Value = "b" });

        Assert.Equal(["the first", "the second", "the third"], field.QuerySelectorAll("select[name=mode] option").Select(Plain));
        Assert.Equal("b", field.QuerySelectorAll("option[selected]").Single().GetAttribute("value"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("", false)]
    public void A_flag_is_a_box_that_is_sent_when_it_is_ticked(string value, bool isTicked)
    {
        var field = Field(new ActionField("force", "even so") { Form = FieldForm.Flag, Value = value });
        var box = field.QuerySelector("input[type=checkbox]")!;

        Assert.Equal("even so", Plain(field));
        Assert.Equal(("force:Flag", "true", isTicked), (box.GetAttribute("name"), box.GetAttribute("value"), box.HasAttribute("checked")));
    }

    [Fact]
    public void A_list_is_a_group_of_boxes_and_is_sent_when_none_is_ticked()
    {
        var field = Field(new ActionField("keep", "Keep") { Form = FieldForm.List, Options = Options, Value = "a,c" });

        Assert.Equal("Keep", Plain(field.QuerySelector("fieldset > legend")!));
        Assert.Equal(["a", "c"], field.QuerySelectorAll("input[name='keep:List'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal("", field.QuerySelector("input[type=hidden][name='keep:List']")!.GetAttribute("value"));
    }

    [Fact]
    public void A_hidden_field_shows_nothing()
    {
        var field = Field(new ActionField("by", "by") { Form = FieldForm.Number, IsHidden = true, Value = "1" });

        Assert.Equal("", Plain(field));
        Assert.Equal(("hidden", "by:Number", "1"), (field.Children[0].GetAttribute("type"), field.Children[0].GetAttribute("name"), field.Children[0].GetAttribute("value")));
    }

    private IElement Field(ActionField of) => Render(builder =>
    {
        builder.OpenElement(0, "div");
        builder.OpenComponent<Field>(1);
        builder.AddComponentParameter(2, nameof(Parts.Field.Of), of);
        builder.CloseComponent();
        builder.CloseElement();
    }).Find("div");
}
