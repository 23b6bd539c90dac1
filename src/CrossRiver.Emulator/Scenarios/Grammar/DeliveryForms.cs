using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Checks;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Contract;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>How events are delivered: the key <c>delivery</c>.</summary>
internal sealed class DeliveryForms
{
    private const int MostRetries = 20;
    private const int MostFaults = 100;

    private static readonly Form<TimeSpan> AckWithin = new TextForm<TimeSpan>(
        "time to answer in",
        "write a duration from 100ms to 5m, such as 5s",
        (string text, out TimeSpan within) => Time.Duration.TryParse(text, out within) && within >= TimeSpan.FromMilliseconds(100) && within <= TimeSpan.FromMinutes(5),
        $$"""{ "type": "string", "pattern": "^{{Values.DurationPattern}}$" }""");

    private static readonly Form<string> Failure = Values.TextOf(
        "failure",
        "write timeout, connection, a status such as 429 or a class such as 5xx",
        text => text is "timeout" or "connection"
            || (text.Length == 3 && text[0] is >= '1' and <= '5' && (text.EndsWith("xx", StringComparison.Ordinal) || text.All(char.IsAsciiDigit))),
        """{ "type": ["string", "integer"], "pattern": "^(timeout|connection|[1-5](xx|[0-9][0-9]))$", "minimum": 100, "maximum": 599 }""");

    private static readonly Form<RetryRules> Retry = new MappingForm<RetryRules>("retry", () => new RetryRules())
        .Optional("waits", "The waits before the attempts that follow a failed one; none for no retry.", new ListForm<Delay>(Values.Delay, most: MostRetries), (retry, waits) => retry with { Waits = waits })
        .Optional("jitter", "By how much each wait may be longer or shorter.", Values.Share, (retry, jitter) => retry with { Jitter = jitter })
        .Optional("retryWhen", "The failures that are tried again; all, unless it is given.", new ListForm<string>(Failure, least: 1), (retry, failures) => retry with { RetryWhen = failures })
        .Optional("thenMark", "The status of an event whose attempts have all failed.", Values.Names("status of an event then", "Failed", "Pending"), (retry, status) => retry with { ThenMark = status })
        .Optional("suspend", "Whether the registration is suspended then.", Values.Flag, (retry, suspend) => retry with { Suspend = suspend })
        .Where(KeyRule.Some("waits", "jitter", "retryWhen", "thenMark", "suspend"));

    /// <param name="fault">The form of one fault.</param>
    /// <param name="events">The names of the bank's events.</param>
    public DeliveryForms(Form<DeliveryFault> fault, IReadOnlyList<string> events) => Delivery = new MappingForm<DeliveryRules>("delivery", () => new DeliveryRules())
        .Optional("ackWithin", "How long the partner may take to answer: 100ms to 5m.", AckWithin, (delivery, ackWithin) => delivery with { AckWithin = ackWithin })
        .Optional("retry", "When a failed delivery is tried again.", Retry, (delivery, retry) => delivery with { Retry = retry })
        .Optional("faults", "What goes wrong on purpose.", new ListForm<DeliveryFault>(fault, least: 1, MostFaults), (delivery, faults) => delivery with { Faults = faults })
        .Where(KeyRule.Some("ackWithin", "retry", "faults"))
        .Check((delivery, _, reading) => new FaultOverlaps(events).Tell(delivery.Faults, reading));

    /// <summary>Gets the form of the whole key.</summary>
    public Form<DeliveryRules> Delivery { get; }
}
