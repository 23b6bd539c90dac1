using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Kernel.Snapshots;

public sealed class SavedClockTests
{
    private static readonly DateTimeOffset Machine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset World = Machine.AddYears(-1);

    [Theory]
    [InlineData(nameof(ClockMode.Real), 1, 60, 60)]
    [InlineData(nameof(ClockMode.Real), 1, 0, 0)]
    [InlineData(nameof(ClockMode.Real), 1, -60, 0)]
    [InlineData(nameof(ClockMode.Real), 2, 60, 0)]
    [InlineData(nameof(ClockMode.Manual), 1, 60, 0)]
    [InlineData(nameof(ClockMode.Skip), 1, 60, 0)]
    public void A_restart_is_as_long_in_the_world_as_on_the_machine_if_the_clock_is_the_machine_s(string mode, double speed, int seconds, int passed)
    {
        var now = Machine.AddSeconds(seconds);

        Assert.Equal(new ClockSetting(Enum.Parse<ClockMode>(mode), speed, World.AddSeconds(passed), now), Saved(mode, speed).GoOn(now));
    }

    [Theory]
    [InlineData(nameof(ClockMode.Real))]
    [InlineData(nameof(ClockMode.Manual))]
    public void A_return_leads_to_the_same_moment(string mode) =>
        Assert.Equal(new ClockSetting(Enum.Parse<ClockMode>(mode), 1, World, Machine.AddHours(1)), Saved(mode, 1).GoBack(Machine.AddHours(1)));

    private static SavedClock Saved(string mode, double speed) => new(Enum.Parse<ClockMode>(mode), speed, World, Machine);
}
