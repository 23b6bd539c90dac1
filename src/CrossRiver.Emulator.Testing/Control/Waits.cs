using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the calls that last until an event: advancing a world's clock, and waiting.</summary>
internal sealed class Waits(WorldCalls world, History history)
{
    public async Task<TimeAdvance> AdvanceAsync(string howFar, object body, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.SerializeToNode(body, Wire.Json)!.AsObject();
        order["timeout"] = world.Limit;
        return TimeAdvance.Of(await world.CallAsync($"Advancing the time {howFar}", HttpMethod.Post, "clock/advance", order, cancellationToken));
    }

    public Task UntilIdleAsync(TimeSpan? within, CancellationToken cancellationToken)
    {
        var order = new { until = "idle", within = SpanText.Of(within), timeout = world.Limit };
        return world.CallAsync("Waiting until the world is idle", HttpMethod.Post, "wait", order, cancellationToken);
    }

    public async Task<JournalEntry> ForAsync(string kind, string eventName, Guid? customerId, int count, CancellationToken cancellationToken)
    {
        var verb = $"Waiting for the {kind} {eventName}";
        var order = new { until = kind, match = new { eventName, customerId }, count, timeout = world.Limit };
        var answer = await world.TryAsync(verb, HttpMethod.Post, "wait", order, cancellationToken);
        if (answer.IsSuccess)
        {
            return JournalEntry.Of(answer.Json.GetProperty("entries").EnumerateArray().Last());
        }

        IReadOnlyList<string> lines =
        [
            $"{verb}{(customerId is null ? "" : $" of customer {customerId}")} failed: {answer.Reason}",
            .. EvidenceText.Of(answer.Json),
            .. EvidenceText.Of("Journal so far:", await history.ReadAsync(customerId, "event,attempt,fault,registration", cancellationToken)),
            await DescribeClockAsync(cancellationToken),
        ];
        throw new EmulatorException(string.Join("\n", lines));
    }

    /// <summary>Returns the current moment of the world's clock.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) =>
        (await ReadClockAsync(cancellationToken)).GetProperty("now").GetDateTimeOffset();

    /// <summary>Returns the next due moment, or null if nothing is due.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => NextDue(await ReadClockAsync(cancellationToken));

    private Task<JsonElement> ReadClockAsync(CancellationToken cancellationToken) =>
        world.CallAsync("Reading the clock", HttpMethod.Get, "clock", body: null, cancellationToken);

    private static DateTimeOffset? NextDue(JsonElement clock) => clock.TryGetProperty("nextDueAt", out var next) ? next.GetDateTimeOffset() : null;

    private async Task<string> DescribeClockAsync(CancellationToken cancellationToken)
    {
        var clock = await ReadClockAsync(cancellationToken);
        var mode = clock.GetProperty("mode").GetString();
        var now = EvidenceText.Moment(clock.GetProperty("now").GetDateTimeOffset());
        var advice = string.Equals(mode, "manual", StringComparison.OrdinalIgnoreCase) ? "; advance the time to reach it" : "";
        var due = NextDue(clock) is { } next ? $"the next due time is {EvidenceText.Moment(next)}{advice}" : "nothing is due";
        return $"The clock is {mode} and shows {now}; {due}.";
    }
}

/// <summary>Formats time spans in the emulator's notation.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMilliseconds}ms");

    public static string? Of(TimeSpan? span) => span is { } given ? Of(given) : null;
}
