using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.Story;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>The lines of a story: the past with its details, the future with its wait.</summary>
public sealed class StoryEntryTests : ViewTests
{
    [Fact]
    public void A_planned_step_says_in_how_long_and_when()
    {
        var line = Show<Planned>(view => view.Add(planned => planned.Now, Now)
            .Add(planned => planned.Entry, new PlannedEntry("timeout", "releases", Now + new TimeSpan(47, 12, 0), WaitsFor: null, [Action("Skip")])));

        Assert.Equal("in 47 h 12 min · Thu 5 Mar 08:12:05", Plain(line.Find("li > span")));
        Assert.Equal("releases timeout", Plain(line.Find("p")));
        Assert.Equal("2026-03-05T13:12:05.000Z", line.Find("time").GetAttribute("datetime"));
        Assert.Equal("Skip", Plain(line.Find("button")));
    }

    [Fact]
    public void A_step_that_waits_says_for_what()
    {
        var line = Show<Planned>(view => view.Add(planned => planned.Now, Now)
            .Add(planned => planned.Entry, new PlannedEntry("answer", "sets ofac", DueAt: null, "your address call", [])));

        Assert.Equal("waits", Plain(line.Find("li > span")));
        Assert.Equal(["sets ofac answer", "waits for your address call"], line.FindAll("p").Select(Plain));
        Assert.Empty(line.FindAll("time, button"));
    }

    [Fact]
    public void A_webhook_shows_its_attempts_in_words_and_marks()
    {
        var line = Happened(new StoryEntry(7, Now, "event", "webhook Core.Customer.Onboarded")
        {
            Delivery = Delivery() with
            {
                Attempts =
                [
                    new AttemptLine(1, Now, IsTaken: false, "503 after 2 ms") { Address = "http://a/", Answer = "<p>no" },
                    new AttemptLine(2, Now, IsTaken: true, "200 after 3 ms"),
                ],
                Actions = [Action("Resend")],
            },
        });

        Assert.Equal("Tue 3 Mar 09:00:05", Plain(line.Find("li > time")));
        Assert.Contains("✕ failed attempt 1, Tue 3 Mar 09:00:05: 503 after 2 ms http://a/", Plain(line.Find("li")), StringComparison.Ordinal);
        Assert.Contains("✓ succeeded attempt 2, Tue 3 Mar 09:00:05: 200 after 3 ms", Plain(line.Find("li")), StringComparison.Ordinal);
        Assert.Equal("<p>no", line.Find("details pre code").TextContent);
        Assert.Equal("Resend", Plain(line.Find("button")));
    }

    [Fact]
    public void A_webhook_that_arrived_at_once_is_one_line()
    {
        var line = Happened(new StoryEntry(7, Now, "event", "webhook Core.Customer.Onboarded")
        {
            Delivery = Delivery() with { Attempts = [new AttemptLine(1, Now, IsTaken: true, "200 after 3 ms")] },
        });

        Assert.Equal("✓ succeeded webhook Core.Customer.Onboarded", Plain(line.Find("p")));
        Assert.Equal("200 after 3 ms", Plain(line.Find(".line > .quiet")));
        Assert.Empty(line.FindAll(".attempts"));
    }

    [Fact]
    public void A_short_detail_is_a_line_and_a_long_one_is_folded()
    {
        var line = Happened(new StoryEntry(7, Now, "call", "POST /") { Details = [new("why", "it matched"), new("body", "{\n}")] });

        Assert.Contains("why: it matched", Plain(line.Find("li")), StringComparison.Ordinal);
        Assert.Equal("body", Plain(line.Find("details summary")));
        Assert.Single(line.FindAll("details"));
    }

    [Fact]
    public void Idle_time_is_one_line_that_the_keys_skip()
    {
        var line = Happened(new StoryEntry(7, Now, "idle", "47 h, nothing"));

        Assert.Equal("47 h, nothing", Plain(line.Find("li")));
        Assert.Empty(line.FindAll("[data-row], time"));
    }

    private static DeliveryLine Delivery() => new(new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), "Core.Customer.Onboarded", Now, "succeeded") { Request = "{}" };

    private IRenderedComponent<Happened> Happened(StoryEntry entry) =>
        Show<Happened>(view => view.Add(happened => happened.Entry, entry).Add(happened => happened.Now, Now));
}
