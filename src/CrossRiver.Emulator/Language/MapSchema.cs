using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents the schema of a mapping whose keys the file chooses. It has at least one key, and its values have one schema.</summary>
/// <param name="inLine">Whether the mapping is printed in one line.</param>
internal sealed class MapSchema<T>(Schema<string> key, Schema<T> value, bool inLine = false) : Schema<IReadOnlyList<KeyValuePair<string, T>>>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, T>> values)
    {
        values = null;
        if (node is not MappingNode { Members: not [] } mapping)
        {
            context.Refuse(node.Place, $"this must be a mapping: {(node is MappingNode ? "at least one key with its value" : node is ListNode ? "keys with values, without hyphens and brackets" : "keys with values")}");
            return false;
        }

        var read = new List<KeyValuePair<string, T>>();
        foreach (var member in mapping.Members)
        {
            if (key.TryRead(member.Key, context, out var name) & value.TryRead(member.Value, context, out var part))
            {
                read.Add(KeyValuePair.Create(name!, part!));
            }
        }

        values = read;
        return true;
    }

    public override YamlNode? Print(IReadOnlyList<KeyValuePair<string, T>> values)
    {
        var map = values.Aggregate(new YamlMap(), (map, pair) => map.Add(pair.Key, value.Print(pair.Value)));
        return inLine ? map.Line : map.Block;
    }

    public override JsonObject Describe(Definitions definitions)
    {
        // Editors offer listed keys, so known keys are listed.
        var keys = key.Describe(definitions);
        var (keyword, names) = keys["enum"] is JsonArray known
            ? ("properties", known.Select(name => (string)name!)) : ("patternProperties", [(string)keys["pattern"]!]);

        return new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            [keyword] = new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, value.Describe(definitions)))),
            ["additionalProperties"] = false,
        };
    }
}
