using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Represents the delivery rules of events: the key <c>delivery</c>.</summary>
internal sealed record DeliveryRules
{
    /// <summary>Gets the time within which the partner must answer, or null for the setting.</summary>
    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    /// <summary>Gets the faults, in the order of the file.</summary>
    public IReadOnlyList<DeliveryFault> Faults { get; init; } = [];
}

/// <summary>Provides the schema of the key <c>delivery</c>.</summary>
internal sealed class DeliverySchema
{
    private const int MostRetries = 20;
    private const int MostFaults = 100;

    private static readonly Schema<TimeSpan> AckWithin = Values.DurationOf("time to answer in", "write a duration from 100ms to 5m, such as 5s",
        (string text, out TimeSpan within) => Duration.TryParse(text, out within) && within >= TimeSpan.FromMilliseconds(100) && within <= TimeSpan.FromMinutes(5));

    private static readonly Schema<string> Failure = Values.TextOf("failure", "write timeout, connection, a status such as 429 or a class such as 5xx",
        text => text is "timeout" or "connection"
            || (text.Length == 3 && text[0] is >= '1' and <= '5' && (text.EndsWith("xx", StringComparison.Ordinal) || text.All(char.IsAsciiDigit))),
        """{ "type": ["string", "integer"], "pattern": "^(timeout|connection|[1-5](xx|[0-9][0-9]))$", "minimum": 100, "maximum": 599 }""");

    private static readonly Schema<RetryRules> Retry = new MappingSchema<RetryRules>("retry", () => new RetryRules(), inLine: true)
        .Optional("waits", "The waits before the attempts that follow a failed one; none for no retry.", new ListSchema<Delay>(Values.Delay, most: MostRetries, inLine: true), retry => retry.Waits, (retry, waits) => retry with { Waits = waits })
        .Optional("jitter", "By how much each wait may be longer or shorter.", Values.Share, retry => retry.Jitter > 0 ? retry.Jitter : null, (retry, jitter) => retry with { Jitter = jitter })
        .Optional("retryWhen", "The failures that are tried again; all, unless it is given.", new ListSchema<string>(Failure, least: 1, inLine: true), retry => retry.RetryWhen, (retry, failures) => retry with { RetryWhen = failures })
        .Optional("thenMark", "The status of an event whose attempts have all failed.", Values.Enum<FinalStatus>("status of an event then"), retry => retry.ThenMark, (retry, status) => retry with { ThenMark = status })
        .Optional("suspend", "Whether the registration is suspended then.", Values.Flag, retry => retry.Suspend, (retry, suspend) => retry with { Suspend = suspend })
        .Where(KeyRule.Some("waits", "jitter", "retryWhen", "thenMark", "suspend"));

    public DeliverySchema(Schema<DeliveryFault> fault, IReadOnlyList<string> events) => Delivery = new MappingSchema<DeliveryRules>("delivery", () => new DeliveryRules())
        .Optional("ackWithin", "The time that the partner has for its answer: 100ms to 5m.", AckWithin, delivery => delivery.AckWithin, (delivery, ackWithin) => delivery with { AckWithin = ackWithin })
        .Optional("retry", "The retries of a failed delivery.", Retry, delivery => delivery.Retry, (delivery, retry) => delivery with { Retry = retry })
        .Optional("faults", "The faults.", new ListSchema<DeliveryFault>(fault, least: 1, MostFaults), delivery => delivery.Faults, (delivery, faults) => delivery with { Faults = faults })
        .Where(KeyRule.Some("ackWithin", "retry", "faults")).Check((delivery, _, reading) => new FaultOverlaps(events).Report(delivery.Faults, reading));

    public Schema<DeliveryRules> Delivery { get; }
}
