using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Scenarios.Yaml;

namespace CrossRiver.Emulator.Scenarios.Forms;

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
            reading.Refuse(node.Place, "this must be a list; write its elements in [ ], or each in a line that begins with a hyphen");
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
