namespace CrossRiver.Emulator.Kernel.Worlds.Running;

public sealed class WorldLockTests
{
    private readonly WorldLock _worldLock = new();

    [Fact]
    public void What_a_turn_within_a_turn_leaves_is_done_when_the_whole_is_over()
    {
        var done = new List<string>();

        _worldLock.Run(() =>
        {
            _worldLock.Run(() => Leave(() => done.Add(_worldLock.IsHeld ? "within" : "afterwards")));
            Assert.Empty(done);
            return true;
        });

        Assert.Equal(["afterwards"], done);
    }

    [Fact]
    public void What_a_turn_that_fails_has_left_is_done_all_the_same()
    {
        var done = 0;

        Assert.Throws<InvalidOperationException>(() => _worldLock.Run(() => Leave(() => done++) ? throw new InvalidOperationException("It fails.") : true));

        Assert.Equal(1, done);
    }

    [Fact]
    public async Task Waits_that_end_together_do_not_look_at_the_world_again_for_each_other()
    {
        var looks = 0;
        using var end = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 100).Select(_ => _worldLock.RunWhenIdleAsync(() => looks++ < 0 ? "done" : null, end.Token)).ToList();
        var before = (looks, _worldLock.Version);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waits));
        Assert.Equal(before, (looks, _worldLock.Version));
        Assert.All(waits, wait => Assert.True(wait.IsCanceled));
    }

    [Fact]
    public async Task What_waits_for_quiet_comes_after_the_last_attempt_and_is_tried_until_it_succeeds()
    {
        var tries = 0;
        _worldLock.Run(() => _worldLock.InFlight = 1);
        var waiting = _worldLock.RunWhenIdleAsync(() => ++tries < 2 ? null : "done", TestContext.Current.CancellationToken);
        var other = _worldLock.RunWhenIdleAsync(() => "other", TestContext.Current.CancellationToken);
        Assert.Equal(0, tries);

        _worldLock.Run(() => _worldLock.InFlight = 0);
        Assert.Equal((1, "other"), (tries, await other));
        Assert.False(waiting.IsCompleted);
        _worldLock.Run(() => true);

        Assert.Equal((2, "done"), (tries, await waiting));
        _worldLock.Run(() => true);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task A_wait_that_starts_an_attempt_holds_up_those_behind_it()
    {
        _worldLock.Run(() => _worldLock.InFlight = 1);
        var first = _worldLock.RunWhenIdleAsync(() => $"{_worldLock.InFlight++}", TestContext.Current.CancellationToken);
        var second = _worldLock.RunWhenIdleAsync(() => "second", TestContext.Current.CancellationToken);

        _worldLock.Run(() => _worldLock.InFlight = 0);

        Assert.Equal("0", await first);
        Assert.False(second.IsCompleted);
        _worldLock.Run(() => _worldLock.InFlight = 0);
        Assert.Equal("second", await second);
    }

    [Fact]
    public async Task A_wait_that_fails_throws_at_its_caller_and_is_over()
    {
        var tries = 0;
        var waiting = _worldLock.RunWhenIdleAsync<string>(() => ++tries > 0 ? throw new InvalidOperationException("It fails.") : null, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        _worldLock.Run(() => true);
        Assert.Equal(1, tries);
    }

    [Fact]
    public void What_is_done_when_idle_comes_after_each_change_that_leaves_nothing_under_way_and_not_within_it()
    {
        var done = 0;
        _worldLock.OnIdle = () => done += _worldLock.Run(() => 1);

        _worldLock.Run(() => _worldLock.Run(() => done) == 0 ? _worldLock.InFlight = 1 : throw new InvalidOperationException("It was done within a change."));
        Assert.Equal(0, done);
        _worldLock.Run(() => _worldLock.InFlight = 0);

        Assert.Equal(1, done);
    }

    [Fact]
    public void A_change_within_another_has_its_cause_unless_it_has_its_own()
    {
        var causes = new List<Journal.EntryCause>();
        var origin = new Telemetry.ParentSpan(default(System.Diagnostics.ActivityContext));

        _worldLock.Run(
            () =>
            {
                _worldLock.DueAt = DateTimeOffset.UnixEpoch;
                Note(() => Assert.Null(_worldLock.Origin));
                Note(() => Assert.Null(_worldLock.DueAt), Journal.EntryCause.Tester);
                Assert.Equal((origin, DateTimeOffset.UnixEpoch), (_worldLock.Origin, _worldLock.DueAt));
                return Note(() => { });
            },
            origin,
            Journal.EntryCause.Partner);
        Note(() => Assert.Null(_worldLock.Origin));

        Assert.Equal([Journal.EntryCause.Partner, Journal.EntryCause.Tester, Journal.EntryCause.Partner, default], causes);

        bool Note(Action check, Journal.EntryCause? cause = null) => _worldLock.Run(
            () =>
            {
                check();
                causes.Add(_worldLock.Cause);
                return true;
            },
            cause: cause);
    }

    [Fact]
    public void Each_change_is_a_version_and_a_look_is_none()
    {
        var before = _worldLock.Version;

        _worldLock.Guard(() => Assert.True(_worldLock.IsHeld));
        Assert.Equal(before, _worldLock.Version);
        _worldLock.Run(() => true);

        Assert.Equal(before + 1, _worldLock.Version);
        Assert.False(_worldLock.IsHeld || _worldLock.IsContended);
    }

    [Fact]
    public async Task A_thread_that_waits_is_let_in_before_the_next_change()
    {
        Task<long>? waiting = null;
        _worldLock.Run(() =>
        {
            waiting = Task.Run(() => _worldLock.Run(() => _worldLock.Version));
            return SpinWait.SpinUntil(() => _worldLock.IsContended, TimeSpan.FromSeconds(5));
        });

        Assert.Equal(2, await waiting!);
        Assert.False(_worldLock.IsContended);
        _worldLock.Yield();
    }

    private bool Leave(Action act)
    {
        _worldLock.RunAfterRelease(act);
        return true;
    }
}
