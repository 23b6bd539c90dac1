using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Kernel.Time;

public sealed class ClockSettingTests
{
    private static readonly DateTimeOffset Beginning = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2079, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Machine = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 3600)]
    [InlineData(0.5, 30)]
    public void Time_passes_at_the_speed_of_the_course(double speed, int seconds) =>
        Assert.Equal(Noon.AddSeconds(seconds), new ClockSetting(ClockMode.Real, speed, Noon, Machine).At(Machine.AddMinutes(1)));

    [Theory]
    [InlineData("Manual", false)]
    [InlineData("Real", true)]
    [InlineData("Skip", true)]
    public void A_clock_stands_if_it_is_moved_by_hand_or_held(string mode, bool isHeld)
    {
        var course = new ClockSetting(Enum.Parse<ClockMode>(mode), 1, Noon, Machine, isHeld);

        Assert.True(course.Stands);
        Assert.Equal(Noon, course.At(Machine.AddDays(1)));
        Assert.Null(course.MachineSpan(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.Zero, course.MachineSpan(TimeSpan.Zero));
    }

    [Fact]
    public void A_machine_that_is_set_back_turns_no_clock_back() => Assert.Equal(Noon, new ClockSetting(ClockMode.Real, 1, Noon, Machine).At(Machine.AddDays(-1)));

    [Fact]
    public void A_clock_goes_up_to_the_end_of_time_and_no_further()
    {
        var course = new ClockSetting(ClockMode.Real, 1, End.AddSeconds(-2), Machine);

        Assert.Equal(End.AddSeconds(-1), course.At(Machine.AddSeconds(1)));
        Assert.Equal(End, course.At(Machine.AddSeconds(2)));
        Assert.Equal(End, course.At(Machine.AddYears(100)));
    }

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(60, 60, 1)]
    [InlineData(0.5, 60, 120)]
    [InlineData(1, 0, 0)]
    [InlineData(1, -60, 0)]
    public void A_span_of_the_world_takes_the_machine_a_span_by_the_speed(double speed, int seconds, int ofMachine) =>
        Assert.Equal(TimeSpan.FromSeconds(ofMachine), new ClockSetting(ClockMode.Real, speed, Noon, Machine).MachineSpan(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_machines_span_is_bounded() =>
        Assert.Equal(TimeSpan.MaxValue / 2, new ClockSetting(ClockMode.Real, 0.001, Noon, Machine).MachineSpan(TimeSpan.MaxValue / 3));

    [Fact]
    public void A_clock_shows_the_years_1900_to_2078_and_the_moment_after_them()
    {
        Assert.All([Beginning, Noon, End], moment => Assert.True(ClockSetting.Has(moment)));
        Assert.All([Beginning.AddTicks(-1), End.AddTicks(1)], moment => Assert.False(ClockSetting.Has(moment)));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "1900-01-01T00:00:00Z")]
    [InlineData("1900-01-01T00:00:01Z", "1900-01-01T00:00:01Z")]
    [InlineData("2078-12-31T23:59:59Z", "2078-12-31T23:59:59Z")]
    [InlineData("9999-12-31T00:00:00Z", "2079-01-01T00:00:00Z")]
    public void A_course_begins_in_the_range_of_clocks(string from, string begins)
    {
        Assert.Equal(DateTimeOffset.Parse(begins, null), ClockSetting.Nearest(DateTimeOffset.Parse(from, null)));
        Assert.Equal(DateTimeOffset.Parse(begins, null), new ClockSetting(ClockMode.Manual, 1, DateTimeOffset.Parse(from, null), Machine).From);
        Assert.Equal(DateTimeOffset.Parse(begins, null), (new ClockSetting(ClockMode.Manual, 1, Noon, Machine) with { From = DateTimeOffset.Parse(from, null) }).From);
    }

    [Fact]
    public void A_moment_that_is_moved_stays_in_the_range_of_clocks()
    {
        Assert.Equal(Noon.AddDays(1), ClockSetting.Later(Noon, TimeSpan.FromDays(1)));
        Assert.Equal(Noon.AddDays(-1), ClockSetting.Later(Noon, TimeSpan.FromDays(-1)));
        Assert.Equal(End, ClockSetting.Later(Noon, TimeSpan.MaxValue));
        Assert.Equal(Beginning, ClockSetting.Later(Noon, TimeSpan.MinValue));
        Assert.Equal(Noon.AddDays(1), ClockSetting.Later(Noon, (TimeSpan?)TimeSpan.FromDays(1)));
        Assert.Null(ClockSetting.Later(Noon, default(TimeSpan?)));
    }

    [Fact]
    public void A_clock_is_the_machines_unless_a_setting_says_otherwise()
    {
        Assert.Equal(new ClockSetting(ClockMode.Real, 1, Machine, Machine), ClockSetting.AsMachine(Machine));
        Assert.Equal(new ClockSetting(ClockMode.Real, 1, Machine, Machine), new ClockOptions().Begin(Machine));
        Assert.Equal(
            new ClockSetting(ClockMode.Skip, 3, Noon, Machine),
            new ClockOptions { Mode = ClockMode.Skip, Speed = 3, Start = Noon.ToOffset(TimeSpan.FromHours(-5)) }.Begin(Machine));
        Assert.Equal(TimeSpan.Zero, new ClockOptions { Start = Noon.ToOffset(TimeSpan.FromHours(-5)) }.Begin(Machine).From.Offset);
    }

    [Fact]
    public void A_start_that_no_clock_can_show_is_refused()
    {
        Assert.Empty(Faults(null));
        Assert.Empty(Faults(Noon));
        Assert.Equal("Start must be a moment of the years 1900 to 2078.", Assert.Single(Faults(End.AddTicks(1))).ErrorMessage);
    }

    private static IEnumerable<ValidationResult> Faults(DateTimeOffset? start)
    {
        var options = new ClockOptions { Start = start };
        return options.Validate(new ValidationContext(options));
    }
}
