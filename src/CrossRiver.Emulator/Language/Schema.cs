using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents the schema of a value in a scenario file. It reads the value, prints it and describes it to editors.</summary>
internal abstract class Schema<T>
{
    /// <summary>Reads a value, and returns whether it can be read. A value with wrong parts can be read without them.</summary>
    /// <param name="node">The value in the file.</param>
    /// <param name="context">Collects the messages.</param>
    /// <param name="value">The value that was read.</param>
    public abstract bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Returns a value as in a file, or null if a file leaves it out or another schema prints it.</summary>
    public abstract YamlNode? Print(T value);

    /// <summary>Returns the JSON schema.</summary>
    /// <param name="definitions">Collects the shared schemas.</param>
    public abstract JsonObject Describe(Definitions definitions);
}

/// <summary>Represents the definitions of a JSON schema.</summary>
/// <param name="areInline">Whether each definition is repeated at its uses instead of shared.</param>
internal sealed class Definitions(bool areInline = false)
{
    private readonly SortedDictionary<string, JsonObject?> _byName = new(StringComparer.Ordinal);

    /// <summary>Returns a reference to a definition, which is described on the first reference.</summary>
    public JsonObject Refer(string name, Func<JsonObject> describe)
    {
        if (areInline)
        {
            return describe();
        }

        if (_byName.TryAdd(name, value: null))
        {
            _byName[name] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>Returns all definitions by their names.</summary>
    public JsonObject ToJson() => new(_byName.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value)));
}

/// <summary>Represents a schema that is found on its first use, because it contains itself.</summary>
internal sealed class LaterSchema<T>(Func<Schema<T>> find) : Schema<T>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value) => find().TryRead(node, context, out value);

    public override YamlNode? Print(T value) => find().Print(value);

    public override JsonObject Describe(Definitions definitions) => find().Describe(definitions);
}

/// <summary>Represents a schema with many uses, which the JSON schema contains once.</summary>
/// <param name="name">The name among the definitions of the JSON schema.</param>
internal sealed class SharedSchema<T>(string name, Schema<T> schema) : Schema<T>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value) => schema.TryRead(node, context, out value);

    public override YamlNode? Print(T value) => schema.Print(value);

    public override JsonObject Describe(Definitions definitions) => definitions.Refer(name, () => schema.Describe(definitions));
}

/// <summary>Represents the schema of a value that is converted from another value.</summary>
/// <param name="prints">Returns whether files have a value in this form, or null if they have all values in it.</param>
internal sealed class MappedSchema<TFrom, T>(Schema<TFrom> schema, Func<TFrom, T> map, Func<T, TFrom> unmap, Predicate<T>? prints = null) : Schema<T>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        var isRead = schema.TryRead(node, context, out var from);
        value = isRead ? map(from!) : default;
        return isRead;
    }

    public override YamlNode? Print(T value) => prints?.Invoke(value) is false ? null : schema.Print(unmap(value));

    public override JsonObject Describe(Definitions definitions) => schema.Describe(definitions);
}

/// <summary>Represents the schema of a value with several forms: text, a list or a mapping. A form without a schema is an error.</summary>
/// <param name="must">The expected form, for messages.</param>
internal sealed class AnySchema<T>(string must, Schema<T>? text = null, Schema<T>? list = null, Schema<T>? mapping = null) : Schema<T>
{
    private readonly IReadOnlyList<Schema<T>> _schemas = [.. new[] { text, list, mapping }.OfType<Schema<T>>()];

    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        var schema = node is TextNode ? text : node is ListNode ? list : mapping;
        if (schema is not null)
        {
            return schema.TryRead(node, context, out value);
        }

        context.Refuse(node.Place, $"this must be {must}");
        value = default;
        return false;
    }

    public override YamlNode? Print(T value) => _schemas.Select(schema => schema.Print(value)).FirstOrDefault(printed => printed is not null);

    public override JsonObject Describe(Definitions definitions) => new() { ["anyOf"] = new JsonArray([.. _schemas.Select(schema => schema.Describe(definitions))]) };
}
