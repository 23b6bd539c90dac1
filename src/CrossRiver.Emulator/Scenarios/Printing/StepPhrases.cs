using System.Globalization;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Steps in words, for people.</summary>
internal static class StepPhrases
{
    /// <summary>What a step waits for: <c>upon addresses.add, after 2s..5s</c>; nothing when it follows at once.</summary>
    public static string When(Step step) => string.Join(", ", new[]
    {
        step.Upon is { } upon ? Of(upon) : null,
        step.After is { } after ? $"after {Of(after)}" : null,
        step.At is { } at ? $"at {Of(at)}" : null,
    }.OfType<string>());

    /// <summary>What a step does.</summary>
    public static string What(Step step) => string.Join("; ", new[]
    {
        step.Set is not [] ? $"{string.Join(", ", step.Set)}{(step.IsSilent ? " without an event" : "")}" : null,
        step.Emit,
        step.ReadLag > TimeSpan.Zero ? $"reads show it {Duration.Print(step.ReadLag)} after the event" : null,
        step.ReadLag < TimeSpan.Zero ? $"reads show it {Duration.Print(-step.ReadLag)} before the event" : null,
        step.Conditions is { } change ? change.Lasts is { } lasts ? $"starts the condition {change.Name} for {Of(lasts)}" : $"stops the condition {change.Name}" : null,
        step.Hold is { } hold ? $"waits for {string.Join(", ", hold.Actions.Select(action => action.Name))}" : null,
        step.Hold is { Timeout: { } timeout } timed ? $"after {Of(timeout)}: {timed.TimeoutAction}" : null,
        step.Choose is not [] ? string.Create(CultureInfo.InvariantCulture, $"one of {step.Choose.Count} ways") : null,
        step.Repeat is { } repeat ? string.Create(CultureInfo.InvariantCulture, $"{repeat.Times} times, every {Of(repeat.Every)}") : null,
    }.OfType<string>().DefaultIfEmpty("nothing"));

    /// <summary>A delay: <c>2s</c>, <c>2s..5s</c>, <c>median 2s, p95 8s</c>.</summary>
    public static string Of(Delay delay) => delay switch
    {
        { P95: { } p95 } => $"median {Duration.Print(delay.Shortest)}, p95 {Duration.Print(p95)}",
        _ when delay.Shortest == delay.Longest => Duration.Print(delay.Shortest),
        _ => $"{Duration.Print(delay.Shortest)}..{Duration.Print(delay.Longest)}",
    };

    /// <summary>A time in whole milliseconds.</summary>
    public static string Of(TimeSpan time) => Duration.Print(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds)));

    private static string Of(Upon upon) => upon switch
    {
        { Call: { } call, Times: 1 } => $"upon {call}",
        { Call: { } call, Times: var times } => string.Create(CultureInfo.InvariantCulture, $"upon {times} times {call}"),
        { Reads: { } reads } => string.Create(CultureInfo.InvariantCulture, $"upon {reads} reads"),
        { OrAfter: { } orAfter } => $"when the event of {upon.Acked} is taken, or after {Of(orAfter)}",
        _ => $"when the event of {upon.Acked} is taken",
    };
}
