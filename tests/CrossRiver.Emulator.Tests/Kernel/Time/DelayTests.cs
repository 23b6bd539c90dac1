namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Delays, sums of spans, and the moments of control calls.</summary>
public sealed class DelayTests
{
    [Theory]
    [InlineData("2s", 2, 2)]
    [InlineData("2s..5s", 2, 5)]
    [InlineData("2s..2s", 2, 2)]
    [InlineData("1m..1m30s", 60, 90)]
    public void A_delay_is_a_duration_or_two_of_them(string text, int shortest, int longest)
    {
        Assert.True(Delay.TryParse(text, out var delay));
        Assert.Equal(new Delay(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest)), delay);
        Assert.Equal(shortest == longest, delay.IsFixed);
        Assert.False((delay with { P95 = TimeSpan.FromSeconds(9) }).IsFixed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5s..2s")]
    [InlineData("2s..")]
    [InlineData("..2s")]
    [InlineData("1s..2s..3s")]
    [InlineData("soon")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Delay.TryParse(text, out var delay));
        Assert.Equal(default, delay);
    }

    [Fact]
    public void A_sum_is_at_most_the_longest_span()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), Duration.Sum(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.MaxValue, Duration.Sum(TimeSpan.MaxValue, TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.MaxValue - TimeSpan.FromTicks(1), Duration.Sum(TimeSpan.MaxValue - TimeSpan.FromTicks(2), TimeSpan.FromTicks(1)));
    }

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("PT10S", 10)]
    [InlineData("PT0S", 0)]
    [InlineData(" PT1M ", 60)]
    [InlineData("P1DT12H", 129_600)]
    [InlineData("P3650D", 315_360_000)]
    [InlineData("P3651D", null)]
    [InlineData("-PT10S", null)]
    [InlineData("P99999999999D", null)]
    [InlineData("10", null)]
    [InlineData(null, null)]
    public void A_duration_may_have_the_form_of_ISO_8601(string? text, int? seconds) =>
        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, Duration.ParseAny(text));

    [Theory]
    [InlineData("2026-03-02T09:00:00-05:00", "2026-03-02T14:00:00Z")]
    [InlineData("2026-03-02T09:00:00+05:30", "2026-03-02T03:30:00Z")]
    [InlineData("2026-03-02T09:00:00.1234567Z", "2026-03-02T09:00:00.1234567Z")]
    [InlineData("2026-03-02T09:00:00z", "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00:00", null)]
    [InlineData("2026-03-02", null)]
    [InlineData("2026-03-02T09:00:00-0500", null)]
    [InlineData("2026-03-02 09:00:00Z", null)]
    [InlineData("Z", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_moment_has_an_offset(string? text, string? moment)
    {
        var read = TimestampText.Parse(text);

        Assert.Equal(moment is null ? null : DateTimeOffset.Parse(moment, null), read);
        Assert.Equal(TimeSpan.Zero, (read ?? default).Offset);
    }
}
