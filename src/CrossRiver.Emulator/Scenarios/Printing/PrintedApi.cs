using CrossRiver.Emulator.Faults;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>How the API behaves, as scenario files write it.</summary>
internal static class PrintedApi
{
    public static YamlNode? Of(ApiRule rule) => new YamlMap()
        .Add("call", YamlMap.OneOrLine([.. rule.Calls.Select(YamlMap.Word)]))
        .Add("which", PrintedValues.Of(rule.Which))
        .Add("countBy", YamlMap.Word(rule.CountBy))
        .Add("chance", PrintedValues.OfShare(rule.Chance))
        .Add("at", PrintedValues.Of(rule.At))
        .Add("lasts", PrintedValues.Of(rule.Lasts))
        .Add("status", PrintedValues.Of(rule.Status))
        .Add("headers", rule.Headers.Aggregate(new YamlMap(), (map, header) => map.Add(header.Key, YamlMap.Text(header.Value))).Line)
        .Add("latency", PrintedValues.Of(rule.Latency))
        .Add("hang", PrintedValues.OfSet(rule.Hangs))
        .Add("connection", YamlMap.Word(rule.Connection))
        .Add("limit", Of(rule.Limit))
        .Add("token", rule.TokenLifetime is { } lifetime ? new YamlMap().Add("lifetime", PrintedValues.Of(lifetime)).Line : null)
        .Add("applied", PrintedValues.Of(rule.IsApplied))
        .Block;

    private static YamlNode? Of(CallLimit? limit) => limit is null ? null : new YamlMap()
        .Add("calls", PrintedValues.Of(limit.Calls))
        .Add("per", PrintedValues.Of(limit.Per))
        .Add("by", YamlMap.Word(limit.By))
        .Add("status", PrintedValues.Of(limit.Status))
        .Add("retryAfter", PrintedValues.Of(limit.RetryAfter))
        .Line;
}
