using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Documents with one thing that is not as it was: a key with another name or without its value, or another value.</summary>
public static class BrokenVariants
{
    /// <summary>All of one document, as JSON.</summary>
    public static IEnumerable<string> Of(JsonNode document)
    {
        var places = Below(document).Count;
        for (var place = 0; place < places; place++)
        {
            foreach (var change in Changes)
            {
                var copy = document.DeepClone();
                change(Below(copy)[place]);
                yield return copy.ToJsonString();
            }
        }
    }

    private static readonly Action<JsonNode>[] Changes =
    [
        node => Replace(node, "nonsense in words"),
        node => Replace(node, 7),
        node => Replace(node, true),
        node => Replace(node, null),
        node => Replace(node, new JsonObject { ["oops"] = 1 }),
        node => Replace(node, new JsonArray(new JsonArray())),
        Remove,
        Rename,
    ];

    private static List<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject keys => keys.Select(key => key.Value!),
            JsonArray items => items.Select(item => item!),
            _ => [],
        };

        return [.. children.SelectMany(child => Below(child).Prepend(child))];
    }

    private static void Replace(JsonNode node, JsonNode? value)
    {
        if (node.Parent is JsonArray items)
        {
            items[node.GetElementIndex()] = value;
        }
        else
        {
            node.Parent![node.GetPropertyName()] = value;
        }
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray items)
        {
            items.Remove(node);
        }
        else
        {
            ((JsonObject)node.Parent!).Remove(node.GetPropertyName());
        }
    }

    private static void Rename(JsonNode node)
    {
        if (node.Parent is JsonObject keys)
        {
            var name = node.GetPropertyName();
            keys.Remove(name);
            keys[$"{name}_"] = node;
        }
    }
}
