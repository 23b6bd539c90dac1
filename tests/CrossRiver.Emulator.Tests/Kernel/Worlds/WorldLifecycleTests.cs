using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Worlds.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class WorldLifecycleTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SampleWorlds _worlds = new(services => services
        .Configure<WorldOptions>(worlds => (worlds.ChanceSeed, worlds.AbandonedAfter) = (42, Hour))
        .AddSingleton(new WorldSeed(SampleWorlds.Id(1), world => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = "seeded" })))
        .AddSingleton(new WorldSeed(SampleWorlds.Id(2), world => world.Journal.Add(new ControlEntry { At = world.Clock.Now, What = "seeded for another" }))));

    private World World => _worlds.World;

    public void Dispose() => _worlds.Dispose();

    [Fact]
    public async Task A_reset_begins_the_next_epoch_with_nothing_but_the_seed()
    {
        _worlds.Book(60, "step");
        _worlds.Book(61, "step");
        _worlds.Attempts.Count = 3;
        Advance(Hour);
        World.Random.Seed = 7;
        World.Journal.Add(new ControlEntry { At = World.Clock.Now, What = "before" });

        var beginning = await World.Lifecycle.ResetAsync();

        Assert.Equal((World.PartnerId, SampleWorlds.Start, 2, 2), (beginning.PartnerId, beginning.Now, beginning.Epoch, beginning.CancelledEntries));
        Assert.Equal([KeyValuePair.Create("attempts", 3), KeyValuePair.Create("bells", 0)], beginning.Cancelled);
        Assert.Equal((2, 42, SampleWorlds.Start, 0), (World.EpochNumber, World.Random.Seed, World.Clock.Now, World.AgendaEntries));
        Assert.Equal(["reset: epoch 2 begins", "seeded"], Journal());
        Assert.Equal((2L, 2L), (beginning.Entry, World.Lifecycle.FirstEntry));
        Assert.True(_worlds.Attempts.Cleared!.BeginsAgain);
    }

    [Fact]
    public async Task A_reset_keeps_what_it_is_asked_to()
    {
        Advance(Hour);
        World.Journal.Add(new ControlEntry { At = World.Clock.Now, What = "before" });

        await World.Lifecycle.ResetAsync(KeepOnReset.Clock, KeepOnReset.Journal);

        Assert.Equal(SampleWorlds.Start + Hour, World.Clock.Now);
        Assert.Equal(["before", "reset: epoch 2 begins", "seeded"], Journal());
    }

    [Fact]
    public async Task A_return_to_the_start_keeps_the_journal()
    {
        Advance(Hour);
        World.Journal.Add(new ControlEntry { At = World.Clock.Now, What = "before" });

        await World.Lifecycle.ReturnToStartAsync();

        Assert.Equal(SampleWorlds.Start, World.Clock.Now);
        Assert.Equal(["before", "return to checkpoint start: epoch 2 begins", "seeded"], Journal());
        Assert.Equal(2, World.Lifecycle.FirstEntry);
    }

    [Theory]
    [InlineData("reset: epoch 2 begins", true)]
    [InlineData("return to checkpoint a: epoch 17 begins", true)]
    [InlineData("reset: epoch 2 ends", false)]
    [InlineData("a story begins", false)]
    public void A_beginning_is_known_by_its_entry(string what, bool isBeginning) =>
        Assert.Equal(isBeginning, WorldLifecycle.IsBeginning(new ControlEntry { At = SampleWorlds.Start, What = what }));

    [Fact]
    public async Task A_reset_waits_for_the_attempts_of_before_and_breaks_them_off()
    {
        var cancellation = World.RunLocked(() => World.Epoch).Enter();
        var epoch = World.Epoch;

        var reset = World.Lifecycle.ResetAsync();

        await Until.HoldsAsync(() => cancellation.IsCancellationRequested);
        Assert.False(reset.IsCompleted);
        World.RunLocked(() =>
        {
            epoch.Leave();
            return true;
        });
        await reset.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_saved_world_goes_on_as_it_was_in_a_later_epoch()
    {
        _worlds.Book(7200, "step");
        _worlds.Attempts.Count = 3;
        World.Random.Seed = 7;
        Advance(Hour);
        var snapshot = await World.Lifecycle.SaveAsync(TestContext.Current.CancellationToken);
        await World.Lifecycle.ResetAsync();
        _worlds.Book(10, "other");

        var restored = await World.Lifecycle.RestoreAsync(snapshot with { Epoch = 5, LastEntry = 10 });

        Assert.Equal((6, 7, SampleWorlds.Start + Hour, 3, 1), (World.EpochNumber, World.Random.Seed, World.Clock.Now, _worlds.Attempts.Count, restored.CancelledEntries));
        Assert.Equal("step", Assert.Single(World.RunLocked(World.Agenda.Save)).Entry.What);
        Assert.Equal((11, "restore: epoch 6 begins"), (restored.Entry, Journal().Last()));
        Assert.False(_worlds.Attempts.Cleared!.BeginsAgain);
        Assert.Equal((World.PartnerId, SampleWorlds.Start + Hour, 1, 7, 0L), (snapshot.PartnerId, snapshot.Now, snapshot.Epoch, snapshot.ChanceSeed, snapshot.LastEntry));
    }

    [Fact]
    public async Task A_world_returns_to_the_moment_of_its_checkpoint_and_says_so()
    {
        Advance(Hour);
        var snapshot = World.Lifecycle.Save();
        Advance(Hour);

        var beginning = await World.Lifecycle.ReturnAsync("lunch", snapshot);

        Assert.Equal((SampleWorlds.Start + Hour, "return to checkpoint lunch: epoch 2 begins"), (beginning.Now, Journal().Last()));
    }

    [Fact]
    public async Task A_world_is_saved_with_its_journal_at_once_and_without_it_when_it_is_idle()
    {
        World.Journal.Add(new ControlEntry { At = World.Clock.Now, What = "before" });
        _worlds.Begin();
        var saving = World.Lifecycle.SaveAsync(TestContext.Current.CancellationToken);

        Assert.Single(World.Lifecycle.SaveWithJournal().Journal!.Entries);
        Assert.False(saving.IsCompleted);
        _worlds.End();

        Assert.Null((await saving).Journal);
    }

    [Fact]
    public void A_world_that_is_unused_is_let_go_unless_something_is_awaited_of_it()
    {
        _worlds.Machine.Advance(Hour);
        var entry = _worlds.Book(7200, "step");
        Assert.False(World.Lifecycle.TryEndAbandoned(Hour));
        entry.Obsolete = true;
        _worlds.Attempts.IsAwaited = true;
        Assert.False(World.Lifecycle.TryEndAbandoned(Hour));
        _worlds.Attempts.IsAwaited = false;
        World.Usage.CallBegins();
        Assert.False(World.Lifecycle.TryEndAbandoned(Hour));
        World.Usage.CallEnds();
        Assert.False(World.Lifecycle.TryEndAbandoned(Hour + Hour));
        _worlds.Attempts.Count = 3;

        Assert.True(World.Lifecycle.TryEndAbandoned(Hour));

        Assert.True(World.IsOver && World.Agenda.IsStopped);
        Assert.Equal(0, _worlds.Attempts.Count);
    }

    [Fact]
    public async Task An_ended_world_is_stopped_and_empty()
    {
        _worlds.Book(60, "step");
        _worlds.Attempts.Count = 3;
        World.Journal.Add(new ControlEntry { At = World.Clock.Now, What = "before" });

        await World.Lifecycle.EndAsync();

        Assert.True(World.IsOver && World.Agenda.IsStopped);
        Assert.Equal((0, 0, 2), (World.AgendaEntries, _worlds.Attempts.Count, World.Lifecycle.End.Epoch));
        Assert.Equal(["end: epoch 2 begins"], Journal());
        Assert.Equal(2, World.Lifecycle.End.LastEntry);
    }

    [Fact]
    public async Task A_stopped_world_tells_what_is_left_and_ends_its_attempts()
    {
        _worlds.Book(60, "step");
        _worlds.Attempts.Count = 2;
        var cancellation = World.Epoch.Enter();
        cancellation.Register(World.Epoch.Leave);

        var left = await World.Lifecycle.StopAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal((World.PartnerId, 1, 2), (left.PartnerId, left.Entries, left.Work.Count));
        Assert.True(cancellation.IsCancellationRequested && World.Agenda.IsStopped);
    }

    private IEnumerable<string> Journal() => World.Journal.Save().Entries.Select(entry => ((ControlEntry)entry.Other!).What);

    private void Advance(TimeSpan span) => World.RunLocked(() =>
    {
        World.Clock.MoveTo(World.Clock.Now + span);
        return true;
    });
}
