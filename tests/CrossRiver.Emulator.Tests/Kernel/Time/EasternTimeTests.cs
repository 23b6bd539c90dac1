namespace CrossRiver.Emulator.Kernel.Time;

public sealed class EasternTimeTests
{
    [Theory]
    [InlineData("2021-11-22T15:50:20.553Z", "2021-11-22T10:50:20.553-05:00")]
    [InlineData("2024-10-08T08:23:46.283Z", "2024-10-08T04:23:46.283-04:00")]
    [InlineData("2026-03-08T06:59:59.999Z", "2026-03-08T01:59:59.999-05:00")]
    [InlineData("2026-03-08T07:00:00Z", "2026-03-08T03:00:00.000-04:00")]
    [InlineData("2026-11-01T05:59:59Z", "2026-11-01T01:59:59.000-04:00")]
    [InlineData("2026-11-01T06:00:00Z", "2026-11-01T01:00:00.000-05:00")]
    [ContractRow("7.2 timestamps")]
    public void Moments_are_printed_as_in_the_banks_samples(string moment, string printed) =>
        Assert.Equal(printed, EasternTime.ToMilliseconds(DateTimeOffset.Parse(moment, null)));

    [Fact]
    public void Fresh_records_have_seven_decimals() =>
        Assert.Equal("2021-11-22T10:51:49.5299112-05:00", EasternTime.ToTicks(new DateTimeOffset(2021, 11, 22, 15, 51, 49, TimeSpan.Zero).AddTicks(5299112)));

    [Fact]
    public void It_agrees_with_the_time_zone_of_New_York_at_every_hour_of_twenty_years()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var newYork), "This machine has no time zone data.");

        for (var moment = new DateTimeOffset(2007, 4, 1, 0, 0, 0, TimeSpan.Zero); moment.Year < 2027; moment += TimeSpan.FromHours(1))
        {
            Assert.Equal(TimeZoneInfo.ConvertTime(moment, newYork!).Offset, EasternTime.From(moment).Offset);
        }
    }
}
