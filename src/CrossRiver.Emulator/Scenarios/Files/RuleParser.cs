using System.Text.Json;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Scenarios.Forms;
using CrossRiver.Emulator.Scenarios.Grammar;
using CrossRiver.Emulator.Scenarios.Yaml;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads a rule for calls that is sent as JSON: the same keys and values as in files.</summary>
internal static class RuleParser
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    // What only rules for deliveries have.
    private static readonly string[] OfDeliveries = ["event", "attempts", "lose", "duplicate", "reorder", "late", "replay", "auth", "body", "phantom"];

    /// <summary>Reads a rule.</summary>
    /// <exception cref="RefusedException">It is none; each fault is told as for a file, without its place.</exception>
    public static ApiRule Parse(JsonElement json)
    {
        // JSON is YAML, if there is a space behind each colon.
        var reading = new Reading("rule");
        var documents = YamlText.Read(JsonSerializer.Serialize(json, Spaced), reading);
        if (documents is [MappingNode mapping] && Array.Find(OfDeliveries, mapping.Has) is { } key)
        {
            throw RefusedException.Invalid([$"'{key}' is for deliveries, and here are rules for calls; write it under delivery: faults: in a scenario"]);
        }

        return documents is [var document] && ApiForms.Rule.TryRead(document, reading, out var rule) && reading.IsGood
            ? rule
            : throw RefusedException.Invalid([.. reading.Messages.Where(message => !message.IsWarning).Select(message => message.Text)]);
    }
}
