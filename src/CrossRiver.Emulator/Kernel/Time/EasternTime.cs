namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Prints moments as the bank does: US Eastern time with its true offset.</summary>
/// <remarks>
/// Source: the bank's samples, <c>2021-11-22T10:50:20.553-05:00</c>. The rule of daylight saving time, the law since 2007, is in the code
/// because small containers have no time zone data.
/// </remarks>
internal static class EasternTime
{
    private static readonly TimeZoneInfo Zone = CreateZone();

    public static DateTimeOffset From(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>Returns the day of a moment in Eastern time.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(From(moment).DateTime);

    /// <summary>Prints a moment without decimals, as in transfers.</summary>
    public static string ToSeconds(DateTimeOffset moment) => From(moment).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Prints a moment with three decimals, as in events and stored records.</summary>
    public static string ToMilliseconds(DateTimeOffset moment) => From(moment).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Prints a moment with seven decimals, as in fresh records.</summary>
    public static string ToTicks(DateTimeOffset moment) => From(moment).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

    private static TimeZoneInfo CreateZone()
    {
        var atTwo = new DateTime(1, 1, 1, 2, 0, 0, DateTimeKind.Unspecified);
        var daylight = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(atTwo, month: 3, week: 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(atTwo, month: 11, week: 1, DayOfWeek.Sunday));

        return TimeZoneInfo.CreateCustomTimeZone("Eastern", TimeSpan.FromHours(-5), "Eastern", "Eastern", "Eastern daylight", [daylight]);
    }
}
