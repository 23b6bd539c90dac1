using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Packaging.Workflows;

/// <summary>A file of GitHub Actions, read as YAML.</summary>
/// <param name="Name">Its path from the repository's root.</param>
/// <param name="Lines">Its text, for the comments, which YAML drops.</param>
/// <param name="Root">Its content.</param>
internal sealed record Yaml(string Name, IReadOnlyList<string> Lines, YamlMappingNode Root)
{
    public static Yaml Parse(string name, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException unreadable)
        {
            throw new FormatException($"{name}:{unreadable.Start.Line}: {unreadable.Message}", unreadable);
        }

        return new(name, text.Split('\n'), (YamlMappingNode)stream.Documents.Single().RootNode);
    }

    /// <summary>Returns a sentence with the file and the line that it is about.</summary>
    public string At(YamlNode node, string sentence) => $"{Name}:{node.Start.Line}: {sentence}";
}

/// <summary>Reads nodes, and takes what is not there, or is of another kind, for empty.</summary>
internal static class YamlNodes
{
    extension(YamlNode? node)
    {
        public YamlNode? Get(string key) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var value) ? value : null;

        public string Text => (node as YamlScalarNode)?.Value ?? "";

        public IEnumerable<(YamlNode Key, string Name, YamlNode Value)> Entries =>
            (node as YamlMappingNode)?.Children.Select(entry => (entry.Key, entry.Key.Text, entry.Value)) ?? [];

        public IEnumerable<YamlNode> Items => node switch
        {
            YamlSequenceNode sequence => sequence.Children,
            YamlScalarNode scalar => [scalar],
            _ => [],
        };

        /// <summary>Returns every text below the node, with its key.</summary>
        public IEnumerable<(string Key, YamlScalarNode Value)> Texts(string key = "") => node switch
        {
            YamlScalarNode scalar => [(key, scalar)],
            YamlSequenceNode sequence => sequence.Children.SelectMany(item => item.Texts(key)),
            YamlMappingNode mapping => mapping.Children.SelectMany(entry => entry.Value.Texts(entry.Key.Text)),
            _ => [],
        };
    }
}
