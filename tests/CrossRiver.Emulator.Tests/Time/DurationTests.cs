namespace CrossRiver.Emulator.Time;

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
}
