using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Keys that are known, each with a form of its own.</summary>
/// <param name="name">Its name among the definitions of the JSON schema.</param>
/// <param name="start">What is read when no key is there.</param>
internal sealed class MappingForm<T>(string name, Func<T> start) : Form<T>
    where T : notnull
{
    private readonly List<Key> _keys = [];
    private readonly List<KeyRule> _rules = [];
    private Action<T, MappingNode, Reading> _check = (_, _, _) => { };

    /// <summary>The names of the keys.</summary>
    public IReadOnlyList<string> Keys => [.. _keys.Select(key => key.Name)];

    /// <summary>A key that may be there.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="text">What it means, for editors.</param>
    /// <param name="form">The form of its value.</param>
    /// <param name="set">Puts its value to what is read.</param>
    public MappingForm<T> Optional<TValue>(string key, string text, Form<TValue> form, Func<T, TValue, T> set)
    {
        _keys.Add(new Key<TValue>(key, text, form, set));
        return this;
    }

    /// <summary>A key that must be there.</summary>
    public MappingForm<T> Required<TValue>(string key, string text, Form<TValue> form, Func<T, TValue, T> set)
    {
        _rules.Add(KeyRule.Required(key));
        return Optional(key, text, form, set);
    }

    /// <summary>A rule on which keys go together.</summary>
    public MappingForm<T> Where(params IReadOnlyList<KeyRule> rules)
    {
        _rules.AddRange(rules);
        return this;
    }

    /// <summary>A check of all that was read, which a schema cannot make.</summary>
    public MappingForm<T> Check(Action<T, MappingNode, Reading> check)
    {
        _check += check;
        return this;
    }

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MappingNode mapping)
        {
            reading.Refuse(node.Place, $"this must be a mapping: keys with values{(node is ListNode ? ", without hyphens and brackets" : "")}; write {string.Join(", ", Keys)}");
            return false;
        }

        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in mapping.Members.Where(member => !_keys.Exists(key => key.Name == member.Key.Text)))
        {
            meant.Add(Suggestion.Nearest(member.Key.Text, Keys) ?? "");
            reading.Refuse(member.Key.Place, $"unknown key '{Reading.Shown(member.Key.Text)}'; {Suggestion.For(member.Key.Text, Keys)}");
        }

        foreach (var (place, text) in _rules.SelectMany(rule => rule.FindBroken(mapping, meant)))
        {
            reading.Refuse(place, text);
        }

        var read = start();
        foreach (var key in _keys)
        {
            read = mapping.Find(key.Name) is { } member ? key.Read(read, member.Value, reading) : read;
        }

        reading.Remember(read, node.Place);
        _check(read, mapping, reading);
        value = read;
        return true;
    }

    public override JsonObject Describe(Definitions definitions) => definitions.Refer(name, () =>
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(_keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, key.Describe(definitions)))),
        };
        if (_rules is not [])
        {
            schema["allOf"] = new JsonArray([.. _rules.Select(rule => rule.Describe())]);
        }

        return schema;
    });

    private abstract class Key(string name)
    {
        public string Name { get; } = name;

        public abstract T Read(T read, Node node, Reading reading);

        public abstract JsonObject Describe(Definitions definitions);
    }

    private sealed class Key<TValue>(string name, string text, Form<TValue> form, Func<T, TValue, T> set) : Key(name)
    {
        public override T Read(T read, Node node, Reading reading) => form.TryRead(node, reading, out var value) ? set(read, value) : read;

        public override JsonObject Describe(Definitions definitions)
        {
            var schema = form.Describe(definitions);

            // Beside a reference nothing else counts.
            return schema.ContainsKey("$ref")
                ? new JsonObject { ["description"] = text, ["allOf"] = new JsonArray(schema) }
                : new JsonObject([KeyValuePair.Create<string, JsonNode?>("description", text), .. schema.Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone()))]);
        }
    }
}
