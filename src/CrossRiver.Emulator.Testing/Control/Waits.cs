using System.Globalization;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>What answers only when something has come about in a world: advancing its time, and waiting.</summary>
/// <param name="wire">The emulator.</param>
/// <param name="world">The path of the world's routes.</param>
internal sealed class Waits(Wire wire, string world)
{
    private readonly History _history = new(wire, world);

    private string Limit => SpanText.Of(wire.Patience);

    public async Task<TimeAdvance> AdvanceAsync(string howFar, object body, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.SerializeToNode(body, Wire.Json)!.AsObject();
        order["timeout"] = Limit;
        return TimeAdvance.Of(await wire.CallAsync(new ControlCall($"Advancing the time {howFar}", HttpMethod.Post, $"{world}/clock/advance", order), cancellationToken));
    }

    public Task UntilIdleAsync(TimeSpan? within, CancellationToken cancellationToken)
    {
        var order = new { until = "idle", within = within is { } span ? SpanText.Of(span) : null, timeout = Limit };
        return wire.CallAsync(new ControlCall("Waiting until the world is idle", HttpMethod.Post, $"{world}/wait", order), cancellationToken);
    }

    public async Task<JournalEntry> ForAsync(string kind, string eventName, Guid? customerId, int count, CancellationToken cancellationToken)
    {
        var match = customerId is { } customer ? (object)new { eventName, customerId = customer } : new { eventName };
        var call = new ControlCall($"Waiting for the {kind} {eventName}", HttpMethod.Post, $"{world}/wait", new { until = kind, match, count, timeout = Limit });
        var answer = await wire.TryAsync(call, cancellationToken);
        if (answer.IsSuccess)
        {
            return JournalEntry.Of(answer.Json.GetProperty("entries").EnumerateArray().Last());
        }

        IReadOnlyList<string> lines =
        [
            $"{call.Verb}{(customerId is null ? "" : $" of customer {customerId}")} failed: {answer.Reason}",
            .. EvidenceText.Of(answer.Json),
            .. EvidenceText.Of("What did come:", await _history.ReadAsync(customerId, "event,attempt,fault,registration", cancellationToken)),
            .. await ClockAsync(cancellationToken),
        ];
        throw new EmulatorException(string.Join("\n", lines));
    }

    /// <summary>Reads the moment it is.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => (await ReadClockAsync(cancellationToken)).GetProperty("now").GetDateTimeOffset();

    /// <summary>Reads when something is due next, or <see langword="null"/> when nothing is.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        (await ReadClockAsync(cancellationToken)).TryGetProperty("nextDueAt", out var next) ? next.GetDateTimeOffset() : null;

    private Task<JsonElement> ReadClockAsync(CancellationToken cancellationToken) =>
        wire.CallAsync(new ControlCall("Reading the clock", HttpMethod.Get, $"{world}/clock"), cancellationToken);

    // Who waits for a clock that stands still is told so.
    private async Task<IEnumerable<string>> ClockAsync(CancellationToken cancellationToken)
    {
        var clock = await ReadClockAsync(cancellationToken);
        var mode = clock.GetProperty("mode").GetString();
        var now = EvidenceText.Moment(clock.GetProperty("now").GetDateTimeOffset());
        var due = clock.TryGetProperty("nextDueAt", out var next) ? $"the next thing is due at {EvidenceText.Moment(next.GetDateTimeOffset())}" : "nothing is due";
        var advice = string.Equals(mode, "manual", StringComparison.OrdinalIgnoreCase) && next.ValueKind is JsonValueKind.String ? "; the time stands still until the test advances it" : "";
        return [string.Create(CultureInfo.InvariantCulture, $"The clock is {mode} and shows {now}; {due}{advice}.")];
    }
}
