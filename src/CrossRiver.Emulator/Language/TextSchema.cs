using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Converts text, as the <c>TryParse</c> methods of .NET do.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>Represents the schema of a value without parts.</summary>
/// <param name="kind">The noun for the value in messages.</param>
/// <param name="advice">The expected text, for messages.</param>
/// <param name="print">Returns the value as text, or null if files have it in another form.</param>
/// <param name="json">The JSON schema.</param>
internal sealed class TextSchema<T>(string kind, string advice, TryParse<T> tryParse, Func<T, string?> print, [StringSyntax(StringSyntaxAttribute.Json)] string json) : Schema<T>
{
    /// <summary>Gets whether the author may write any text. Such text is quoted where a reader could misunderstand it.</summary>
    public bool IsFree { get; init; }

    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not TextNode { IsNothing: false, Text: { Length: > 0 } text })
        {
            context.Refuse(node.Place, $"this must be text, a {kind}; {advice}");
            return false;
        }

        if (tryParse(text, out value))
        {
            return true;
        }

        context.Refuse(node.Place, $"'{ParseContext.Shown(text)}' is no {kind}; {advice}");
        return false;
    }

    public override YamlNode? Print(T value) => IsFree ? YamlMap.Text(print(value)) : YamlMap.Word(print(value));

    public override JsonObject Describe(Definitions definitions) => (JsonObject)JsonNode.Parse(json)!;
}

/// <summary>Represents the schema of a fixed set of names. Case matters.</summary>
/// <param name="kind">The noun for the value in messages.</param>
internal sealed class NameSchema<T>(string kind, IReadOnlyList<NamedValue> values) : Schema<T>
    where T : notnull
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        var text = node is TextNode { IsNothing: false } scalar ? scalar.Text : null;
        if (text is not null && values.FirstOrDefault(named => named.Name == text) is { } found)
        {
            value = (T)found.Value;
            return true;
        }

        var what = text is null ? $"this must be text, a {kind}" : $"'{ParseContext.Shown(text)}' is no {kind}";
        context.Refuse(node.Place, $"{what}; {Suggestion.For(text ?? "", [.. values.Select(named => named.Name)])}");
        value = default;
        return false;
    }

    public override YamlNode? Print(T value) => YamlMap.Word(values.First(named => named.Value.Equals(value)).Name);

    public override JsonObject Describe(Definitions definitions) => new() { ["enum"] = new JsonArray([.. values.Select(named => JsonValue.Create(named.Name))]) };
}

/// <summary>Represents a name and its value.</summary>
/// <remarks>A generic type would have collections compiled for each enumeration at the start.</remarks>
internal sealed record NamedValue(string Name, object Value)
{
    /// <summary>Returns the values of an enumeration by their names in JSON.</summary>
    public static IReadOnlyList<NamedValue> AllOf(Type enumeration) =>
        [.. Enum.GetNames(enumeration).Select(member => new NamedValue(WireJson.NameOf(enumeration, member), Enum.Parse(enumeration, member)))];
}
