namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Provides the time of one world. It never moves back, whatever its source does.</summary>
/// <remarks>Reading is thread-safe. Change the course only while holding the world lock.</remarks>
internal sealed class EmulatorClock(TimeProvider machine, ClockSetting setting)
{
    // Small corrections of the machine's clock are frequent. A larger step back must not stop the world until the machine catches up.
    private static readonly TimeSpan LargestStandstill = TimeSpan.FromSeconds(1);

    private volatile Stretch _stretch = new(setting);

    /// <summary>Creates a clock that shows the machine's time.</summary>
    public EmulatorClock(TimeProvider machine)
        : this(machine, ClockSetting.AsMachine(machine.GetUtcNow()))
    {
    }

    public ClockSetting Course => _stretch.Course;

    /// <summary>Gets the moment on the machine, in UTC.</summary>
    public DateTimeOffset MachineNow => machine.GetUtcNow();

    /// <summary>Gets a mark for <see cref="MachineElapsed"/>, which changes of the machine's clock do not affect.</summary>
    public long MachineTimestamp => machine.GetTimestamp();

    /// <summary>Gets the moment in this world, in UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var stretch = _stretch;
            var now = stretch.Course.At(machine.GetUtcNow());
            var latest = stretch.Reach(now);
            if (latest - now > LargestStandstill)
            {
                GoOnFrom(latest);
            }

            return latest;
        }
    }

    public void Go(ClockMode mode, double speed) => Change(now => new ClockSetting(mode, speed, now, machine.GetUtcNow(), Course.IsHeld));

    /// <summary>Stops the time, whatever the mode, until <see cref="LetGo"/>.</summary>
    public void Hold() => Change(now => Course with { From = now, MachineFrom = machine.GetUtcNow(), IsHeld = true });

    /// <summary>Lets time pass again in its mode.</summary>
    public void LetGo() => Change(now => Course with { From = now, MachineFrom = machine.GetUtcNow(), IsHeld = false });

    /// <summary>Moves forward to a moment. Does nothing if the clock is already past it.</summary>
    public void MoveTo(DateTimeOffset moment) => Change(now => Course with { From = moment > now ? moment : now, MachineFrom = machine.GetUtcNow() });

    /// <summary>Starts another course. This is the only way back in time.</summary>
    public void BeginAnew(ClockSetting setting) => _stretch = new Stretch(setting);

    /// <summary>Returns the machine's time until a moment, or null if time is stopped.</summary>
    public TimeSpan? MachineSpanUntil(DateTimeOffset moment) => Course.MachineSpan(moment - Now);

    public TimeSpan MachineElapsed(long since) => machine.GetElapsedTime(since);

    /// <summary>Creates an alarm that is not set yet. It calls back on a thread of the pool.</summary>
    public Alarm CreateAlarm(Action ring) => new(this, machine, ring);

    private void Change(Func<DateTimeOffset, ClockSetting> change)
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
        var machineNow = machine.GetUtcNow();
        if (latest - before.Course.At(machineNow) > LargestStandstill)
        {
            // If another thread has changed the course, it starts from a moment that is at least as late.
            Interlocked.CompareExchange(ref _stretch, new Stretch(before.Course with { From = latest, MachineFrom = machineNow }), before);
        }
    }

    /// <summary>Represents the span of one course, with the latest moment that was read.</summary>
    private sealed class Stretch(ClockSetting setting)
    {
        private long _latestUtcTicks = setting.From.UtcTicks;

        public ClockSetting Course { get; } = setting;

        /// <summary>Moves forward to a moment, unless the clock is past it. Returns the latest moment.</summary>
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
