namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Represents the course of a clock from a moment on.</summary>
/// <param name="Speed">The speed while time passes, as a multiple of the machine's.</param>
/// <param name="MachineFrom">The same moment on the machine's clock.</param>
/// <param name="IsHeld">Whether time is stopped for now, because a caller advances it.</param>
internal sealed record ClockSetting(ClockMode Mode, double Speed, DateTimeOffset From, DateTimeOffset MachineFrom, bool IsHeld = false)
{
    private static readonly DateTimeOffset Beginning = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the latest moment of clocks: the bank's identifiers have no room for later years.</summary>
    public static DateTimeOffset End { get; } = new(2079, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns whether a clock can show a moment.</summary>
    public static bool Has(DateTimeOffset moment) => moment >= Beginning && moment <= End;

    /// <summary>Returns the moment a span after another, or before it if the span is negative. The result is limited to the range of clocks.</summary>
    /// <remarks>Use this for every addition to a moment of a world, so that time does not overflow near its end.</remarks>
    public static DateTimeOffset Later(DateTimeOffset moment, TimeSpan span) =>
        span >= End - moment ? End : span <= Beginning - moment ? Beginning : moment + span;

    /// <summary>Returns the moment a span after another, or null without a span.</summary>
    public static DateTimeOffset? Later(DateTimeOffset moment, TimeSpan? span) => span is { } known ? Later(moment, known) : null;

    /// <summary>Returns the nearest moment in the range of clocks.</summary>
    public static DateTimeOffset Nearest(DateTimeOffset moment) => moment > End ? End : moment < Beginning ? Beginning : moment;

    /// <summary>Gets the first moment of the course, on the world's clock, in the range of clocks.</summary>
    public DateTimeOffset From { get; init => field = Nearest(value); } = Nearest(From);

    /// <summary>Returns the course of a clock that shows the machine's time.</summary>
    public static ClockSetting AsMachine(DateTimeOffset machineNow) => new(ClockMode.Real, Speed: 1, machineNow, machineNow);

    /// <summary>Gets whether time passes only when a caller moves it.</summary>
    public bool Stands => IsHeld || Mode is ClockMode.Manual;

    /// <summary>Returns the moment in the world at a moment of the machine.</summary>
    public DateTimeOffset At(DateTimeOffset machineNow)
    {
        if (Stands)
        {
            return From;
        }

        // A machine's clock may be set back.
        var passed = Math.Max(0, (machineNow - MachineFrom).Ticks * Speed);
        return passed < (End - From).Ticks ? From.AddTicks((long)passed) : End;
    }

    /// <summary>Returns the machine's time until a span of the world's time has passed, or null if time is stopped.</summary>
    public TimeSpan? MachineSpan(TimeSpan untilThen) => untilThen <= TimeSpan.Zero ? TimeSpan.Zero
        : Stands ? null
        : untilThen.Ticks / Speed < TimeSpan.MaxValue.Ticks / 2 ? untilThen / Speed : TimeSpan.MaxValue / 2;
}

/// <summary>The way in which a world's time passes.</summary>
internal enum ClockMode
{
    /// <summary>Time passes as the machine's does, or at a multiple of its speed.</summary>
    Real,

    /// <summary>Time passes only when a caller advances it.</summary>
    Manual,

    /// <summary>Time jumps to the next due entry while nothing is in flight, except to the end of a wait for a person.</summary>
    Skip,
}
