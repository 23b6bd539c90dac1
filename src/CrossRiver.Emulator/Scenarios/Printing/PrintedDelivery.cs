using System.Globalization;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Webhooks.Contract;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>How events are delivered, as scenario files write it.</summary>
internal static class PrintedDelivery
{
    public static YamlNode? Of(DeliveryRules? delivery) => delivery is null ? null : new YamlMap()
        .Add("ackWithin", PrintedValues.Of(delivery.AckWithin))
        .Add("retry", Of(delivery.Retry))
        .Add("faults", YamlMap.BlockOf(delivery.Faults.Select(Of)))
        .Block;

    private static YamlNode? Of(RetryRules? retry) => retry is null ? null : new YamlMap()
        .Add("waits", retry.Waits is { } waits ? YamlMap.LineOf(waits.Select(wait => PrintedValues.Of(wait))) : null)
        .Add("jitter", retry.Jitter > 0 ? PrintedValues.OfShare(retry.Jitter) : null)
        .Add("retryWhen", retry.RetryWhen is { } failures ? YamlMap.LineOf(failures.Select(YamlMap.Word)) : null)
        .Add("thenMark", YamlMap.Word(retry.ThenMark))
        .Add("suspend", PrintedValues.Of(retry.Suspend))
        .Line;

    /// <summary>One fault.</summary>
    public static YamlNode? Of(DeliveryFault fault) => new YamlMap()
        .Add("event", YamlMap.Text(fault.Event))
        .Add("which", PrintedValues.Of(fault.Which))
        .Add("attempts", PrintedValues.Of(fault.Attempts))
        .Add("chance", PrintedValues.OfShare(fault.Chance))
        .Add("at", PrintedValues.Of(fault.At))
        .Add("lose", YamlMap.Word(fault.Lose))
        .Add("duplicate", fault.Duplicate is not { } duplicate ? null : new YamlMap()
            .Add("copies", PrintedValues.Of(duplicate.Copies)).Add("gap", PrintedValues.Of(duplicate.Gap)).Add("sameId", PrintedValues.Of(duplicate.SameId)).Line)
        .Add("reorder", fault.Reorder is { } reorder ? new YamlMap().Add("how", YamlMap.Word(reorder.How)).Add("window", PrintedValues.Of(reorder.Window)).Line : null)
        .Add("late", PrintedValues.Of(fault.Late))
        .Add("replay", fault.Replay is { } replay ? new YamlMap().Add("after", PrintedValues.Of(replay.After)).Add("times", PrintedValues.Of(replay.Times)).Line : null)
        .Add("auth", YamlMap.Word(fault.Auth))
        .Add("body", YamlMap.Word(fault.Body))
        .Add("connection", Of(fault.Connection))
        .Add("phantom", fault.Phantom is { } phantom ? new YamlMap().Add("event", YamlMap.Word(phantom.Event)).Add("customer", YamlMap.Word(phantom.Customer)).Line : null)
        .Block;

    private static YamlNode? Of(DeliveryConnection? connection) => connection switch
    {
        null => null,
        { BytesPerSecond: { } rate } => new YamlMap().Add("slow", YamlMap.Word(string.Create(CultureInfo.InvariantCulture, $"{rate}B/s"))).Line,
        _ => YamlMap.Word("reset-mid-body"),
    };
}
