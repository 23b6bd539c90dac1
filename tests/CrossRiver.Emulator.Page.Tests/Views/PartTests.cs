using Bunit;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views.Parts;

namespace CrossRiver.Emulator.Page.Views;

/// <summary>The small parts that all views consist of.</summary>
public sealed class PartTests : ViewTests
{
    [Fact]
    public void A_moment_is_the_banks_for_readers_and_UTC_for_machines() =>
        Show<Moment>(view => view.Add(moment => moment.At, Now)).MarkupMatches(
            """<time datetime="2026-03-03T14:00:05.000Z" title="Tue 3 Mar 2026 09:00:05 Eastern">Tue 3 Mar 09:00:05</time>""");

    [Theory]
    [InlineData("Clear", "good", "✓")]
    [InlineData("succeeded", "good", "✓")]
    [InlineData("Positive", "bad", "✕")]
    [InlineData("Suspended", "bad", "✕")]
    [InlineData("lost", "bad", "✕")]
    [InlineData("Reviewing", "waiting", "◷")]
    [InlineData("held", "waiting", "◷")]
    [InlineData("Pending", "open", "○")]
    [InlineData("<b>a word of a later bank", "open", "○")]
    public void A_mark_is_a_word_with_a_shape_that_readers_of_the_screen_skip(string word, string kind, string shape)
    {
        var mark = Show<Mark>(view => view.Add(mark => mark.Text, word)).Find("span");

        Assert.Equal($"mark {kind}", mark.ClassName);
        Assert.Equal($"{shape} {word}", Plain(mark));
        Assert.Equal(shape, mark.QuerySelector("[aria-hidden=true]")!.TextContent);
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("?page=1", null, "← Newer")]
    [InlineData(null, "?page=3", "Older →")]
    [InlineData("?page=1", "?page=3", "← Newer Older →")]
    public void The_pages_lead_to_those_that_exist(string? newer, string? older, string links)
    {
        var pages = Show<Pages>(view => view.Add(pages => pages.Of, new Neighbours(newer, older)));

        Assert.Equal(links, string.Join(' ', pages.FindAll("nav a").Select(Plain)));
        Assert.Equal(links is "", pages.Markup.Trim() is "");
    }

    [Fact]
    public void A_customer_that_is_gone_is_no_link()
    {
        var id = new Guid("0b2b7a0e-96a5-4a66-8c0b-b51000000001");

        Assert.Equal($"{Frame.Root}/partners/{PartnerId}/customers/{id}", Show<OfCustomer>(view => view.Add(of => of.Link, new CustomerLink(id, "<i>Eve"))).Find("a").GetAttribute("href"));
        Assert.Empty(Show<OfCustomer>(view => view.Add(of => of.Link, new CustomerLink(id, Name: null))).FindAll("a"));
    }
}
