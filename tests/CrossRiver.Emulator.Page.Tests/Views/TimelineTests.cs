using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.Scenarios;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>A timeline is an ordered list, with steps within a step as a list within it.</summary>
public sealed class TimelineTests : ViewTests
{
    [Fact]
    public void Steps_are_in_their_order_with_when_and_what()
    {
        var timeline = Timeline(Step("first", "1 s"), Step("second", "30 s to 60 s", due: "47 s"));

        Assert.Equal(["1 s sets first first", "30 s to 60 s example 47 s sets second second"], timeline.FindAll("ol.plan > li").Select(Plain));
        Assert.Equal(2, timeline.FindAll("[data-row]").Count);
    }

    [Fact]
    public void Inner_steps_are_within_their_step()
    {
        var timeline = Timeline(Step("outer", "1 s") with { Steps = [Step("inner", "2 s")] }, Step("last", "3 s"));

        Assert.Equal("2 s sets inner inner", Plain(timeline.Find("ol.plan > li:first-child ol > li")));
        Assert.Equal(2, timeline.FindAll("[data-row]").Count);
    }

    [Fact]
    public void A_note_and_a_condition_are_shown_as_text() =>
        Assert.Equal(
            ["1 s", "sets noted noted", "only if <b>clear", "a note"],
            Timeline(Step("noted", "1 s") with { When = "only if <b>clear", Note = "a note" }).FindAll("li p").Select(Plain));

    private IRenderedComponent<Timeline> Timeline(params IReadOnlyList<TimelineStep> steps) => Show<Timeline>(view => view.Add(timeline => timeline.Steps, steps));

    private static TimelineStep Step(string name, string range, string? due = null) => new(name, range, due ?? range, When: "", $"sets {name}", Steps: []);
}
