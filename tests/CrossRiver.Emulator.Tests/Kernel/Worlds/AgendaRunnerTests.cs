using System.Diagnostics.Metrics;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class AgendaRunnerTests
{
    [Fact]
    public void An_entry_that_fails_does_not_hold_up_the_next_one()
    {
        var machine = new FakeTimeProvider();
        var clock = new EmulatorClock(machine);
        var done = new List<string>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new Metrics(services.GetRequiredService<IMeterFactory>());
        using var agenda = new FirstFails(clock, metrics, done);
        agenda.Book(clock.Now.AddSeconds(1), new Named("fails"));
        agenda.Book(clock.Now.AddSeconds(1), new Named("works"));

        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["fails", "works"], done);
    }

    [Fact]
    public void Entries_that_are_due_run_when_the_receiver_takes_more_again_and_a_busy_world_says_so_once()
    {
        using var agenda = new Sample();
        agenda.IsTooMuch = true;
        agenda.Book(1, "first");
        agenda.Book(2, "second");

        agenda.Machine.Advance(TimeSpan.FromSeconds(2));
        agenda.GoOn();
        Assert.Equal(["busy"], agenda.Done);
        Assert.True(agenda.IsBusy);
        agenda.IsTooMuch = false;
        agenda.GoOn();

        Assert.Equal(["busy", "first", "second", "rest"], agenda.Done);
        Assert.False(agenda.IsBusy);
        Assert.Equal(2, agenda.Ran);
    }

    [Fact]
    public void A_world_that_was_never_held_up_does_not_ring_again_and_does_not_come_to_rest()
    {
        using var agenda = new Sample();
        agenda.Book(1, "first");

        agenda.GoOn();
        Assert.Empty(agenda.Done);
        agenda.Machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["first"], agenda.Done);
    }

    [Fact]
    public async Task The_lateness_of_an_entry_is_measured_if_there_is_a_listener_and_a_failure_is_logged()
    {
        using var agenda = new Sample();
        var lateness = new List<double>();
        agenda.Book(1, "unmeasured");
        agenda.Machine.Advance(TimeSpan.FromSeconds(1));
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => Listen(instrument, listener) };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => lateness.Add(seconds));
        listener.Start();

        agenda.Book(-1, "measured");
        await Until.HoldsAsync(() => lateness is [_]);
        agenda.Then = _ => throw new InvalidOperationException("It fails.");
        agenda.Book(2, "failing");
        agenda.Machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([2], lateness);
        Assert.StartsWith("Named { What = failing, ", Assert.Single(agenda.Log.All), StringComparison.Ordinal);

        void Listen(Instrument instrument, MeterListener to)
        {
            if (ReferenceEquals(instrument.Meter.Scope, agenda.Meters))
            {
                to.EnableMeasurementEvents(instrument);
            }
        }
    }

    [Fact]
    public async Task What_has_been_due_for_a_second_without_a_break_makes_a_world_busy_until_all_is_done()
    {
        using var agenda = new Sample();
        agenda.Then = ran =>
        {
            // Each entry takes 10 ms, so that each slice has one.
            agenda.Machine.Advance(TimeSpan.FromMilliseconds(10));
            if (ran < 110)
            {
                agenda.Book(0, "again");
            }
        };
        agenda.Book(1, "first");

        agenda.Machine.Advance(TimeSpan.FromSeconds(1));

        await Until.HoldsAsync(() => agenda.Done is [.., "rest"]);
        Assert.Equal(111, agenda.Done.FindIndex(done => done == "rest"));
        Assert.InRange(agenda.Done.IndexOf("busy"), 100, 101);
    }

    [Fact]
    public void A_stopped_agenda_runs_nothing_more()
    {
        using var agenda = new Sample();
        agenda.Book(1, "first");

        agenda.Stop();
        agenda.Machine.Advance(TimeSpan.FromSeconds(2));

        Assert.True(agenda.IsStopped);
        Assert.False(agenda.TryRunNext(_ => true));
        Assert.Empty(agenda.Done);
    }

    [Fact]
    public void The_first_entry_that_is_due_runs_if_it_may()
    {
        using var agenda = new Sample();
        agenda.Leader = new Advance(default, target: null, steps: null, ranBefore: 0, mostEntries: 1);
        agenda.Book(1, "first");
        agenda.Book(1, "second");
        Assert.False(agenda.TryRunNext(_ => true));
        agenda.Machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(agenda.Done);

        Assert.False(agenda.TryRunNext(entry => entry.What is "second"));
        Assert.True(agenda.TryRunNext(entry => entry.What is "first"));

        Assert.Equal(["first"], agenda.Done);
        agenda.BreakOff();
        Assert.Null(agenda.Leader);
    }

    private sealed class FirstFails(EmulatorClock clock, Metrics metrics, List<string> done)
        : AgendaRunner(clock, new WorldLock(), new BusyWorlds(), metrics, NullLogger.Instance)
    {
        protected override bool IsVoid(AgendaEntry entry) => false;

        protected override void Run(DueEntry due)
        {
            done.Add(((Named)due.Entry).Name);
            if (done is ["fails"])
            {
                throw new InvalidOperationException("Nobody foresaw this.");
            }
        }
    }

    private sealed class Sample : AgendaRunner
    {
        private readonly DateTimeOffset _start;

        public Sample()
            : this(new FakeTimeProvider(), new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), new KeptLines())
        {
        }

        private Sample(FakeTimeProvider machine, IMeterFactory meters, KeptLines log)
            : base(new EmulatorClock(machine), new WorldLock(), new BusyWorlds(), new Metrics(meters), log) =>
            (Machine, Meters, Log, _start) = (machine, meters, log, machine.GetUtcNow());

        public IMeterFactory Meters { get; }

        public KeptLines Log { get; }

        public FakeTimeProvider Machine { get; }

        public List<string> Done { get; } = [];

        public bool IsTooMuch { get; set; }

        public Action<long> Then { get; set; } = _ => { };

        public override bool IsCongested => IsTooMuch;

        public void Book(double seconds, string name) => Book(_start.AddSeconds(seconds), new Named(name));

        protected override bool IsVoid(AgendaEntry entry) => false;

        protected override void Run(DueEntry due)
        {
            Done.Add(due.Entry.What);
            Then(Ran);
        }

        protected override void BecomeBusy() => Done.Add("busy");

        protected override void ComeToRest() => Done.Add("rest");
    }

    private sealed record Named(string Name) : AgendaEntry
    {
        public override string What => Name;
    }
}
