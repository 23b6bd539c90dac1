using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Files;

/// <summary>Reads the nodes of one YAML file and keeps what is wrong with them, each with its place.</summary>
/// <param name="fileName">The name to give in messages.</param>
internal sealed class YamlReader(string fileName)
{
    private const int LongestText = 1024 * 1024;
    private const int MostEvents = 100_000;
    private const int DeepestNesting = 64;

    private readonly List<string> _messages = [];

    /// <summary>What is wrong, in compiler form, in the order in which it was met.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Parses the documents of the file; a file that is no YAML has none and one message.</summary>
    public IReadOnlyList<YamlNode> ReadDocuments(string text)
    {
        try
        {
            if (!IsBounded(text))
            {
                return [];
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [])
            {
                Refuse(Mark.Empty, "the file is empty");
            }

            return [.. stream.Documents.Select(document => document.RootNode)];
        }
        catch (YamlException exception)
        {
            // YamlDotNet wraps an error once per nesting level; only the innermost one points at the offending place.
            var innermost = exception;
            while (innermost.InnerException is YamlException inner)
            {
                innermost = inner;
            }

            Refuse(innermost.Start, innermost.Message);
            return [];
        }
    }

    // Before anything is built of it: YAML can be small as text and boundless as a tree.
    private bool IsBounded(string text)
    {
        if (text.Length > LongestText)
        {
            Refuse(new Mark(0, 1, 1), $"the file has more than {LongestText} characters");
            return false;
        }

        // The stream and the document are levels, too.
        var depth = -2;
        var events = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            var excess = parser.Current is AnchorAlias ? "aliases (*) are not taken; write it out"
                : depth > DeepestNesting ? $"this is nested more than {DeepestNesting} levels deep"
                : ++events > MostEvents ? $"the file has more than {MostEvents} parts"
                : null;
            if (excess is not null)
            {
                Refuse(parser.Current.Start, excess);
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a mapping whose keys are known.</summary>
    /// <returns>Its values by their keys; empty when the node is no mapping.</returns>
    public Dictionary<string, YamlNode> ReadMapping(YamlNode node, params IReadOnlyList<string> keys)
    {
        var values = ReadMappingOfAnything(node);
        foreach (var key in values.Keys.Except(keys, StringComparer.Ordinal).ToList())
        {
            var place = ((YamlMappingNode)node).Children.Keys.First(child => child is YamlScalarNode scalar && scalar.Value == key);
            Refuse(place.Start, $"unknown key '{key}'; write {string.Join(", ", keys)}");
            values.Remove(key);
        }

        return values;
    }

    /// <summary>Reads a mapping whose keys can be anything.</summary>
    /// <returns>Its values by their keys; empty when the node is no mapping.</returns>
    public Dictionary<string, YamlNode> ReadMappingOfAnything(YamlNode node)
    {
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            Refuse(node.Start, "this must be a mapping: keys with values");
            return values;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                values[name] = value;
            }
            else
            {
                Refuse(key.Start, "a key must be text");
            }
        }

        return values;
    }

    /// <summary>Reads a list; empty when the node is none.</summary>
    public IReadOnlyList<YamlNode> ReadList(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children];
        }

        Refuse(node.Start, "this must be a list");
        return [];
    }

    /// <summary>Reads text; <see langword="null"/> when the node has none.</summary>
    public string? ReadText(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return text;
        }

        Refuse(node.Start, "this must be text");
        return null;
    }

    /// <summary>Keeps what is wrong at a place.</summary>
    public void Refuse(Mark place, string reason) => _messages.Add($"{fileName}({place.Line},{place.Column}): {reason}");
}
