namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>The time of one world. It never goes back, whatever its source does.</summary>
/// <remarks>Any thread may read it. How it goes is changed in the world's turn.</remarks>
internal sealed class EmulatorClock
{
    // A machine's clock is set by small steps all the time; a larger one back must not stop the world for so long.
    private static readonly TimeSpan LargestStandstill = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _machine;
    private volatile Stretch _stretch;

    /// <summary>Makes a clock that goes as the machine's.</summary>
    /// <param name="machine">The machine's time, or the one a test moves.</param>
    public EmulatorClock(TimeProvider machine)
        : this(machine, ClockCourse.AsMachine(machine.GetUtcNow()))
    {
    }

    /// <summary>Makes a clock that goes as another one does.</summary>
    public EmulatorClock(TimeProvider machine, ClockCourse course)
    {
        _machine = machine;
        _stretch = new Stretch(course);
    }

    /// <summary>How the clock goes.</summary>
    public ClockCourse Course => _stretch.Course;

    /// <summary>The moment it is on the machine, in UTC.</summary>
    public DateTimeOffset MachineNow => _machine.GetUtcNow();

    /// <summary>Gets a mark to measure the machine's time from, whatever is done to its clock; see <see cref="MachineElapsed"/>.</summary>
    public long MachineTimestamp => _machine.GetTimestamp();

    /// <summary>The moment it is in this world, in UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var stretch = _stretch;
            var now = stretch.Course.At(_machine.GetUtcNow());
            var latest = stretch.Reach(now);
            if (latest - now > LargestStandstill)
            {
                GoOnFrom(latest);
            }

            return latest;
        }
    }

    /// <summary>Lets time pass in another way from now on.</summary>
    public void Go(ClockMode mode, double speed) => Change(now => new ClockCourse(mode, speed, now, _machine.GetUtcNow(), Course.IsHeld));

    /// <summary>Holds the time: it stands still, whatever the mode, until it is let go.</summary>
    public void Hold() => Change(now => Course with { From = now, MachineFrom = _machine.GetUtcNow(), IsHeld = true });

    /// <summary>Lets time pass again as its mode says.</summary>
    public void LetGo() => Change(now => Course with { From = now, MachineFrom = _machine.GetUtcNow(), IsHeld = false });

    /// <summary>Moves the time to a later moment; a moment that has passed leaves it where it is.</summary>
    public void MoveTo(DateTimeOffset moment) =>
        Change(now => Course with { From = moment > now ? moment : now, MachineFrom = _machine.GetUtcNow() });

    /// <summary>Begins anew, as another clock goes: the only way back.</summary>
    public void BeginAnew(ClockCourse course) => _stretch = new Stretch(course);

    /// <summary>How long the machine's time must pass until a moment has come, or <see langword="null"/> when it will not come by itself.</summary>
    public TimeSpan? MachineSpanUntil(DateTimeOffset moment) => Course.MachineSpan(moment - Now);

    /// <summary>Returns how much of the machine's time has passed since a mark.</summary>
    public TimeSpan MachineElapsed(long since) => _machine.GetElapsedTime(since);

    /// <summary>Makes an alarm that is not set yet.</summary>
    /// <param name="ring">Called when a set alarm goes off, on a thread of the pool.</param>
    public Alarm CreateAlarm(Action ring) => new(this, _machine, ring);

    private void Change(Func<DateTimeOffset, ClockCourse> change)
    {
        Stretch before;
        do
        {
            before = _stretch;
        }
        while (Interlocked.CompareExchange(ref _stretch, new Stretch(change(Now)), before) != before);
    }

    private void GoOnFrom(DateTimeOffset latest)
    {
        var before = _stretch;
        var machineNow = _machine.GetUtcNow();
        if (latest - before.Course.At(machineNow) > LargestStandstill)
        {
            // If it goes in another way meanwhile, that is from a moment that is as late.
            Interlocked.CompareExchange(ref _stretch, new Stretch(before.Course with { From = latest, MachineFrom = machineNow }), before);
        }
    }

    /// <summary>The time in which the clock goes in one way.</summary>
    private sealed class Stretch(ClockCourse course)
    {
        private long _latestUtcTicks = course.From.UtcTicks;

        public ClockCourse Course { get; } = course;

        /// <summary>Comes to a moment, unless it was at a later one already.</summary>
        /// <returns>The latest moment it has come to.</returns>
        public DateTimeOffset Reach(DateTimeOffset moment)
        {
            var ticks = moment.UtcTicks;
            var latest = Volatile.Read(ref _latestUtcTicks);
            while (ticks > latest)
            {
                var seen = Interlocked.CompareExchange(ref _latestUtcTicks, ticks, latest);
                latest = seen == latest ? ticks : seen;
            }

            return new DateTimeOffset(latest, TimeSpan.Zero);
        }
    }
}
