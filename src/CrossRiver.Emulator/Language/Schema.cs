using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents what a value of a scenario file looks like: the one description that reads it, prints it and describes it to editors.</summary>
internal abstract class Schema<T>
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The value in the file.</param>
    /// <param name="reading">Collects what is wrong with it.</param>
    /// <param name="value">What it says, when it can be read.</param>
    /// <returns>Whether it can be read; a value with wrong parts can be read without them.</returns>
    public abstract bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value);

    /// <summary>Prints a value as a file has it.</summary>
    /// <returns>The value, or <see langword="null"/> if a file leaves it out or has another form for it.</returns>
    public abstract YamlNode? Print(T value);

    /// <summary>Describes the values as a JSON schema.</summary>
    /// <param name="definitions">Collects the schemas that are used in several places.</param>
    public abstract JsonObject Describe(Definitions definitions);
}

/// <summary>The definitions of a JSON schema.</summary>
/// <param name="areInline">Whether each stands where it is used, instead of once.</param>
internal sealed class Definitions(bool areInline = false)
{
    private readonly SortedDictionary<string, JsonObject?> _byName = new(StringComparer.Ordinal);

    /// <summary>Returns the schema that refers to a definition, which is described when it is first referred to.</summary>
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

    /// <summary>Returns all of them, by name.</summary>
    public JsonObject ToJson() => new(_byName.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value)));
}

/// <summary>A schema that is found when it is needed: of steps that have steps.</summary>
/// <param name="find">Finds it.</param>
internal sealed class LaterSchema<T>(Func<Schema<T>> find) : Schema<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) => find().TryRead(node, reading, out value);

    public override YamlNode? Print(T value) => find().Print(value);

    public override JsonObject Describe(Definitions definitions) => find().Describe(definitions);
}

/// <summary>A schema that is used in many places: the JSON schema has it once.</summary>
/// <param name="name">Its name among the definitions of the JSON schema.</param>
internal sealed class SharedSchema<T>(string name, Schema<T> schema) : Schema<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) => schema.TryRead(node, reading, out value);

    public override YamlNode? Print(T value) => schema.Print(value);

    public override JsonObject Describe(Definitions definitions) => definitions.Refer(name, () => schema.Describe(definitions));
}

/// <summary>The schema of a value that is made of another one.</summary>
/// <param name="schema">The schema of the other value.</param>
/// <param name="map">Makes the value.</param>
/// <param name="unmap">Returns what the value was made of.</param>
/// <param name="prints">Returns whether files have a value in this form, or <see langword="null"/> if they have every value in it.</param>
internal sealed class MappedSchema<TFrom, T>(Schema<TFrom> schema, Func<TFrom, T> map, Func<T, TFrom> unmap, Predicate<T>? prints = null) : Schema<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var isRead = schema.TryRead(node, reading, out var from);
        value = isRead ? map(from!) : default;
        return isRead;
    }

    public override YamlNode? Print(T value) => prints?.Invoke(value) is false ? null : schema.Print(unmap(value));

    public override JsonObject Describe(Definitions definitions) => schema.Describe(definitions);
}

/// <summary>The schema of a value that can be written in several ways, told apart by what YAML sees: text, a list or keys with values.</summary>
/// <param name="must">What it must be, for messages.</param>
/// <param name="text">The schema of text, or <see langword="null"/> if it can be none.</param>
/// <param name="list">The schema of a list, or <see langword="null"/> if it can be none.</param>
/// <param name="mapping">The schema of keys with values, or <see langword="null"/> if it can be none.</param>
internal sealed class AnySchema<T>(string must, Schema<T>? text = null, Schema<T>? list = null, Schema<T>? mapping = null) : Schema<T>
{
    private readonly IReadOnlyList<Schema<T>> _schemas = [.. new[] { text, list, mapping }.OfType<Schema<T>>()];

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var schema = node switch
        {
            TextNode => text,
            ListNode => list,
            _ => mapping,
        };
        if (schema is not null)
        {
            return schema.TryRead(node, reading, out value);
        }

        reading.Refuse(node.Place, $"this must be {must}");
        value = default;
        return false;
    }

    public override YamlNode? Print(T value) => _schemas.Select(schema => schema.Print(value)).FirstOrDefault(printed => printed is not null);

    public override JsonObject Describe(Definitions definitions) => new() { ["anyOf"] = new JsonArray([.. _schemas.Select(schema => schema.Describe(definitions))]) };
}
