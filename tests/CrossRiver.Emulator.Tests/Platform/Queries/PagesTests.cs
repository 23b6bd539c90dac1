using System.Globalization;

namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>The order of resources and their pages.</summary>
public sealed class PagesTests
{
    [Theory]
    [InlineData(1, 3, 0, "1 2 3", 3, false, true)]
    [InlineData(2, 3, 3, "4 5 6", 3, true, true)]
    [InlineData(3, 3, 6, "7", 3, true, false)]
    [InlineData(1, 7, 0, "1 2 3 4 5 6 7", 7, false, false)]
    [InlineData(4, 3, 9, "", 0, true, false)]
    public void A_page_is_cut_out_of_the_list(int number, int size, int skipped, string results, int pageSize, bool hasPrevious, bool hasNext)
    {
        var request = new PageRequest(number, size);

        var page = request.Of(Enumerable.Range(1, 7).Skip(request.Skipped));

        Assert.Equal((skipped, results), (request.Skipped, string.Join(' ', page.Results)));
        Assert.Equal((number, pageSize, hasPrevious, hasNext), (page.PageNumber, page.PageSize, page.HasPreviousPage, page.HasNextPage));
    }

    [Fact]
    public void The_last_page_that_can_be_asked_for_is_behind_everything() => Assert.Equal(int.MaxValue, new PageRequest(int.MaxValue, 50).Skipped);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    public void The_order_is_that_of_the_creation_or_the_other_way_round_from_any_place(int count)
    {
        var ids = Ids(count);
        var order = new CreationOrder();
        ids.ForEach(order.Add);

        Assert.All(new[] { 0, 1, 255, 256, 300, count, count + 1 }, skipped =>
        {
            Assert.Equal(ids.Skip(skipped), order.From(skipped));
            Assert.Equal(Enumerable.Reverse(ids).Skip(skipped), order.Newest(skipped));
        });
    }

    [Fact]
    public void What_is_removed_is_left_out()
    {
        var ids = Ids(5);
        var order = new CreationOrder();
        ids.ForEach(order.Add);

        order.Remove([]);
        order.Remove([ids[1], ids[3]]);
        Assert.Equal([ids[0], ids[2], ids[4]], order.From(0));

        order.Clear();
        Assert.Empty(order.From(0));
    }

    private static List<Guid> Ids(int count) => [.. Enumerable.Range(0, count).Select(number => Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture)))];
}
