using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>A list of values of one form.</summary>
/// <param name="item">The form.</param>
/// <param name="least">How many there must be.</param>
/// <param name="most">How many there may be.</param>
internal sealed class ListForm<T>(Form<T> item, int least = 0, int most = 10_000) : Form<IReadOnlyList<T>>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not ListNode list)
        {
            reading.Refuse(node.Place, ListText.Missing(node));
            return false;
        }

        if (list.Items.Count < least || list.Items.Count > most)
        {
            reading.Refuse(node.Place, list.Items.Count < least ? "this list is empty; write an element or leave the key out" : $"this list has more than {most} elements");
            return false;
        }

        var items = new List<T>();
        foreach (var element in list.Items.TakeWhile(_ => !reading.IsFull))
        {
            if (item.TryRead(element, reading, out var read))
            {
                items.Add(read);
            }
        }

        value = items;
        return true;
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
}

/// <summary>What to write where a list is missing.</summary>
internal static class ListText
{
    /// <summary>Returns the message for a value that stands in place of a list.</summary>
    /// <remarks>Keys with values are most probably its one element, without the hyphen.</remarks>
    public static string Missing(Node node) => node switch
    {
        MappingNode { Members: [var first, ..] } when first.Key.Text.StartsWith('-') => $"this must be a list, and a hyphen needs a space behind it; write '- {Reading.Shown(first.Key.Text[1..])}: …'",
        MappingNode { Members: [var first, ..] } => $"this must be a list; write '- {Reading.Shown(first.Key.Text)}: …', with a hyphen before each element, or put its elements in [ ]",
        _ => "this must be a list; write its elements in [ ], or each in a line that begins with a hyphen",
    };
}

/// <summary>A value that can be written in several ways, told apart by what YAML sees: text, a list or keys with values.</summary>
/// <param name="must">What it must be, for messages.</param>
internal sealed class AnyForm<T>(string must, Form<T>? text = null, Form<T>? list = null, Form<T>? mapping = null) : Form<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var form = node switch
        {
            TextNode => text,
            ListNode => list,
            _ => mapping,
        };
        if (form is not null)
        {
            return form.TryRead(node, reading, out value);
        }

        reading.Refuse(node.Place, $"this must be {must}");
        value = default;
        return false;
    }

    public override JsonObject Describe(Definitions definitions) => new()
    {
        ["anyOf"] = new JsonArray([.. new[] { text, list, mapping }.OfType<Form<T>>().Select(form => form.Describe(definitions))]),
    };
}

/// <summary>Keys with values where a list may stand, too: with none of their own keys they are read as the list's element that lacks its hyphen.</summary>
/// <param name="list">The form of the list.</param>
/// <param name="keys">The keys of the mapping.</param>
/// <param name="mapping">The form of the mapping.</param>
internal sealed class UnlistedForm<T>(Form<T> list, IReadOnlyList<string> keys, Form<T> mapping) : Form<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) =>
        (node is MappingNode { Members: not [] } found && !keys.Any(found.Has) ? list : mapping).TryRead(node, reading, out value);

    public override JsonObject Describe(Definitions definitions) => mapping.Describe(definitions);
}
