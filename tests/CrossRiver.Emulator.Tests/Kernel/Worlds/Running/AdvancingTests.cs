using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

public sealed class AdvancingTests : IDisposable
{
    private readonly SampleWorlds _worlds = new();

    private World World => _worlds.World;

    public void Dispose() => _worlds.Dispose();

    [Fact]
    public async Task All_that_is_due_up_to_the_target_runs_in_order_and_each_at_its_moment()
    {
        _worlds.Book(20, "second", then: () => Assert.Equal(SampleWorlds.Start.AddSeconds(20), World.Clock.Now));
        _worlds.Book(10, "first", then: () => _worlds.Book(10, "caused"));
        _worlds.Book(60, "at the target");
        _worlds.Book(60.001, "behind it");

        var advance = await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) });

        Assert.Equal(["first at 10", "caused at 10", "second at 20", "at the target at 60"], _worlds.Done);
        Assert.Equal((AdvanceEnd.Arrived, 4, SampleWorlds.Start, SampleWorlds.Start.AddMinutes(1)), (advance.End, advance.Ran, advance.From, World.Clock.Now));
        Assert.Equal(new ScheduledWork("behind it") { DueAt = SampleWorlds.Start.AddSeconds(60.001) }, advance.Next);
    }

    [Fact]
    public async Task A_second_advance_counts_only_what_it_runs()
    {
        _worlds.Book(10, "first");
        _worlds.Book(20, "second");
        await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(10) });

        var second = await AdvanceAsync(new AdvanceTarget { To = SampleWorlds.Start.AddSeconds(20) });

        Assert.Equal((1, null), (second.Ran, second.Next));
        Assert.Equal(AdvanceEnd.Arrived, (await AdvanceAsync(new AdvanceTarget { To = SampleWorlds.Start })).End);
        Assert.Equal(SampleWorlds.Start.AddSeconds(20), World.Clock.Now);
    }

    [Fact]
    public async Task A_step_runs_all_of_its_moment_and_what_that_causes_at_once()
    {
        _worlds.Book(10, "first", then: () => _worlds.Book(10, "caused"));
        _worlds.Book(10, "beside");
        _worlds.Book(20, "second");
        _worlds.Book(30, "third");

        var advance = await AdvanceAsync(new AdvanceTarget { Steps = 2 });

        Assert.Equal(["first at 10", "beside at 10", "caused at 10", "second at 20"], _worlds.Done);
        Assert.Equal((AdvanceEnd.Arrived, 4, SampleWorlds.Start.AddSeconds(20), "third"), (advance.End, advance.Ran, World.Clock.Now, advance.Next?.What));
    }

    [Fact]
    public async Task More_steps_than_there_are_end_at_the_last_one()
    {
        _worlds.Book(10, "first");

        var advance = await AdvanceAsync(new AdvanceTarget { Steps = 5 });

        Assert.Equal((AdvanceEnd.Arrived, 1, SampleWorlds.Start.AddSeconds(10)), (advance.End, advance.Ran, World.Clock.Now));
        Assert.Null(advance.Next);
    }

    [Fact]
    public async Task An_advance_runs_a_bounded_number_of_entries_and_the_next_one_goes_on()
    {
        Enumerable.Range(1, 5).ToList().ForEach(second => _worlds.Book(second, "entry"));

        var first = await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(5), MostEntries = 3 });
        var second = await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(5), MostEntries = 2 });

        Assert.Equal((AdvanceEnd.TooManyEntries, 3, SampleWorlds.Start.AddSeconds(4)), (first.End, first.Ran, first.Next!.DueAt));
        Assert.Equal((AdvanceEnd.Arrived, 2), (second.End, second.Ran));
    }

    [Fact]
    public async Task Of_many_entries_at_one_moment_no_more_run_than_may()
    {
        Enumerable.Range(1, 5).ToList().ForEach(_ => _worlds.Book(1, "entry"));

        Assert.Equal((AdvanceEnd.TooManyEntries, 3), await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(5), MostEntries = 3 }) is var advance ? (advance.End!.Value, (int)advance.Ran) : default);
    }

    [Fact]
    public async Task One_caller_at_a_time_advances_the_time()
    {
        var second = new Advance(default, target: null, steps: null, ranBefore: 0, mostEntries: 0);
        var (isBeingAdvanced, isInUse) = (false, false);
        _worlds.Book(10, "first", then: () =>
        {
            second = World.Advancing.RunAsync(new AdvanceTarget { Steps = 1 }, CancellationToken.None).GetAwaiter().GetResult();
            (isBeingAdvanced, isInUse) = (World.Time.IsBeingAdvanced && !World.Time.IsAtRest, World.Time.IsInUse);
        });

        await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) });

        Assert.Null(second);
        Assert.True(isBeingAdvanced && isInUse);
        Assert.False(World.Time.IsBeingAdvanced || World.Time.IsInUse);
        Assert.True(World.Time.IsAtRest);
    }

    [Fact]
    public async Task Time_that_passes_stands_while_it_is_advanced_and_goes_on_afterwards()
    {
        Go(ClockMode.Real);
        _worlds.Book(10, "first", then: () => _worlds.Machine.Advance(TimeSpan.FromSeconds(15)));
        _worlds.Book(30, "by itself");

        await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromSeconds(20) });

        Assert.Equal(SampleWorlds.Start.AddSeconds(20), World.Clock.Now);
        _worlds.Machine.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(["first at 10"], _worlds.Done);
        _worlds.Machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first at 10", "by itself at 30"], _worlds.Done);
    }

    [Fact]
    public async Task A_reset_ends_the_advance()
    {
        _worlds.Book(10, "first", then: () => _ = World.Lifecycle.ResetAsync());
        _worlds.Book(20, "second");

        var advance = await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) });

        Assert.Equal((AdvanceEnd.Reset, SampleWorlds.Start), (advance.End, World.Clock.Now));
        Assert.Equal(["first at 10"], _worlds.Done);
    }

    [Fact]
    public async Task A_stop_ends_the_advance()
    {
        _worlds.Book(10, "first", then: () => World.Agenda.Stop());
        _worlds.Book(20, "second");

        Assert.Equal(AdvanceEnd.Reset, (await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) })).End);
        Assert.Equal(["first at 10"], _worlds.Done);
    }

    [Fact]
    public async Task An_advance_waits_for_answers_until_its_caller_gives_up_and_the_time_stays()
    {
        using var patience = new CancellationTokenSource();
        _worlds.Book(10, "first", then: _worlds.Begin);
        _worlds.Book(20, "second");
        var advancing = World.Advancing.RunAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) }, patience.Token);
        Assert.False(advancing.IsCompleted);

        await patience.CancelAsync();

        var advance = await advancing;
        Assert.Equal((AdvanceEnd.TimeIsUp, 1, SampleWorlds.Start.AddSeconds(10), "second"), (advance!.End, advance.Ran, World.Clock.Now, advance.Next?.What));
        Assert.False(World.Time.IsBeingAdvanced);
    }

    [Fact]
    public async Task An_advance_is_given_up_amid_the_entries_of_one_moment()
    {
        using var patience = new CancellationTokenSource();
        _worlds.Book(10, "first", then: patience.Cancel);
        Enumerable.Range(0, 600).ToList().ForEach(_ => _worlds.Book(10, "entry"));

        var advance = await World.Advancing.RunAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) }, patience.Token);

        Assert.Equal(AdvanceEnd.TimeIsUp, advance!.End);
        Assert.InRange(advance.Ran, 1, 256);
    }

    [Fact]
    public async Task At_one_moment_a_customer_has_one_entry_before_its_answers_and_others_have_theirs()
    {
        var (one, other) = (SampleWorlds.Id(7), SampleWorlds.Id(8));
        _worlds.Attempts.Customers[SampleWorlds.Id(9)] = one;
        _worlds.Book(10, "one", customer: one, then: _worlds.Begin);
        _worlds.Book(10, "other", customer: other);
        _worlds.Book(10, "of none");
        _worlds.Book(10, "event of one", ofEvent: SampleWorlds.Id(9));
        _worlds.Book(10, "last");

        var advancing = World.Advancing.RunAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);
        Assert.Equal(["one at 10", "other at 10", "of none at 10"], _worlds.Done);
        Assert.False(advancing.IsCompleted);
        _worlds.End();

        Assert.Equal(5, (await advancing)!.Ran);
        Assert.Equal(["event of one at 10", "last at 10"], _worlds.Done.Skip(3));
    }

    [Fact]
    public async Task Nothing_new_runs_while_more_is_under_way_than_the_receiver_takes()
    {
        _worlds.Book(10, "first", then: () =>
        {
            _worlds.Begin();
            _worlds.Attempts.IsCongested = true;
        });
        _worlds.Book(10, "second");

        var advancing = World.Advancing.RunAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);
        Assert.Equal(["first at 10"], _worlds.Done);
        _worlds.Attempts.IsCongested = false;
        _worlds.End();

        Assert.Equal(2, (await advancing)!.Ran);
    }

    [Fact]
    public async Task A_receiver_takes_more_if_nothing_is_under_way()
    {
        _worlds.Attempts.IsCongested = true;
        _worlds.Book(10, "first");

        Assert.Equal(1, (await AdvanceAsync(new AdvanceTarget { Steps = 1 })).Ran);
    }

    [Theory]
    [InlineData(false, "ring, knock")]
    [InlineData(true, "knock")]
    public async Task An_entry_of_a_part_is_run_by_it_unless_it_says_that_nothing_is_left_to_do(bool areSilent, string heard)
    {
        var bells = World.Part<SampleWorlds.Bells>();
        bells.AreSilent = areSilent;
        World.RunLocked(() =>
        {
            World.Agenda.Book(SampleWorlds.Start.AddSeconds(1), new SampleWorlds.Ring());
            World.Agenda.Book(SampleWorlds.Start.AddSeconds(2), new SampleWorlds.Knock());
            return true;
        });

        await AdvanceAsync(new AdvanceTarget { By = TimeSpan.FromMinutes(1) });

        Assert.Equal(heard, string.Join(", ", bells.Heard));
    }

    [Fact]
    public void What_is_due_of_a_customer_runs_with_all_that_is_due_before_it()
    {
        var customer = SampleWorlds.Id(7);

        Assert.Equal(["before at -3", "of the customer at -2", "caused at -1.5"], RunDueOf(customer, () =>
        {
            _worlds.Book(-3, "before");
            _worlds.Book(-2, "of the customer", customer: customer, then: () => _worlds.Book(-1.5, "caused", customer: customer));
            _worlds.Book(-1, "behind");
            _worlds.Book(1, "later", customer: customer);
        }));
    }

    [Fact]
    public void Nothing_runs_for_a_customer_who_has_nothing_due() => Assert.Empty(RunDueOf(SampleWorlds.Id(7), () =>
    {
        _worlds.Book(-1, "of another", customer: SampleWorlds.Id(8));
        _worlds.Book(1, "later", customer: SampleWorlds.Id(7));
    }));

    [Fact]
    public void Of_a_customer_without_end_a_thousand_entries_run()
    {
        var left = 2_000;
        Assert.Equal(1_000, RunDueOf(SampleWorlds.Id(7), Again).Count);

        void Again() => _worlds.Book(-1, "again", customer: SampleWorlds.Id(7), then: left-- > 0 ? Again : null);
    }

    [Fact]
    public async Task During_an_advance_only_what_is_due_of_the_customer_runs_beside_it()
    {
        var customer = SampleWorlds.Id(7);
        _worlds.Book(10, "first", then: () =>
        {
            _worlds.Begin();
            _worlds.Attempts.IsCongested = true;
        });
        _worlds.Book(10, "of the customer", customer: customer);
        _worlds.Book(10, "of another", customer: SampleWorlds.Id(8));
        _worlds.Book(10, "of the customer again", customer: customer);
        var advancing = World.Advancing.RunAsync(new AdvanceTarget { Steps = 1 }, TestContext.Current.CancellationToken);

        World.Advancing.RunDueOf(customer);

        Assert.Equal(["first at 10", "of the customer at 10"], _worlds.Done);
        _worlds.Attempts.IsCongested = false;
        _worlds.End();
        await advancing;
    }

    // Within one turn, because the agenda runs on another thread what is due.
    private IReadOnlyList<string> RunDueOf(Guid customer, Action book) => World.RunLocked<IReadOnlyList<string>>(() =>
    {
        book();
        World.Advancing.RunDueOf(customer);
        return [.. _worlds.Done];
    });

    private async Task<Advance> AdvanceAsync(AdvanceTarget target) => (await World.Advancing.RunAsync(target, TestContext.Current.CancellationToken))!;

    private void Go(ClockMode mode) => World.RunLocked(() =>
    {
        World.Time.Go(mode, 1, now: null);
        return true;
    });
}
