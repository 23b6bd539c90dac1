using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Represents a rule on the combination of keys in a mapping.</summary>
/// <param name="FindBroken">Returns the messages for a mapping. Its second argument contains the known keys nearest to the unknown keys.</param>
/// <param name="Describe">Returns the rule as a JSON schema.</param>
internal sealed record KeyRule(Func<MappingNode, IReadOnlyCollection<string>, IEnumerable<(Place Place, string Text)>> FindBroken, Func<JsonObject> Describe)
{
    /// <summary>Requires a key.</summary>
    public static KeyRule Required(string key) => new(
        (mapping, meant) => mapping.Has(key) || meant.Contains(key, StringComparer.Ordinal) ? [] : [(mapping.Place, $"the key '{key}' is missing")],
        () => Having(key));

    /// <summary>Requires at least one of the keys.</summary>
    public static KeyRule Some(params string[] keys) => new(
        (mapping, meant) => keys.Any(mapping.Has) || keys.Intersect(meant, StringComparer.Ordinal).Any() ? [] : [(mapping.Place, $"something is missing; write one of {string.Join(", ", keys)}")],
        () => AnyOf(keys.Select(key => Having(key))));

    /// <summary>Allows at most one of the keys.</summary>
    public static KeyRule NotTogether(params string[] keys) => new(
        (mapping, _) => mapping.Members.Where(member => keys.Contains(member.Key.Text, StringComparer.Ordinal)).Skip(1)
            .Select(member => (member.Key.Place, $"'{member.Key.Text}' does not go with '{mapping.Members.First(first => keys.Contains(first.Key.Text, StringComparer.Ordinal)).Key.Text}'; leave one")),
        () => new JsonObject { ["not"] = AnyOf(keys.SelectMany((key, index) => keys[(index + 1)..].Select(other => Having(key, other)))) });

    /// <summary>Allows a key only together with at least one of some others.</summary>
    public static KeyRule Needs(string key, params string[] others) => new(
        (mapping, meant) => mapping.Has(key) && !others.Any(mapping.Has) && !others.Intersect(meant, StringComparer.Ordinal).Any()
            ? [(mapping.PlaceOf(key), $"'{key}' says nothing alone; write {string.Join(" or ", others)}, too")]
            : [],
        () => AnyOf([new JsonObject { ["not"] = Having(key) }, .. others.Select(other => Having(other))]));

    private static JsonObject AnyOf(IEnumerable<JsonObject> schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Having(params string[] keys) => new() { ["required"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) };
}
