using System.Text.Json;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Grammar;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads a rule that is sent as JSON, for calls or for deliveries: the same keys and values as in files.</summary>
internal static class RuleParser
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    // What only rules for deliveries have.
    private static readonly string[] OfDeliveries = ["event", "attempts", "lose", "duplicate", "reorder", "late", "replay", "auth", "body", "phantom"];

    /// <summary>Reads a rule. One that has a key of deliveries is for deliveries; any other is for calls.</summary>
    /// <returns>The rule, and what is probably not meant with it.</returns>
    /// <exception cref="RefusedException">It is none; each fault is told as for a file, without its place.</exception>
    public static (FaultRule Rule, IReadOnlyList<string> Warnings) Parse(JsonElement json)
    {
        // JSON is YAML, if there is a space behind each colon.
        var reading = new Reading("rule");
        var documents = YamlText.Read(JsonSerializer.Serialize(json, Spaced), reading);
        var rule = documents switch
        {
            [MappingNode mapping] when Array.Exists(OfDeliveries, mapping.Has) => FaultForms.Fault.TryRead(mapping, reading, out var fault) ? new FaultRule(OfCalls: null, fault) : null,
            [var document] => ApiForms.Rule.TryRead(document, reading, out var call) ? new FaultRule(call, OfDeliveries: null) : null,
            _ => null,
        };

        return rule is not null && reading.IsGood
            ? (rule, [.. reading.Messages.Select(message => message.Text)])
            : throw RefusedException.Invalid([.. reading.Messages.Where(message => !message.IsWarning).Select(message => message.Text)]);
    }
}
