using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using ScalarEvent = YamlDotNet.Core.Events.Scalar;

namespace CrossRiver.Emulator.Language.Yaml;

/// <summary>Reads and writes the YAML of scenario files: values and aliases, within bounds, but no tags.</summary>
internal sealed class YamlText(string text, ParseContext context)
{
    /// <summary>The largest number of characters in a file.</summary>
    public const int LongestText = 1024 * 1024;

    private const int MostEvents = 100_000;
    private const int MostAliased = 1_000;
    private const int DeepestNesting = 64;

    private static readonly EmitterSettings Layout = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, indentSequences: true, newLine: "\n");

    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<AnchorName, Node> _anchors = [];
    private ParsingEvent? _next;
    private int _events;
    private int _aliased;

    /// <summary>Returns the documents of a text. Invalid YAML adds an error and ends the reading.</summary>
    public static IReadOnlyList<Node> Read(string text, ParseContext context)
    {
        if (text.Length > LongestText)
        {
            context.Refuse(new Place(1, 1), $"the file has more than {LongestText} characters; split it");
            return [];
        }

        var documents = new List<Node>();
        try
        {
            new YamlText(text, context).ReadDocuments(documents);
        }
        catch (YamlException exception)
        {
            var (place, message) = exception is BeyondException
                ? (PlaceOf(exception.Start), exception.Message) : new YamlMistake(text).Find(PlaceOf(exception.Start), exception.Message);
            context.Refuse(place, message);
        }

        return documents;
    }

    /// <summary>Returns a document as text that ends in a line break.</summary>
    public static string Write(YamlNode document)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(document)).Save(new Emitter(text, Layout), assignAnchors: false);

        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private void ReadDocuments(List<Node> documents)
    {
        Advance();
        while (_next is { } next)
        {
            if (next is DocumentStart or DocumentEnd or StreamStart or StreamEnd)
            {
                Advance();
                _anchors.Clear();
            }
            else
            {
                documents.Add(ReadNode(depth: 1));
            }
        }

        if (documents is [])
        {
            context.Refuse(new Place(1, 1), "the file is empty; write a scenario");
        }
    }

    private Node ReadNode(int depth)
    {
        var start = Take();
        if (depth > DeepestNesting)
        {
            throw Beyond(start, $"this is nested more than {DeepestNesting} levels deep");
        }

        if (start is AnchorAlias alias)
        {
            return Expand(alias, depth);
        }

        Node node = start switch
        {
            SequenceStart => ReadList(start, depth),
            MappingStart => ReadMapping(start, depth),
            ScalarEvent scalar when IsWhole(scalar.Value) => new TextNode(PlaceOf(scalar.Start), scalar.Value, scalar.Style is not ScalarStyle.Plain),
            ScalarEvent => throw Beyond(start, "this is no text: it has half of a character"),
            _ => throw Beyond(start, "this is no YAML; write a value"),
        };
        var written = (NodeEvent)start;
        if (!written.Tag.IsEmpty)
        {
            context.Refuse(node.Place, "tags (!) are not allowed; write the value alone");
        }

        if (!written.Anchor.IsEmpty)
        {
            _anchors[written.Anchor] = node;
        }

        return node;
    }

    private ListNode ReadList(ParsingEvent start, int depth)
    {
        var items = new List<Node>();
        while (_next is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        Take();
        return new ListNode(PlaceOf(start.Start), items);
    }

    private MappingNode ReadMapping(ParsingEvent start, int depth)
    {
        var members = new Dictionary<string, Member>(StringComparer.Ordinal);
        while (_next is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is TextNode { Text: "<<" })
            {
                context.Refuse(key.Place, "merge keys (<<) are not allowed; write the keys out");
            }
            else if (key is not TextNode name)
            {
                context.Refuse(key.Place, "a key must be text");
            }
            else if (!members.TryAdd(name.Text, new Member(name, value)))
            {
                context.Refuse(name.Place, $"the key '{ParseContext.Shown(name.Text)}' is given twice, first in line {members[name.Text].Key.Place.Line}; leave one");
            }
        }

        Take();
        return new MappingNode(PlaceOf(start.Start), [.. members.Values]);
    }

    private Node Expand(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw Beyond(alias, $"there is no anchor '&{alias.Value}' that ends above; write &{alias.Value} before the value that is meant, or put the text in quotes");
        }

        _aliased += node.Size;
        return _aliased > MostAliased ? throw Beyond(alias, $"the aliases (*) of this file stand for more than {MostAliased} values; write less of it by aliases")
            : depth + node.Height - 1 > DeepestNesting ? throw Beyond(alias, $"this is nested more than {DeepestNesting} levels deep")
            : node;
    }

    private ParsingEvent Take()
    {
        var current = _next ?? throw new YamlException("the file ends too early");
        if (++_events > MostEvents)
        {
            throw Beyond(current, $"the file has more than {MostEvents} parts; split it");
        }

        Advance();
        return current;
    }

    // Because of defects, the library's scanner fails with other exceptions on some texts that are no YAML.
    private void Advance()
    {
        var last = _next?.End ?? Mark.Empty;
        try
        {
            _next = _parser.MoveNext() ? _parser.Current : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or ArithmeticException or IndexOutOfRangeException)
        {
            throw new YamlException(last, last, "", exception);
        }
    }

    // Text from the command line of Windows can have half of a character.
    private static bool IsWhole(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index])))
            {
                return false;
            }
        }

        return true;
    }

    private static BeyondException Beyond(ParsingEvent at, string reason) => new(at.Start, at.End, reason);

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    /// <summary>Represents an error for YAML that scenario files may not contain.</summary>
    private sealed class BeyondException(Mark start, Mark end, string message) : YamlException(start, end, message);
}
