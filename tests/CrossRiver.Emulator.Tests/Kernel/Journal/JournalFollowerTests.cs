using System.Text.Json;
using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Journal.Matching;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Readers that wait for entries.</summary>
public sealed class JournalFollowerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _machine = new();
    private readonly JournalBuffer _journal = new(new JournalSize(10, 1024 * 1024), new JournalOrder());

    [Fact]
    public async Task Entries_that_are_there_are_read_at_once()
    {
        Add("a", "b");
        var follower = Follower(after: 1);

        var page = await follower.ReadOnAsync(Second, TestContext.Current.CancellationToken);

        Assert.Equal(2, Assert.Single(page.Entries).Number);
        Assert.Equal(2, follower.Cursor);
    }

    [Fact]
    public async Task A_reader_waits_for_an_entry_and_no_longer_than_it_may()
    {
        var follower = Follower();
        var reading = follower.ReadOnAsync(Second, TestContext.Current.CancellationToken);
        Assert.False(reading.IsCompleted);
        Add("a");
        Assert.Single((await reading.WaitAsync(Second, TestContext.Current.CancellationToken)).Entries);

        reading = follower.ReadOnAsync(Second, TestContext.Current.CancellationToken);
        _machine.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(reading.IsCompleted);
        _machine.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Empty((await reading.WaitAsync(Second, TestContext.Current.CancellationToken)).Entries);
        Assert.Empty((await follower.ReadOnAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).Entries);
    }

    [Fact]
    public async Task A_reader_stops_if_no_more_entries_follow_or_if_it_is_cancelled()
    {
        Assert.Empty((await new JournalFollower(_journal, JournalFilter.None, 0, _machine, () => true).ReadOnAsync(Second, TestContext.Current.CancellationToken)).Entries);

        using var cancelled = new CancellationTokenSource();
        var reading = Follower().ReadOnAsync(Second, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_reader_is_told_at_once_what_it_has_lost_or_that_the_journal_began_again()
    {
        Add([.. Enumerable.Repeat("a", 15)]);

        Assert.Equal(5, (await Follower(kind: "call").ReadOnAsync(Second, TestContext.Current.CancellationToken)).Lost);
        Assert.True((await Follower(after: 99, kind: "call").ReadOnAsync(Second, TestContext.Current.CancellationToken)).IsRestarted);
    }

    [Fact]
    public async Task Entries_behind_an_unanswered_call_wait_a_second_for_its_answer()
    {
        var call = AddCall();
        Add("a");
        var follower = Follower();

        var reading = follower.ReadOnAsync(Second * 9, TestContext.Current.CancellationToken);
        Assert.False(reading.IsCompleted);
        _machine.Advance(Second);

        Assert.Empty((await reading.WaitAsync(Second * 9, TestContext.Current.CancellationToken)).Entries.Skip(2));
        Assert.Equal([1L, 2L], (await Read(follower, reading)).Select(entry => entry.Number));
        Answer(call);
        Assert.Equal(2, follower.Cursor);
    }

    [Fact]
    public async Task An_answer_lets_the_call_be_read_with_it()
    {
        var call = AddCall();
        var reading = Follower().ReadOnAsync(Second * 9, TestContext.Current.CancellationToken);
        Answer(call);

        Assert.Same(call, Assert.Single((await reading.WaitAsync(Second * 9, TestContext.Current.CancellationToken)).Entries));
    }

    [Fact]
    public async Task A_wait_ends_with_as_many_matching_entries_as_it_needs()
    {
        Add("a", "b", "a", "a");
        var wait = Wait("a");

        Assert.Equal(3, await wait.RunAsync(2, Second, TestContext.Current.CancellationToken));

        Assert.Equal([1L, 3L], wait.Found.Select(entry => entry.Number));
        Assert.Equal((0, null), (wait.Lost, wait.Restarted));
        Assert.Equal([2L], wait.FindNearestMisses().Select(miss => ((JournalEntry)miss.Entry).Number));
    }

    [Fact]
    public async Task A_wait_for_too_many_entries_ends_with_its_time_or_with_its_caller()
    {
        Add("a", "b");
        var wait = Wait("a");
        var running = wait.RunAsync(2, Second, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        _machine.Advance(Second);
        Assert.Equal(2, await running.WaitAsync(Second * 9, TestContext.Current.CancellationToken));
        Assert.Single(wait.Found);

        using var cancelled = new CancellationTokenSource();
        running = Wait("a").RunAsync(2, Second, cancelled.Token);
        await cancelled.CancelAsync();
        Assert.Equal(2, await running.WaitAsync(Second * 9, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_call_that_was_read_without_its_answer_matches_with_it()
    {
        var call = AddCall();
        var wait = new EntryWait(_journal, "call", new EntryPattern(JsonElement.Parse("""{"statusCode":200}""")), 0, _machine);
        var running = wait.RunAsync(1, Second * 9, TestContext.Current.CancellationToken);
        _machine.Advance(Second);
        await Until.HoldsAsync(() => Task.FromResult(wait.Found is [] && !running.IsCompleted));
        Answer(call);

        Assert.Equal(1, await running.WaitAsync(Second * 9, TestContext.Current.CancellationToken));
        Assert.Same(call, Assert.Single(wait.Found));
    }

    [Fact]
    public async Task A_wait_says_what_it_has_lost_and_whether_the_journal_began_again()
    {
        Add([.. Enumerable.Repeat("a", 15)]);
        var (late, ofEarlierLife) = (Wait("a"), Wait("a", after: 99));

        await late.RunAsync(1, Second, TestContext.Current.CancellationToken);
        await ofEarlierLife.RunAsync(1, Second, TestContext.Current.CancellationToken);

        Assert.Equal((5, null), (late.Lost, late.Restarted));
        Assert.True(ofEarlierLife.Restarted);
    }

    [Fact]
    public async Task A_signal_is_given_once_to_all_that_wait()
    {
        var signal = new AsyncSignal();
        signal.Give();
        var (one, other) = (signal.WhenGivenAsync(), signal.WhenGivenAsync());
        Assert.False(one.IsCompleted);

        signal.Give();

        await Task.WhenAll(one, other).WaitAsync(Second, TestContext.Current.CancellationToken);
        Assert.False(signal.WhenGivenAsync().IsCompleted);
    }

    // A call that is not answered in time is read by the next call, if not by this one.
    private static async Task<IReadOnlyList<JournalEntry>> Read(JournalFollower follower, Task<JournalPage> first) =>
        (await first).Entries is { Count: > 0 } entries ? entries : (await follower.ReadOnAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).Entries;

    private JournalFollower Follower(long after = 0, string? kind = null) =>
        new(_journal, kind is null ? JournalFilter.None : JournalFilter.OfKind(kind), after, _machine, () => false);

    private EntryWait Wait(string what, long after = 0) => new(_journal, "control", new EntryPattern(JsonElement.Parse($$"""{"what":"{{what}}"}""")), after, _machine);

    private void Add(params string[] whats) => whats.ToList().ForEach(what => _journal.Add(new ControlEntry { At = default, What = what }));

    private CallEntry AddCall()
    {
        var call = new CallEntry { At = default, Method = "GET", Path = "/", RequestId = "1" };
        _journal.Add(call);
        return call;
    }

    private void Answer(CallEntry call)
    {
        call.Answer(new CallOutcome(200, TimeSpan.Zero));
        _journal.Complete(call);
    }
}
