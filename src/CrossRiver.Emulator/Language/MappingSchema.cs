using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents the schema of a mapping with known keys.</summary>
/// <param name="name">The name among the definitions of the JSON schema.</param>
/// <param name="start">Returns the value of a mapping without keys.</param>
/// <param name="inLine">Whether the mapping is printed in one line.</param>
internal sealed class MappingSchema<T>(string name, Func<T> start, bool inLine = false) : Schema<T>
    where T : notnull
{
    private readonly List<Key> _keys = [];
    private readonly List<KeyRule> _rules = [];
    private Action<T, MappingNode, ParseContext> _check = (_, _, _) => { };

    public IReadOnlyList<string> Keys => [.. _keys.Select(key => key.Name)];

    /// <summary>Adds an optional key.</summary>
    /// <param name="text">The description for editors.</param>
    /// <param name="get">Returns the value of the key, or null if the key is left out.</param>
    /// <param name="set">Returns a copy with the value of the key.</param>
    /// <param name="say">Returns the value in words, or null for no words.</param>
    public MappingSchema<T> Optional<TValue>(string key, string text, Schema<TValue> schema, Func<T, TValue?> get, Func<T, TValue, T> set, Func<T, string?>? say = null)
        where TValue : class => Add(key, text, schema, value => get(value) is { } part ? schema.Print(part) : null, set, say);

    /// <inheritdoc cref="Optional{TValue}(string, string, Schema{TValue}, Func{T, TValue?}, Func{T, TValue, T}, Func{T, string?}?)"/>
    public MappingSchema<T> Optional<TValue>(string key, string text, Schema<TValue> schema, Func<T, TValue?> get, Func<T, TValue, T> set, Func<T, string?>? say = null)
        where TValue : struct => Add(key, text, schema, value => get(value) is { } part ? schema.Print(part) : null, set, say);

    /// <summary>Adds a required key.</summary>
    /// <inheritdoc cref="Optional{TValue}(string, string, Schema{TValue}, Func{T, TValue?}, Func{T, TValue, T}, Func{T, string?}?)"/>
    public MappingSchema<T> Required<TValue>(string key, string text, Schema<TValue> schema, Func<T, TValue> get, Func<T, TValue, T> set)
    {
        _rules.Add(KeyRule.Required(key));
        return Add(key, text, schema, value => schema.Print(get(value)), set, say: null);
    }

    /// <summary>Adds rules on the combination of keys.</summary>
    public MappingSchema<T> Where(params IReadOnlyList<KeyRule> rules)
    {
        _rules.AddRange(rules);
        return this;
    }

    /// <summary>Adds a check that no JSON schema can express. It runs after all keys are read.</summary>
    public MappingSchema<T> Check(Action<T, MappingNode, ParseContext> check)
    {
        _check += check;
        return this;
    }

    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MappingNode mapping)
        {
            context.Refuse(node.Place, $"this must be a mapping: keys with values{(node is ListNode ? ", without hyphens and brackets" : "")}; write {string.Join(", ", Keys)}");
            return false;
        }

        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in mapping.Members.Where(member => !_keys.Exists(key => key.Name == member.Key.Text)))
        {
            meant.Add(Suggestion.Nearest(member.Key.Text, Keys) ?? "");
            context.Refuse(member.Key.Place, $"unknown key '{ParseContext.Shown(member.Key.Text)}'; {Suggestion.For(member.Key.Text, Keys)}");
        }

        foreach (var (place, text) in _rules.SelectMany(rule => rule.FindBroken(mapping, meant)))
        {
            context.Refuse(place, text);
        }

        var read = _keys.Aggregate(start(), (read, key) => mapping.Find(key.Name) is { } member ? key.Read(read, member.Value, context) : read);

        context.Remember(read, node.Place);
        _check(read, mapping, context);
        value = read;
        return true;
    }

    public override YamlNode? Print(T value)
    {
        var map = _keys.Aggregate(new YamlMap(), (map, key) => map.Add(key.Name, key.Print(value)));
        return inLine ? map.Line : map.Block;
    }

    /// <summary>Returns the values of some keys in words, in the order of the schema.</summary>
    public IEnumerable<string> Explain(T value, IReadOnlyList<string> keys) =>
        _keys.Where(key => keys.Contains(key.Name, StringComparer.Ordinal)).Select(key => key.Say?.Invoke(value)).OfType<string>();

    public override JsonObject Describe(Definitions definitions) => definitions.Refer(name, () =>
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = DescribeKeys(definitions) };
        if (_rules is not [])
        {
            schema["allOf"] = new JsonArray([.. _rules.Select(rule => rule.Describe())]);
        }

        return schema;
    });

    /// <summary>Returns the JSON schema of each key.</summary>
    /// <param name="definitions">Collects the shared schemas.</param>
    public JsonObject DescribeKeys(Definitions definitions) => new(_keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, key.Describe(definitions))));

    private MappingSchema<T> Add<TValue>(string key, string text, Schema<TValue> schema, Func<T, YamlNode?> print, Func<T, TValue, T> set, Func<T, string?>? say)
    {
        _keys.Add(new Key(key, Read, print, say, definitions => WithText(text, schema.Describe(definitions))));
        return this;

        T Read(T read, Node node, ParseContext context) => schema.TryRead(node, context, out var value) ? set(read, value) : read;
    }

    // JSON schema ignores the keywords beside a reference.
    private static JsonObject WithText(string text, JsonObject schema) => schema.ContainsKey("$ref")
        ? new JsonObject { ["description"] = text, ["allOf"] = new JsonArray(schema) }
        : new JsonObject([KeyValuePair.Create<string, JsonNode?>("description", text), .. schema.Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone()))]);

    private sealed record Key(string Name, Func<T, Node, ParseContext, T> Read, Func<T, YamlNode?> Print, Func<T, string?>? Say, Func<Definitions, JsonObject> Describe);
}
