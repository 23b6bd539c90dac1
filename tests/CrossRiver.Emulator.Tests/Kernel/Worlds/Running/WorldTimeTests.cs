using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

public sealed class WorldTimeTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SampleWorlds _worlds = new();

    private World World => _worlds.World;

    public void Dispose() => _worlds.Dispose();

    [Fact]
    public async Task A_world_is_idle_if_nothing_is_due_in_the_span_that_is_asked_for()
    {
        _worlds.Book(60, "step");

        Assert.Equal(new IdleStatus(IsNever: false), await WhenIdle());
        Assert.Equal(new IdleStatus(IsNever: false), await WhenIdle(Minute - TimeSpan.FromTicks(1)));
        Assert.Equal(new IdleStatus(IsNever: true), await WhenIdle(Minute));
    }

    [Fact]
    public async Task A_world_whose_time_passes_is_idle_after_what_is_due_in_the_span()
    {
        Go(ClockMode.Real);
        _worlds.Book(60, "step");

        var idle = WhenIdle(Minute);
        Assert.False(idle.IsCompleted);
        _worlds.Machine.Advance(Minute);

        Assert.Equal(new IdleStatus(IsNever: false), await idle);
        Assert.Equal(["step at 60"], _worlds.Done);
    }

    [Fact]
    public async Task A_world_in_which_nothing_is_booked_is_idle_while_its_time_passes()
    {
        Go(ClockMode.Real);

        Assert.Equal(new IdleStatus(IsNever: false), await WhenIdle(Minute));
    }

    [Fact]
    public void A_world_is_not_at_rest_while_something_is_due() => Assert.False(World.RunLocked(() =>
    {
        World.Agenda.Book(SampleWorlds.Start, new SampleWorlds.Note("step"));
        return World.Time.IsAtRest;
    }));

    [Fact]
    public async Task A_world_skips_from_its_beginning_if_the_emulator_does()
    {
        using var worlds = new SampleWorlds(services => services.Configure<ClockOptions>(clock => clock.Mode = ClockMode.Skip));

        worlds.Book(3600, "step");

        await Until.HoldsAsync(() => worlds.Done is ["step at 3600"]);
    }

    [Fact]
    public async Task A_world_with_an_attempt_under_way_is_idle_after_its_answer()
    {
        _worlds.Begin();
        var idle = WhenIdle();
        Assert.False(idle.IsCompleted);

        _worlds.End();

        Assert.False((await idle).IsNever);
    }

    [Fact]
    public async Task A_world_in_which_more_is_due_than_the_receiver_takes_says_so_until_all_is_done()
    {
        _worlds.Attempts.IsCongested = true;
        _worlds.Begin();
        _worlds.Book(60, "step", customer: SampleWorlds.Id(7));
        Assert.Null(World.Behind);

        Go(ClockMode.Manual, SampleWorlds.Start.AddMinutes(3));

        await Until.HoldsAsync(() => World.Behind is not null);
        Assert.Equal(TimeSpan.FromMinutes(2), World.Behind);
        var more = $"more is due than can be done, the world is 2m behind; next: step of customer {SampleWorlds.Id(7)}";
        Assert.Equal([$"agenda: {more}"], Journal());
        Assert.StartsWith($"Partner {World.PartnerId}: more is due than can be done, the world is 2m behind its clock; next: step of customer {SampleWorlds.Id(7)}. A reset", Assert.Single(_worlds.Log.All), StringComparison.Ordinal);

        _worlds.Attempts.IsCongested = false;
        _worlds.End();

        await Until.HoldsAsync(() => World.Journal.LastNumber is 2);
        Assert.Equal([$"agenda: {more}", "agenda: all that is due is done"], Journal());
        Assert.Equal(["step at 60"], _worlds.Done);
        Assert.Null(World.Behind);

        IEnumerable<string> Journal() => World.Journal.Save().Entries.Select(entry => ((ControlEntry)entry.Other!).What);
    }

    [Fact]
    public async Task A_wait_for_idleness_may_be_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        _worlds.Begin();
        var idle = World.Time.WhenIdleAsync(within: null, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => idle);
    }

    [Fact]
    public void Pending_is_what_is_under_way_and_then_what_is_due_in_order()
    {
        _worlds.Attempts.Count = 1;
        _worlds.Book(60, "second", customer: SampleWorlds.Id(7));
        _worlds.Book(0.5, "first", ofEvent: SampleWorlds.Id(9));
        _worlds.Book(90, "third");

        Assert.Equal(["attempt 0"], World.Time.FindPending(within: null).Select(work => work.What));
        Assert.Equal(["attempt 0", $"first of event {SampleWorlds.Id(9)}", $"second of customer {SampleWorlds.Id(7)}"], World.Time.FindPending(Minute).Select(work => $"{work}"));
        Assert.Equal(["attempt 0", "first"], World.Time.FindPendingBy(SampleWorlds.Start.AddSeconds(1)).Select(work => work.What));
    }

    [Fact]
    public async Task Skipping_goes_from_entry_to_entry_up_to_a_wait_for_a_person()
    {
        _worlds.Book(3600, "step");
        _worlds.Book(7200, "hold");
        _worlds.Book(9000, "behind");

        Go(ClockMode.Skip);

        await Until.HoldsAsync(() => _worlds.Done is ["step at 3600"]);
        Assert.Equal(SampleWorlds.Start.AddHours(1), World.Clock.Now);
        Assert.Empty(World.Time.FindPending(within: null));
    }

    [Fact]
    public async Task Skipping_reaches_over_a_wait_for_a_person_while_a_caller_asks_for_it()
    {
        _worlds.Book(7200, "hold");
        Go(ClockMode.Skip);

        Assert.Null(World.Time.LetSkipOver(within: null));
        using (World.Time.LetSkipOver(TimeSpan.FromHours(1)))
        {
            Assert.Empty(World.Time.FindPending(within: null));
        }

        using (World.Time.LetSkipOver(TimeSpan.FromHours(2)))
        {
            Assert.Equal(["hold"], World.Time.FindPending(within: null).Select(work => work.What));
            World.RunLocked(() => true);
            await Until.HoldsAsync(() => _worlds.Done is ["hold at 7200"]);
        }

        _worlds.Book(9000, "hold again");
        Assert.Empty(World.Time.FindPending(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Skipping_waits_for_the_end_of_the_partner_s_last_call()
    {
        World.Time.CallBegins();
        World.Time.CallBegins();
        _worlds.Book(3600, "step");
        Go(ClockMode.Skip);
        World.Time.CallEnds();
        Assert.Equal(SampleWorlds.Start, World.Clock.Now);
        Assert.True(World.Time.IsInUse);

        World.Time.CallEnds();

        Assert.Equal(SampleWorlds.Start.AddHours(1), World.Clock.Now);
        Assert.False(World.Time.IsInUse);
    }

    [Fact]
    public void A_call_that_ends_changes_nothing_unless_time_is_skipped()
    {
        var before = World.Version;

        World.Time.CallBegins();
        World.Time.CallEnds();

        Assert.Equal(before, World.Version);
    }

    [Fact]
    public async Task A_clock_that_is_set_runs_what_becomes_due_by_that()
    {
        _worlds.Book(60, "step");

        Go(ClockMode.Manual, SampleWorlds.Start.AddMinutes(1));

        await Until.HoldsAsync(() => _worlds.Done is ["step at 60"]);
        Assert.Equal(SampleWorlds.Start.AddMinutes(1), World.Clock.Now);
    }

    [Fact]
    public void A_clock_that_begins_anew_forgets_the_waits_over_which_it_skips_and_rings_at_its_own_time()
    {
        _worlds.Book(60, "hold");
        using var open = World.Time.LetSkipOver(Minute);
        World.RunLocked(() =>
        {
            World.Time.BeginAnew(new ClockSetting(ClockMode.Skip, 1, SampleWorlds.Start, SampleWorlds.Start));
            return true;
        });
        Assert.Equal(SampleWorlds.Start, World.Clock.Now);

        World.RunLocked(() =>
        {
            World.Time.BeginAnew(new ClockSetting(ClockMode.Real, 2, SampleWorlds.Start, SampleWorlds.Start));
            return true;
        });
        _worlds.Machine.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["hold at 60"], _worlds.Done);
    }

    private Task<IdleStatus> WhenIdle(TimeSpan? within = null) => World.Time.WhenIdleAsync(within, TestContext.Current.CancellationToken);

    private void Go(ClockMode mode, DateTimeOffset? now = null) => World.RunLocked(() =>
    {
        World.Time.Go(mode, 1, now);
        return true;
    });
}
