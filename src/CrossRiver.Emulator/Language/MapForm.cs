using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Keys that the file chooses, with values of one form; at least one.</summary>
/// <param name="key">The form of the keys.</param>
/// <param name="value">The form of the values.</param>
internal sealed class MapForm<T>(Form<string> key, Form<T> value) : Form<IReadOnlyList<KeyValuePair<string, T>>>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, T>> values)
    {
        values = null;
        if (node is not MappingNode { Members: not [] } mapping)
        {
            reading.Refuse(node.Place, $"this must be a mapping: {(node is MappingNode ? "at least one key with its value" : node is ListNode ? "keys with values, without hyphens and brackets" : "keys with values")}");
            return false;
        }

        var read = new List<KeyValuePair<string, T>>();
        foreach (var member in mapping.Members)
        {
            if (key.TryRead(member.Key, reading, out var name) & value.TryRead(member.Value, reading, out var part))
            {
                read.Add(KeyValuePair.Create(name!, part!));
            }
        }

        values = read;
        return true;
    }

    public override JsonObject Describe(Definitions definitions)
    {
        // Keys that are known are listed, so that editors can offer them.
        var keys = key.Describe(definitions);
        var (keyword, names) = keys["enum"] is JsonArray known
            ? ("properties", known.Select(name => (string)name!))
            : ("patternProperties", [(string)keys["pattern"]!]);

        return new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            [keyword] = new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, value.Describe(definitions)))),
            ["additionalProperties"] = false,
        };
    }
}
