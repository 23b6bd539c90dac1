using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Time;

public sealed class AgendaTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new(Noon);
    private readonly Agenda _agenda;
    private readonly List<string> _done = [];

    public AgendaTests() => _agenda = new TestAgenda(new EmulatorClock(_machine), TakeAllDue);

    [Fact]
    public void Entries_come_in_the_order_of_their_due_times_and_then_of_their_booking()
    {
        Book(2, "third");
        Book(1, "first");
        Book(1, "second");

        _machine.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["first", "second", "third"], _done);
    }

    [Fact]
    public void What_a_step_can_lead_to_has_bounded_room_that_other_entries_do_not_take()
    {
        const int Most = 100_000;
        for (var number = 1; number < Most; number++)
        {
            _agenda.Book(Noon.AddSeconds(1), new Consequence());
        }

        Book(0, "done before");
        Book(1, "step");
        Assert.True(_agenda.HasRoom);
        _agenda.Book(Noon.AddSeconds(2), new Consequence());
        Assert.False(_agenda.HasRoom);
        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_agenda.HasRoom);
        Assert.Equal(1, _agenda.Count);
    }

    [Fact]
    public void Nothing_comes_before_it_is_due()
    {
        Book(1, "entry");

        _machine.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1));

        Assert.Empty(_done);
        Assert.Equal(Noon.AddSeconds(1), _agenda.NextDueAt);
    }

    [Fact]
    public void An_entry_that_is_booked_before_the_first_one_moves_the_alarm()
    {
        Book(60, "late");
        Book(1, "early");

        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["early"], _done);
    }

    [Fact]
    public void An_entry_months_away_comes_at_its_time()
    {
        _agenda.Book(Noon.AddDays(100), new Named("far"));

        _machine.Advance(TimeSpan.FromDays(100) - TimeSpan.FromSeconds(1));
        Assert.Empty(_done);
        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["far"], _done);
    }

    [Fact]
    public void A_cleared_agenda_has_nothing_left_and_takes_new_entries()
    {
        Book(1, "old");
        Assert.Equal(1, _agenda.Clear());
        Book(1, "new");

        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["new"], _done);
    }

    [Fact]
    public void A_closed_agenda_rings_no_more()
    {
        Book(2, "later");
        Book(1, "entry");
        _agenda.Dispose();
        Book(0, "at once");

        _machine.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_done);
        Assert.Equal(3, _agenda.Count);
    }

    [Fact]
    public async Task On_the_machines_own_clock_nothing_comes_early_and_nothing_stays_away()
    {
        var clock = new EmulatorClock(TimeProvider.System);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var early = 0;
        var left = 200;
        var turn = new Lock();
        Agenda? agenda = null;
        using var real = agenda = new TestAgenda(clock, () =>
        {
            lock (turn)
            {
                while (agenda!.TryTakeDue(out var due))
                {
                    early += due.DueAt > clock.Now ? 1 : 0;
                    if (--left == 0)
                    {
                        done.SetResult();
                    }
                }
            }
        });

        lock (turn)
        {
            for (var i = 0; i < 200; i++)
            {
                real.Book(clock.Now + TimeSpan.FromMicroseconds(i * 1370), new Named("entry"));
            }
        }

        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, early);
    }

    [Fact]
    public void An_agenda_in_which_nothing_is_booked_has_no_timer()
    {
        var machine = new CountedTimers(Noon);
        using var agenda = new TestAgenda(new EmulatorClock(machine), TakeAllDue);
        Assert.Equal(0, machine.Timers);

        agenda.Book(Noon.AddSeconds(1), new Named("entry"));
        Assert.Equal(1, machine.Timers);
        Assert.Equal(1, agenda.Clear());
        Assert.Equal(0, machine.Timers);

        agenda.Book(Noon.AddSeconds(1), new Named("entry"));
        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.True(agenda.TryTakeDue(out _));
        Assert.False(agenda.TryTakeDue(out _));
        Assert.Equal(0, machine.Timers);
    }

    [Fact]
    public void The_entries_up_to_a_moment_come_in_order_and_void_ones_not_at_all()
    {
        Book(3, "third");
        Book(1, "first");
        Book(1, "void");
        Book(1, "second");

        Assert.Equal(["first", "second"], _agenda.DueBy(Noon.AddSeconds(2)).Select(due => due.Entry.What));
        Assert.Equal(["first", "second", "third"], _agenda.Save().Select(due => due.Entry.What));
        Assert.Equal(Noon.AddSeconds(3), _agenda.Save()[^1].DueAt);
        Assert.Equal(4, _agenda.Count);
        Assert.Null(_agenda.FirstDue);
        Assert.False(_agenda.HasDue);
    }

    [Fact]
    public void A_void_entry_is_never_due()
    {
        Book(1, "void");
        Book(2, "entry");
        Assert.Equal(Noon.AddSeconds(2), _agenda.NextDueAt);

        Book(1, "void");
        _agenda.Clear();
        Assert.Null(_agenda.NextDueAt);
        Assert.Empty(_agenda.Save());
        Assert.Empty(_agenda.DueOf(new HashSet<Guid> { Guid.Empty }));
    }

    [Fact]
    public void The_entries_of_events_are_found()
    {
        var (one, other) = (Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf"), Guid.Parse("eaf67ca7-f8b8-4e7c-9bd8-a8ea00f53d64"));
        _agenda.Book(Noon.AddSeconds(1), new OfEvents("one", one));
        _agenda.Book(Noon.AddSeconds(1), new OfEvents("void", one));
        _agenda.Book(Noon.AddSeconds(2), new OfEvents("other", other));
        Book(1, "of none");

        Assert.Equal("one", Assert.Single(_agenda.DueOf(new HashSet<Guid> { one })).Entry.What);
        Assert.Equal(2, _agenda.DueOf(new HashSet<Guid> { one, other }).Count());
    }

    [Fact]
    public void Saved_entries_are_booked_in_their_order()
    {
        _agenda.Load([new DueEntry(Noon.AddSeconds(1), new Named("first")), new DueEntry(Noon.AddSeconds(1), new Named("second"))]);

        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["first", "second"], _done);
    }

    [Fact]
    public void At_the_end_of_time_nothing_is_due()
    {
        _agenda.Book(ClockSetting.End, new Named("never"));

        Assert.Null(_agenda.Next);
        _agenda.Book(ClockSetting.End.AddTicks(-1), new Named("just before"));
        Assert.Equal("just before", _agenda.Next!.Value.Entry.What);
        Assert.Equal(2, _agenda.Count);
    }

    public void Dispose() => _agenda.Dispose();

    private void Book(int seconds, string name) => _agenda.Book(Noon.AddSeconds(seconds), new Named(name));

    private void TakeAllDue()
    {
        while (_agenda.TryTakeDue(out var due))
        {
            _done.Add(due.Entry.What);
        }
    }

    private sealed class TestAgenda(EmulatorClock clock, Action onDue) : Agenda(clock)
    {
        protected override bool IsVoid(AgendaEntry entry) => entry.What is "void";

        protected override void RunDue() => onDue();
    }

    /// <summary>A machine that knows how many timers it has.</summary>
    private sealed class CountedTimers(DateTimeOffset now) : FakeTimeProvider(now)
    {
        public int Timers { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class CountedTimer(CountedTimers machine, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                machine.Timers--;
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    private sealed record Consequence : AgendaEntry
    {
        public override string What => "consequence";

        public override bool IsConsequence => true;
    }

    private sealed record OfEvents(string Name, Guid EventId) : AgendaEntry
    {
        public override string What => Name;

        public override Guid? OfEvent => EventId;
    }

    private sealed record Named(string Name) : AgendaEntry
    {
        public override string What => Name;
    }
}
