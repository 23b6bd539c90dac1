namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>The lines in which events wait for the first attempts of earlier events.</summary>
public sealed class DeliveryOrderingTests
{
    private readonly DeliveryOrdering _lines = new();
    private readonly List<Guid> _begun = [];

    [Fact]
    public void The_first_of_a_line_begins_and_each_later_one_waits_for_the_one_before()
    {
        Assert.Equal([true, false, false, true], new[] { _lines.Join("a", Id(1)), _lines.Join("a", Id(2)), _lines.Join("a", Id(3)), _lines.Join("b", Id(4)) });
        Assert.Equal([Id(1), Id(4)], _lines.Heads);

        _lines.MoveOn("a", Id(2), Begin);
        _lines.MoveOn("c", Id(1), Begin);
        Assert.Empty(_begun);

        _lines.MoveOn("a", Id(1), Begin);
        Assert.Equal([Id(2)], _begun);
        _lines.MoveOn("a", Id(2), Begin);
        _lines.MoveOn("a", Id(3), Begin);

        Assert.Equal([Id(2), Id(3)], _begun);
        Assert.True(_lines.Join("a", Id(5)));
    }

    [Fact]
    public void An_event_that_does_not_go_on_lets_the_next_one_begin()
    {
        Array.ForEach([1, 2, 3, 4], number => _lines.Join("a", Id(number)));

        _lines.MoveOn("a", Id(1), id => Begin(id) && id == Id(3));

        Assert.Equal([Id(2), Id(3)], _begun);
        Assert.Equal([Id(3)], _lines.Heads);
        _lines.MoveOn("a", Id(3), id => Begin(id) && false);
        Assert.Equal([Id(2), Id(3), Id(4)], _begun);
        Assert.Empty(_lines.Heads);
    }

    [Fact]
    public void Those_behind_the_first_can_be_taken_out_of_all_lines()
    {
        Array.ForEach([1, 2, 3], number => _lines.Join("a", Id(number)));
        Array.ForEach([4, 5], number => _lines.Join("b", Id(number)));
        _lines.Join("c", Id(6));

        Assert.Equal([Id(2), Id(3), Id(5)], _lines.EmptyBehindHeads());
        Assert.Empty(_lines.EmptyBehindHeads());
        Assert.Equal([Id(1), Id(4), Id(6)], _lines.Heads);
        Assert.False(_lines.Join("a", Id(7)));
        _lines.MoveOn("a", Id(1), Begin);
        Assert.Equal([Id(7)], _begun);
    }

    [Fact]
    public void Lines_go_on_from_a_snapshot_without_the_events_that_are_gone()
    {
        Array.ForEach([1, 2, 3], number => _lines.Join("a", Id(number)));
        _lines.Join("b", Id(4));
        var saved = _lines.Save(id => id != Id(2) && id != Id(4));
        _lines.Clear();
        Assert.Empty(_lines.Heads);

        _lines.Load(saved);
        _lines.MoveOn("a", Id(1), Begin);

        Assert.Equal(["a"], saved.Keys);
        Assert.Equal([Id(1), Id(3)], saved["a"]);
        Assert.Equal([Id(3)], _begun);
        Assert.True(_lines.Join("A", Id(8)));
    }

    private bool Begin(Guid id)
    {
        _begun.Add(id);
        return true;
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
