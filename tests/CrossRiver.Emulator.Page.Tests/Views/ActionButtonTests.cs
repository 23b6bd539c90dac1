using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.Parts;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>A button is a form that says which call it makes, and the command line that does the same.</summary>
public sealed class ActionButtonTests : ViewTests
{
    [Fact]
    public void A_button_sends_its_call_and_returns_to_the_view()
    {
        var form = Show<ActionButton>(view => view.Add(button => button.Action, Action("Reset", new ActionField("by", "by")) with { Done = "It began again." })).Find("form");

        Assert.Equal(("post", "/bank/_emulator/ui/act"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(
            [("_method", "POST"), ("_path", "/_emulator/partners/x/reset"), ("_back", "/bank/_emulator/ui/here?q=1"), ("_done", "It began again."), ("by", "")],
            form.QuerySelectorAll("input").Select(input => (input.GetAttribute("name"), input.GetAttribute("value"))));
    }

    [Fact]
    public void A_button_may_return_to_another_view() =>
        Assert.Equal("/bank/_emulator/ui/there", Show<ActionButton>(view => view.Add(button => button.Action, Action("Reset") with { Back = "/bank/_emulator/ui/there" }))
            .Find("input[name=_back]").GetAttribute("value"));

    [Fact]
    public void A_button_has_its_key_its_explanation_and_its_command_line()
    {
        var shown = Show<ActionButton>(view => view.Add(button => button.Action, Action("Reset <all>") with { Key = "a", Explanation = "Removes \"all\"" }));
        var button = shown.Find("button[type=submit]");

        Assert.Equal(("Reset <all>", "a", "Removes \"all\""), (Plain(button), button.GetAttribute("data-key"), button.GetAttribute("title")));
        Assert.Equal("Reset <all> as curl", Plain(shown.Find("details summary")));
        Assert.Equal("curl -s http://localhost/reset", Plain(shown.Find("details pre code")));
        Assert.False(shown.Find("details").HasAttribute("open"));
    }

    [Theory]
    [InlineData(ActionKind.Plain, "act")]
    [InlineData(ActionKind.Primary, "act primary")]
    [InlineData(ActionKind.Danger, "act danger")]
    public void The_weight_of_a_button_is_seen(ActionKind kind, string css) =>
        Assert.Equal(css, Show<ActionButton>(view => view.Add(button => button.Action, Action("Reset") with { Kind = kind })).Find("form").ClassName!.Trim());
}
