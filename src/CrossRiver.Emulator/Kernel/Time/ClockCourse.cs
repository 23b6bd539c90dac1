namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>How a clock goes, and from where.</summary>
/// <param name="Mode">How time passes.</param>
/// <param name="Speed">How many times as fast as the machine's it passes, while it passes by itself.</param>
/// <param name="From">The moment that the course begins with, on the world's clock.</param>
/// <param name="MachineFrom">The same moment on the machine's clock.</param>
/// <param name="IsHeld">Whether time stands still for now, because somebody is advancing it.</param>
internal sealed record ClockCourse(ClockMode Mode, double Speed, DateTimeOffset From, DateTimeOffset MachineFrom, bool IsHeld = false)
{
    private static readonly DateTimeOffset Beginning = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest moment there is: the bank's identifiers have room for no later year.</summary>
    public static DateTimeOffset End { get; } = new(2079, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a clock can show a moment.</summary>
    public static bool Has(DateTimeOffset moment) => moment >= Beginning && moment <= End;

    /// <summary>Returns the moment a span after another, or before it if the span is negative. Past the range of clocks it is the nearest moment in it.</summary>
    /// <remarks>Every addition to a moment of a world goes through here: near its end time must not overflow.</remarks>
    public static DateTimeOffset Later(DateTimeOffset moment, TimeSpan span) =>
        span >= End - moment ? End : span <= Beginning - moment ? Beginning : moment + span;

    /// <inheritdoc cref="Later(DateTimeOffset, TimeSpan)"/>
    /// <remarks>Without a span there is no such moment.</remarks>
    public static DateTimeOffset? Later(DateTimeOffset moment, TimeSpan? span) => span is { } known ? Later(moment, known) : null;

    /// <summary>Returns the moment in the range of clocks that is nearest to another.</summary>
    public static DateTimeOffset Nearest(DateTimeOffset moment) => moment > End ? End : moment < Beginning ? Beginning : moment;

    /// <summary>Gets the moment that the course begins with, on the world's clock. It is in the range of clocks.</summary>
    public DateTimeOffset From { get; init => field = Nearest(value); } = Nearest(From);

    /// <summary>The course of a clock that shows the machine's time.</summary>
    public static ClockCourse AsMachine(DateTimeOffset machineNow) => new(ClockMode.Real, Speed: 1, machineNow, machineNow);

    /// <summary>Whether time stands still unless somebody moves it.</summary>
    public bool Stands => IsHeld || Mode is ClockMode.Manual;

    /// <summary>The moment it is in the world.</summary>
    /// <param name="machineNow">The moment it is on the machine.</param>
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

    /// <summary>How long the machine's time must pass until the world's has come to a moment, or <see langword="null"/> when it will not by itself.</summary>
    public TimeSpan? MachineSpan(TimeSpan untilThen) => untilThen <= TimeSpan.Zero ? TimeSpan.Zero
        : Stands ? null
        : untilThen.Ticks / Speed < TimeSpan.MaxValue.Ticks / 2 ? untilThen / Speed : TimeSpan.MaxValue / 2;
}
