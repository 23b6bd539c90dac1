using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Keys with values, as they are put together to be printed. What has no value is left out.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node = new();

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _node.Children.Count is 0;

    /// <summary>The keys in lines of their own, or <see langword="null"/> when there are none.</summary>
    public YamlNode? Block => IsEmpty ? null : _node;

    /// <summary>The keys in one line, or <see langword="null"/> when there are none.</summary>
    public YamlNode? Line => IsEmpty ? null : new YamlMappingNode(_node.Children) { Style = MappingStyle.Flow };

    public YamlMap Add(string key, YamlNode? value)
    {
        if (value is not null)
        {
            _node.Add(key, value);
        }

        return this;
    }

    /// <summary>A list whose elements stand in lines of their own, or <see langword="null"/> when there are none.</summary>
    public static YamlNode? BlockOf(IEnumerable<YamlNode?> elements) => new YamlSequenceNode(elements.OfType<YamlNode>()) is { Children.Count: > 0 } list ? list : null;

    /// <summary>A list in one line.</summary>
    public static YamlNode LineOf(IEnumerable<YamlNode?> elements) => new YamlSequenceNode(elements.OfType<YamlNode>()) { Style = SequenceStyle.Flow };

    /// <summary>One value as it is, several as a list in one line, or <see langword="null"/> when there are none.</summary>
    public static YamlNode? OneOrLine(IReadOnlyList<YamlNode?> values) => values is [] ? null : values is [var only] ? only : LineOf(values);

    /// <summary>Text that somebody wrote: in quotes where YAML or a reader could take it for something else.</summary>
    public static YamlNode? Text(string? text) => text is null ? null : new YamlScalarNode(text) { Style = IsPlain(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    /// <summary>A word or value of the format.</summary>
    public static YamlNode? Word(string? word) => word is null ? null : new YamlScalarNode(word) { Style = ScalarStyle.Plain };

    private static bool IsPlain(string text) => char.IsLetter(text, 0)
        && !text.EndsWith(' ')
        && text.All(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '.' or '\'' or ';')
        && text.ToUpperInvariant() is not ("TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N");
}
