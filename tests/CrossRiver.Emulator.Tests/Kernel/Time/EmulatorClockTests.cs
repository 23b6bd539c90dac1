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

    private sealed class SteppingTime : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
