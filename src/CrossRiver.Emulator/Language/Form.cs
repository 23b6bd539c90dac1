using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>What a value of a scenario file looks like: the one description that reads it and that the JSON schema is made of.</summary>
internal abstract class Form<T>
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The value in the file.</param>
    /// <param name="reading">Is told what is wrong with it.</param>
    /// <param name="value">What it says, when it can be read.</param>
    /// <returns>Whether it can be read; a value with wrong parts can be read without them.</returns>
    public abstract bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value);

    /// <summary>Describes the values as a JSON schema.</summary>
    /// <param name="definitions">Where the schemas of forms go that are used in several places.</param>
    public abstract JsonObject Describe(Definitions definitions);
}

/// <summary>The definitions of a JSON schema.</summary>
internal sealed class Definitions
{
    private readonly SortedDictionary<string, JsonObject?> _byName = new(StringComparer.Ordinal);

    /// <summary>The schema that refers to a definition, which is described when it is first referred to.</summary>
    public JsonObject Refer(string name, Func<JsonObject> describe)
    {
        if (_byName.TryAdd(name, value: null))
        {
            _byName[name] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>All of them, by name.</summary>
    public JsonObject ToJson() => new(_byName.Select(definition => KeyValuePair.Create<string, JsonNode?>(definition.Key, definition.Value)));
}

/// <summary>A form that is found when it is needed: of steps that have steps.</summary>
internal sealed class LaterForm<T>(Func<Form<T>> form) : Form<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) => form().TryRead(node, reading, out value);

    public override JsonObject Describe(Definitions definitions) => form().Describe(definitions);
}

/// <summary>A form that is used in many places: the JSON schema has it once.</summary>
/// <param name="name">Its name among the schema's definitions.</param>
/// <param name="form">The form.</param>
internal sealed class SharedForm<T>(string name, Form<T> form) : Form<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value) => form.TryRead(node, reading, out value);

    public override JsonObject Describe(Definitions definitions) => definitions.Refer(name, () => form.Describe(definitions));
}

/// <summary>A value that is made of another one.</summary>
internal sealed class MappedForm<TFrom, T>(Form<TFrom> form, Func<TFrom, T> map) : Form<T>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var isRead = form.TryRead(node, reading, out var from);
        value = isRead ? map(from!) : default;
        return isRead;
    }

    public override JsonObject Describe(Definitions definitions) => form.Describe(definitions);
}
