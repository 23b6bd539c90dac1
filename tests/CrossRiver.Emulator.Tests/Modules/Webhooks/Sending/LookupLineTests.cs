namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The running and the waiting lookups of one partner.</summary>
public sealed class LookupLineTests
{
    private readonly LookupLine _line = new();

    [Fact]
    public void Callers_of_one_host_share_a_lookup_in_any_casing()
    {
        var first = _line.Join("a.test", Guid.Empty);

        Assert.Same(first, _line.Join("A.test", Guid.Empty));
        Assert.NotSame(first, _line.Join("b.test", Guid.Empty));
        Assert.Equal((2, "a.test"), (first.Callers, first.Host));
    }

    [Fact]
    public void Lookups_start_in_the_order_in_which_they_came_and_only_so_many_at_once()
    {
        Assert.False(_line.CanStart);
        var all = Enumerable.Range(0, HostLookups.MostOfPartner + 1).Select(number => _line.Join($"{number}.test", Guid.Empty)).ToList();
        var started = new List<Lookup>();
        while (_line.CanStart)
        {
            started.Add(_line.Start());
        }

        Assert.Equal(all.Take(HostLookups.MostOfPartner), started);
        Assert.Equal(HostLookups.MostOfPartner, _line.Running);
        _line.End(all[3]);
        Assert.True(_line.CanStart);
        Assert.Same(all[^1], _line.Start());
        Assert.False(_line.CanStart);
    }

    [Fact]
    public void A_lookup_that_waits_is_forgotten_with_its_last_caller_and_one_that_runs_is_not()
    {
        var running = _line.Join("runs.test", Guid.Empty);
        _line.Start();
        var waiting = _line.Join("waits.test", Guid.Empty);
        _line.Join("waits.test", Guid.Empty);

        _line.Leave(running);
        _line.Leave(waiting);
        Assert.True(_line.CanStart);
        _line.Leave(waiting);

        Assert.Equal((false, 1, false), (_line.CanStart, _line.Running, _line.IsEmpty));
        Assert.Same(running, _line.Join("runs.test", Guid.Empty));
        _line.End(running);
        Assert.True(_line.IsEmpty);
    }
}
