namespace CrossRiver.Emulator.Time;

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

    /// <summary>The moment that comes a span after another one, or the latest there is.</summary>
    public static DateTimeOffset Later(DateTimeOffset moment, TimeSpan span) => span < End - moment ? moment + span : End;

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

        var passed = (machineNow - MachineFrom).Ticks * Speed;
        return passed < (End - From).Ticks ? From.AddTicks((long)passed) : End;
    }

    /// <summary>How long the machine's time must pass until the world's has come to a moment, or <see langword="null"/> when it will not by itself.</summary>
    public TimeSpan? MachineSpan(TimeSpan untilThen) => untilThen <= TimeSpan.Zero ? TimeSpan.Zero
        : Stands ? null
        : untilThen.Ticks / Speed < TimeSpan.MaxValue.Ticks / 2 ? untilThen / Speed : TimeSpan.MaxValue / 2;
}
