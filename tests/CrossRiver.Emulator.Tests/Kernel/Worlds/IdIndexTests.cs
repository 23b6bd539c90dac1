namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class IdIndexTests
{
    private static readonly Guid Id = SampleWorlds.Id(1);

    private readonly IdIndex<string> _index = new();

    [Fact]
    public void A_value_is_found_by_its_identifier_until_another_takes_its_place()
    {
        Assert.Equal("first", _index.Set(Id, "first"));
        _index.Set(SampleWorlds.Id(2), "other");
        Assert.Equal(("first", 2), (_index.Find(Id), _index.Count));

        _index.Set(Id, "second");

        Assert.Equal(("second", 2), (_index.Find(Id), _index.Count));
        Assert.Null(_index.Find(SampleWorlds.Id(3)));
    }

    [Fact]
    public void All_values_are_a_copy_of_that_moment()
    {
        _index.Set(Id, "first");
        var all = _index.All;

        _index.Set(SampleWorlds.Id(2), "second");

        Assert.Equal(["first"], all);
        Assert.Equal(["first", "second"], _index.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_is_removed_only_if_it_is_the_value_with_the_identifier()
    {
        var value = _index.Set(Id, new string('a', 3));

        Assert.False(_index.Remove(Id, new string('a', 3)));
        Assert.False(_index.Remove(SampleWorlds.Id(2), value));
        Assert.Same(value, _index.Find(Id));

        Assert.True(_index.Remove(Id, value));
        Assert.False(_index.Remove(Id, value));
        Assert.Equal((null, 0), (_index.Find(Id), _index.Count));
    }

    [Fact]
    public void A_cleared_index_is_empty_and_takes_values_again()
    {
        _index.Set(Id, "first");

        _index.Clear();
        Assert.Empty(_index.All);
        _index.Set(Id, "second");

        Assert.Equal(("second", 1), (_index.Find(Id), _index.Count));
    }

    [Fact]
    public async Task A_value_is_found_while_the_index_grows()
    {
        var growing = _index;
        growing.Set(Id, "first");
        var finding = Task.Run(
            () =>
            {
                while (Volatile.Read(ref growing) is { } index)
                {
                    Assert.Equal("first", index.Find(Id));
                }
            },
            TestContext.Current.CancellationToken);

        for (var round = 0; round < 1_000; round++)
        {
            foreach (var number in Enumerable.Range(2, 1_000))
            {
                growing.Set(new Guid(number, 0, 0, new byte[8]), "another");
            }

            var next = new IdIndex<string>();
            next.Set(Id, "first");
            Volatile.Write(ref growing, next);
        }

        Volatile.Write(ref growing, null);
        await finding;
    }
}
