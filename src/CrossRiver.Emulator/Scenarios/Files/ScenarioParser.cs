using System.Text.Json;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Scenarios.Grammar;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads scenario files: YAML documents, each a scenario or a condition; and single rules. Thread-safe.</summary>
/// <param name="forms">What documents look like.</param>
internal sealed class ScenarioParser(DocumentForms forms)
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    // What only rules for deliveries have.
    private static readonly string[] OfDeliveries = ["event", "attempts", "lose", "duplicate", "reorder", "late", "replay", "auth", "body", "phantom"];

    /// <summary>Parses the text of one file. Whatever is wrong with it is a message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The name to give in messages.</param>
    public ScenarioFile Parse(string text, string fileName) => new FileReading(forms, fileName).Read(text);

    /// <summary>Reads a rule that is sent as JSON, with the keys and values of files. A rule with a key of deliveries is for deliveries, any other rule for calls.</summary>
    /// <returns>The rule, and what is probably not meant with it.</returns>
    /// <exception cref="RefusedException">The JSON is no rule. Each fault has the message that it has in a file, without its place.</exception>
    public (FaultRule Rule, IReadOnlyList<string> Warnings) ParseRule(JsonElement json)
    {
        // JSON is YAML, if there is a space behind each colon.
        var reading = new Reading("rule");
        var documents = YamlText.Read(JsonSerializer.Serialize(json, Spaced), reading);
        var rule = documents switch
        {
            [MappingNode mapping] when Array.Exists(OfDeliveries, mapping.Has) => forms.Fault.TryRead(mapping, reading, out var fault) ? new FaultRule(OfCalls: null, fault) : null,
            [var document] => forms.Rule.TryRead(document, reading, out var call) ? new FaultRule(call, OfDeliveries: null) : null,
            _ => null,
        };

        return rule is not null && reading.IsGood
            ? (rule, [.. reading.Messages.Select(message => message.Text)])
            : throw RefusedException.Invalid([.. reading.Messages.Where(message => !message.IsWarning).Select(message => message.Text)]);
    }
}
