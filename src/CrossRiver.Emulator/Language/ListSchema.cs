using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents the schema of a list of values.</summary>
/// <param name="least">The smallest number of values. If it is not 0, an empty list is not printed.</param>
/// <param name="inLine">Whether the list is printed in one line.</param>
internal sealed class ListSchema<T>(Schema<T> item, int least = 0, int most = 10_000, bool inLine = false) : Schema<IReadOnlyList<T>>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not ListNode list)
        {
            context.Refuse(node.Place, Missing(node));
            return false;
        }

        if (list.Items.Count < least || list.Items.Count > most)
        {
            context.Refuse(node.Place, list.Items.Count < least ? "this list is empty; write an element or leave the key out" : $"this list has more than {most} elements");
            return false;
        }

        var items = new List<T>();
        foreach (var element in list.Items.TakeWhile(_ => !context.IsFull))
        {
            if (item.TryRead(element, context, out var read))
            {
                items.Add(read);
            }
        }

        value = items;
        return true;
    }

    public override YamlNode? Print(IReadOnlyList<T> value)
    {
        if (value is [])
        {
            return least > 0 ? null : YamlMap.LineOf([]);
        }

        var items = value.Select(item.Print);
        return inLine ? YamlMap.LineOf(items) : YamlMap.BlockOf(items);
    }

    public override JsonObject Describe(Definitions definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Describe(definitions), ["maxItems"] = most };
        if (least > 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }

    // Keys with values are most probably the only element of a list, without the hyphen.
    private static string Missing(Node node) => node switch
    {
        MappingNode { Members: [var first, ..] } when first.Key.Text.StartsWith('-') => $"this must be a list, and a hyphen needs a space behind it; write '- {ParseContext.Shown(first.Key.Text[1..])}: …'",
        MappingNode { Members: [var first, ..] } => $"this must be a list; write '- {ParseContext.Shown(first.Key.Text)}: …', with a hyphen before each element, or put its elements in [ ]",
        _ => "this must be a list; write its elements in [ ], or each in a line that begins with a hyphen",
    };
}

/// <summary>Represents the schema of a mapping in whose place a list may stand.</summary>
/// <remarks>A mapping with unknown keys only is read as a list without its hyphen.</remarks>
/// <param name="keys">The keys of the mapping.</param>
internal sealed class UnlistedSchema<T>(Schema<T> list, IReadOnlyList<string> keys, Schema<T> mapping) : Schema<T>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value) =>
        (node is MappingNode { Members: not [] } found && !keys.Any(found.Has) ? list : mapping).TryRead(node, context, out value);

    public override YamlNode? Print(T value) => mapping.Print(value);

    public override JsonObject Describe(Definitions definitions) => mapping.Describe(definitions);
}

/// <summary>Provides the schema of one value or a list of values.</summary>
internal static class OneOrMore
{
    public static Schema<IReadOnlyList<T>> Of<T>(Schema<T> schema) => new AnySchema<IReadOnlyList<T>>(
        "text or a list",
        text: new MappedSchema<T, IReadOnlyList<T>>(schema, value => [value], values => values[0], values => values is [_]),
        list: new ListSchema<T>(schema, least: 1, inLine: true));
}
