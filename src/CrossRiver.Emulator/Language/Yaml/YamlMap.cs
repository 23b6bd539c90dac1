using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Builds a mapping for printing. Keys without a value are left out.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node = new();

    /// <summary>Gets the mapping with one line for each key, or null if it has no keys.</summary>
    public YamlNode? Block => _node.Children.Count is 0 ? null : _node;

    /// <summary>Gets the mapping in one line, or null if it has no keys.</summary>
    public YamlNode? Line => _node.Children.Count is 0 ? null : new YamlMappingNode(_node.Children) { Style = MappingStyle.Flow };

    public YamlMap Add(string key, YamlNode? value)
    {
        if (value is not null)
        {
            _node.Add(key, value);
        }

        return this;
    }

    /// <summary>Returns a list with one line for each element, or null if it has no elements.</summary>
    public static YamlNode? BlockOf(IEnumerable<YamlNode?> elements) => new YamlSequenceNode(elements.OfType<YamlNode>()) is { Children.Count: > 0 } list ? list : null;

    /// <summary>Returns a list in one line.</summary>
    public static YamlNode LineOf(IEnumerable<YamlNode?> elements) => new YamlSequenceNode(elements.OfType<YamlNode>()) { Style = SequenceStyle.Flow };

    /// <summary>Returns text of an author, in quotes where YAML or a reader could misunderstand it.</summary>
    public static YamlNode? Text(string? text) => text is null ? null : new YamlScalarNode(text) { Style = IsPlain(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    /// <summary>Returns a word or value of the format, without quotes.</summary>
    public static YamlNode? Word(string? word) => word is null ? null : new YamlScalarNode(word) { Style = ScalarStyle.Plain };

    private static bool IsPlain(string text) => text is not "" && char.IsLetter(text, 0)
        && !text.EndsWith(' ')
        && text.All(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '.' or '\'' or ';')
        && text.ToUpperInvariant() is not ("TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N");
}

/// <summary>Converts printed values to JSON: the same keys and values as in files.</summary>
internal static class YamlJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Of(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value is "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when decimal.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => ((YamlScalarNode)node).Value,
    };
}
