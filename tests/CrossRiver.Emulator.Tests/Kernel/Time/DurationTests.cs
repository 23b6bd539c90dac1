using CsCheck;

namespace CrossRiver.Emulator.Kernel.Time;

public sealed class DurationTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("2s", 2_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("48h", 172_800_000)]
    [InlineData("30d", 2_592_000_000)]
    [InlineData("1d1h1m1s1ms", 90_061_001)]
    [InlineData("0s", 0)]
    [InlineData(" 2s ", 2_000)]
    public void A_duration_is_numbers_with_units(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("s")]
    [InlineData("-2s")]
    [InlineData("2 s")]
    [InlineData("2S")]
    [InlineData("soon")]
    [InlineData("30s1m")]
    [InlineData("1s1s")]
    [InlineData("1e3s")]
    [InlineData("1..5s")]
    [InlineData("4000d")]
    [InlineData("99999999999999999999999999d")]
    public void Anything_else_is_none(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(1.5, "1.5ms")]
    [InlineData(-90_000, "-1m30s")]
    [InlineData(93_784_005, "1d2h3m4s5ms")]
    public void A_duration_is_written_with_the_units_it_needs(double milliseconds, string text) =>
        Assert.Equal(text, Duration.Print(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void What_is_written_is_read_back() => Gen.Long[0, TimeSpan.FromDays(3650).Ticks].Sample(
        ticks => Duration.TryParse(Duration.Print(TimeSpan.FromTicks(ticks)), out var read) && read.Ticks == ticks,
        iter: 5_000);
}
