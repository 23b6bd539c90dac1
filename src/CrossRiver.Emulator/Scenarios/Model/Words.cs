namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Describes parts of steps in words.</summary>
internal static class Words
{
    /// <summary>Returns a delay, for example <c>2s</c>, <c>2s..5s</c>, or <c>median 2s, p95 8s</c>.</summary>
    public static string Of(Delay delay) => delay switch
    {
        { P95: { } p95 } => $"median {Duration.Print(delay.Shortest)}, p95 {Duration.Print(p95)}",
        _ when delay.IsFixed => Duration.Print(delay.Shortest),
        _ => $"{Duration.Print(delay.Shortest)}..{Duration.Print(delay.Longest)}",
    };

    /// <summary>Returns a time in whole milliseconds.</summary>
    public static string Of(TimeSpan time) => Duration.Print(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds)));

    public static string Of(WaitFor upon) => upon switch
    {
        { Call: { } call, Times: 1 } => $"upon {call}",
        { Call: { } call, Times: var times } => string.Create(CultureInfo.InvariantCulture, $"upon {times} times {call}"),
        { Reads: { } reads } => string.Create(CultureInfo.InvariantCulture, $"upon {reads} reads"),
        { OrAfter: { } orAfter } => $"when the event of {upon.Acked} is acknowledged, or after {Of(orAfter)}",
        _ => $"when the event of {upon.Acked} is acknowledged",
    };

    public static string Of(Hold hold)
    {
        var waits = $"waits for {string.Join(", ", hold.Actions.Select(action => action.Name))}";
        return hold.Timeout is { } timeout ? $"{waits}; after {Of(timeout)}: {hold.TimeoutAction}" : waits;
    }

    public static string Of(ConditionChange change) => change.Lasts is { } lasts ? $"starts the condition {change.Name} for {Of(lasts)}" : $"stops the condition {change.Name}";

    /// <summary>Returns a read lag, or null if there is none.</summary>
    public static string? OfLag(TimeSpan lag) => lag == TimeSpan.Zero ? null
        : lag > TimeSpan.Zero ? $"reads show it {Duration.Print(lag)} after the event"
        : $"reads show it {Duration.Print(-lag)} before the event";
}
