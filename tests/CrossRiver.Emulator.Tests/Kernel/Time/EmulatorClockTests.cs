using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Time;

public sealed class EmulatorClockTests
{
    [Fact]
    public void The_clock_stands_still_when_its_source_goes_back()
    {
        var source = new SteppingTime();
        var clock = new EmulatorClock(source);
        source.Moment = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var noon = clock.Now;

        source.Moment = noon.AddHours(-1);

        Assert.Equal(noon, clock.Now);
    }

    [Fact]
    public void The_clock_follows_its_source()
    {
        var source = new FakeTimeProvider();
        var clock = new EmulatorClock(source);

        source.Advance(TimeSpan.FromHours(1));

        Assert.Equal(source.GetUtcNow(), clock.Now);
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    public void A_larger_step_back_of_its_source_does_not_stop_the_clock(int milliseconds, int passed)
    {
        var source = new SteppingTime { Moment = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero) };
        var clock = new EmulatorClock(source);
        source.Moment = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var noon = clock.Now;
        source.Moment = noon.AddMilliseconds(-milliseconds);
        Assert.Equal(noon, clock.Now);

        source.Moment += TimeSpan.FromMilliseconds(1);

        Assert.Equal(noon.AddMilliseconds(passed), clock.Now);
    }

    [Fact]
    public void A_clock_that_is_held_stands_until_it_is_let_go()
    {
        var source = new FakeTimeProvider();
        var clock = new EmulatorClock(source);
        var begin = clock.Now;

        clock.Hold();
        source.Advance(TimeSpan.FromHours(1));
        Assert.Equal((begin, true, null), (clock.Now, clock.Course.IsHeld, clock.MachineSpanUntil(begin.AddHours(1))));
        clock.Go(ClockMode.Real, speed: 2);
        Assert.True(clock.Course.IsHeld);

        clock.LetGo();
        source.Advance(TimeSpan.FromHours(1));

        Assert.Equal((begin.AddHours(2), false), (clock.Now, clock.Course.IsHeld));
        Assert.Equal(TimeSpan.FromMinutes(30), clock.MachineSpanUntil(begin.AddHours(3)));
    }

    [Fact]
    public void A_clock_moves_forward_alone_unless_it_begins_anew()
    {
        var source = new FakeTimeProvider();
        var clock = new EmulatorClock(source);
        var begin = clock.Now;

        clock.MoveTo(begin.AddHours(1));
        clock.MoveTo(begin);
        Assert.Equal(begin.AddHours(1), clock.Now);
        source.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(begin.AddMinutes(61), clock.Now);

        clock.BeginAnew(new ClockSetting(ClockMode.Manual, 1, begin.AddHours(-1), source.GetUtcNow()));

        Assert.Equal(begin.AddHours(-1), clock.Now);
        Assert.Equal(source.GetUtcNow(), clock.MachineNow);
    }

    [Fact]
    public void The_machines_time_goes_on_whatever_the_clock_shows()
    {
        var source = new FakeTimeProvider();
        var clock = new EmulatorClock(source);
        clock.Hold();
        var mark = clock.MachineTimestamp;

        source.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), clock.MachineElapsed(mark));
    }

    private sealed class SteppingTime : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
