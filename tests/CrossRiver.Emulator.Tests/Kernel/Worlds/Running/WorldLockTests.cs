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

    private bool Leave(Action act)
    {
        _worldLock.RunAfterRelease(act);
        return true;
    }
}
