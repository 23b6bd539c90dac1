using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class WorldUsageTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _machine = new();
    private readonly WorldUsage _usage;

    public WorldUsageTests() => _usage = new WorldUsage(_machine);

    [Fact]
    public void A_world_is_unused_from_its_last_use_on()
    {
        _machine.Advance(Minute);
        Assert.True(_usage.TryUse());
        _machine.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(_usage.IsUnusedFor(Minute));

        _machine.Advance(TimeSpan.FromTicks(1));

        Assert.True(_usage.IsUnusedFor(Minute));
        Assert.False(_usage.IsUnusedFor(Minute + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void A_use_within_a_second_of_another_is_not_noted()
    {
        _machine.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        _usage.TryUse();
        _machine.Advance(TimeSpan.FromTicks(1));
        Assert.True(_usage.IsUnusedFor(TimeSpan.FromSeconds(1)));

        _usage.TryUse();

        Assert.False(_usage.IsUnusedFor(TimeSpan.FromTicks(1)));
        Assert.True(_usage.IsUnusedFor(TimeSpan.Zero));
    }

    [Fact]
    public void A_world_is_released_once_and_used_no_more()
    {
        Assert.False(_usage.TryLetGo(Minute));
        Assert.False(_usage.IsOver);
        _machine.Advance(Minute);

        Assert.True(_usage.TryLetGo(Minute));

        Assert.True(_usage.IsOver);
        Assert.False(_usage.TryUse());
        Assert.False(_usage.TryLetGo(Minute));
        Assert.False(_usage.IsUnusedFor(TimeSpan.Zero));
    }

    [Fact]
    public void A_world_that_is_ended_is_used_no_more()
    {
        _usage.End();

        Assert.True(_usage.IsOver);
        Assert.False(_usage.TryUse());
    }

    [Fact]
    public void Calls_and_waits_are_counted()
    {
        _usage.CallBegins();
        _usage.CallBegins();
        Assert.True(_usage.IsByCalls);
        Assert.False(_usage.CallEnds());
        Assert.True(_usage.IsByCalls);
        Assert.True(_usage.CallEnds());
        Assert.False(_usage.IsByCalls);

        _usage.WaitBegins();
        Assert.True(_usage.IsByWaits);
        _machine.Advance(Minute);
        _usage.WaitEnds();
        Assert.False(_usage.IsByWaits);
        Assert.False(_usage.IsUnusedFor(Minute));
    }

    [Fact]
    public void Skipping_reaches_as_far_as_the_widest_open_wait()
    {
        var reach = new Running.SkipReach();
        var (near, far) = (_machine.GetUtcNow(), _machine.GetUtcNow() + Minute);
        Assert.False(reach.Covers(near));

        reach.Add(near);
        reach.Add(far);
        reach.Add(far);
        Assert.True(reach.Covers(far));
        Assert.False(reach.Covers(far + TimeSpan.FromTicks(1)));

        reach.Remove(far);
        Assert.True(reach.Covers(far));
        reach.Remove(far);
        Assert.False(reach.Covers(far));
        Assert.True(reach.Covers(near));
        reach.Clear();
        Assert.False(reach.Covers(near));
    }

    [Fact]
    public async Task An_epoch_ends_after_its_last_attempt()
    {
        var epoch = new Epoch(Task.CompletedTask);
        await epoch.CancelAsync();
        var token = epoch.Enter();
        Assert.Equal(token, epoch.Enter());
        epoch.Leave();

        var ended = epoch.EndAsync();
        Assert.False(ended.IsCompleted);
        Assert.False(token.IsCancellationRequested);
        await epoch.CancelAsync();
        Assert.True(token.IsCancellationRequested);
        epoch.Leave();

        await ended.WaitAsync(Minute, TestContext.Current.CancellationToken);
        Assert.Same(ended, epoch.EndAsync());
        await new Epoch(Task.CompletedTask).EndAsync().WaitAsync(Minute, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_epoch_ends_after_the_attempts_of_all_earlier_epochs()
    {
        var first = new Epoch(Task.CompletedTask);
        first.Enter();
        var last = new Epoch(new Epoch(first.EndAsync()).EndAsync());

        var ended = last.EndAsync();
        Assert.False(ended.IsCompleted);
        first.Leave();

        await ended.WaitAsync(Minute, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_slice_is_over_after_256_entries_or_five_milliseconds()
    {
        var clock = new Time.EmulatorClock(_machine);
        var slice = new Running.Slice(clock);
        for (var entry = 0; entry < 255; entry++)
        {
            slice.Count();
        }

        Assert.False(slice.IsOver);
        slice.Count();
        Assert.True(slice.IsOver);

        var next = new Running.Slice(clock);
        _machine.Advance(TimeSpan.FromMilliseconds(4));
        Assert.False(next.IsOver);
        _machine.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsOver);
    }

    [Fact]
    public async Task Each_entry_of_a_slice_counts()
    {
        var slice = new Running.Slice(new Time.EmulatorClock(_machine));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        for (var entry = 0; entry < 255; entry++)
        {
            await slice.CountAsync(over.Token);
        }

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await slice.CountAsync(over.Token));
    }

    [Fact]
    public async Task A_slice_that_is_over_begins_anew_or_ends_the_work()
    {
        var slice = new Running.Slice(new Time.EmulatorClock(_machine));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await slice.CountAsync(over.Token);

        _machine.Advance(TimeSpan.FromMilliseconds(5));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await slice.CountAsync(over.Token));
        await slice.CountAsync(TestContext.Current.CancellationToken);

        Assert.False(slice.IsOver);
    }
}
