using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>A rule on which keys of a mapping go together.</summary>
/// <param name="FindBroken">Finds where it is broken and what is wrong there; second, the keys that were meant by those that do not exist.</param>
/// <param name="Describe">Describes it as a JSON schema.</param>
internal sealed record KeyRule(Func<MappingNode, IReadOnlyCollection<string>, IEnumerable<(Place Place, string Text)>> FindBroken, Func<JsonObject> Describe)
{
    /// <summary>The key must be there.</summary>
    public static KeyRule Required(string key) => new(
        (mapping, meant) => mapping.Has(key) || meant.Contains(key, StringComparer.Ordinal) ? [] : [(mapping.Place, $"the key '{key}' is missing")],
        () => Having(key));

    /// <summary>One of the keys must be there, or several.</summary>
    public static KeyRule Some(params string[] keys) => new(
        (mapping, meant) => keys.Any(mapping.Has) || keys.Intersect(meant, StringComparer.Ordinal).Any() ? [] : [(mapping.Place, $"something is missing; write one of {string.Join(", ", keys)}")],
        () => new JsonObject { ["anyOf"] = new JsonArray([.. keys.Select(key => Having(key))]) });

    /// <summary>At most one of the keys may be there.</summary>
    public static KeyRule NotTogether(params string[] keys) => new(
        (mapping, _) => mapping.Members.Where(member => keys.Contains(member.Key.Text, StringComparer.Ordinal)).Skip(1)
            .Select(member => (member.Key.Place, $"'{member.Key.Text}' does not go with '{mapping.Members.First(first => keys.Contains(first.Key.Text, StringComparer.Ordinal)).Key.Text}'; leave one")),
        () => new JsonObject
        {
            ["not"] = new JsonObject
            {
                ["anyOf"] = new JsonArray([.. keys.SelectMany((key, index) => keys[(index + 1)..].Select(other => Having(key, other)))]),
            },
        });

    /// <summary>A key that says nothing unless one of some others is there.</summary>
    public static KeyRule Needs(string key, params string[] others) => new(
        (mapping, meant) => mapping.Has(key) && !others.Any(mapping.Has) && !others.Intersect(meant, StringComparer.Ordinal).Any()
            ? [(mapping.PlaceOf(key), $"'{key}' says nothing alone; write {string.Join(" or ", others)}, too")]
            : [],
        () => new JsonObject
        {
            ["anyOf"] = new JsonArray([new JsonObject { ["not"] = Having(key) }, .. others.Select(other => Having(other))]),
        });

    private static JsonObject Having(params string[] keys) => new() { ["required"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) };
}
