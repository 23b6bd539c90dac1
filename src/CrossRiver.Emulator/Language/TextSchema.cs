using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Language;

/// <summary>Reads text, as the <c>TryParse</c> of .NET's types does.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>The schema of a value without parts.</summary>
/// <param name="kind">What it is called in messages.</param>
/// <param name="advice">What to write, for messages.</param>
/// <param name="tryParse">Reads it.</param>
/// <param name="print">Returns it in text, or <see langword="null"/> if files have it in another form.</param>
/// <param name="json">The JSON schema of it.</param>
internal sealed class TextSchema<T>(string kind, string advice, TryParse<T> tryParse, Func<T, string?> print, [StringSyntax(StringSyntaxAttribute.Json)] string json) : Schema<T>
{
    /// <summary>Gets whether it is printed in quotes where a reader could take it for something else, because its author may write anything.</summary>
    public bool IsFree { get; init; }

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not TextNode { IsNothing: false, Text: { Length: > 0 } text })
        {
            reading.Refuse(node.Place, $"this must be text, a {kind}; {advice}");
            return false;
        }

        if (Placeholders.FindUnknown(text) is { } unknown)
        {
            reading.Refuse(node.Place, $"'{Reading.Shown(unknown)}' is no placeholder; {Suggestion.For(unknown, Placeholders.All)}");
            return false;
        }

        if (tryParse(text, out value))
        {
            return true;
        }

        reading.Refuse(node.Place, $"'{Reading.Shown(text)}' is no {kind}; {advice}");
        return false;
    }

    public override YamlNode? Print(T value) => IsFree ? YamlMap.Text(print(value)) : YamlMap.Word(print(value));

    public override JsonObject Describe(Definitions definitions) => (JsonObject)JsonNode.Parse(json)!;
}

/// <summary>The schema of one of some names, to the letter.</summary>
/// <param name="kind">What it is called in messages.</param>
/// <param name="values">What each name means.</param>
internal sealed class NameSchema<T>(string kind, IReadOnlyList<NamedValue> values) : Schema<T>
    where T : notnull
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var text = node is TextNode { IsNothing: false } scalar ? scalar.Text : null;
        if (text is not null && values.FirstOrDefault(named => named.Name == text) is { } found)
        {
            value = (T)found.Value;
            return true;
        }

        var what = text is null ? $"this must be text, a {kind}" : $"'{Reading.Shown(text)}' is no {kind}";
        reading.Refuse(node.Place, $"{what}; {Suggestion.For(text ?? "", [.. values.Select(named => named.Name)])}");
        value = default;
        return false;
    }

    public override YamlNode? Print(T value) => YamlMap.Word(values.First(named => named.Value.Equals(value)).Name);

    public override JsonObject Describe(Definitions definitions) => new() { ["enum"] = new JsonArray([.. values.Select(named => JsonValue.Create(named.Name))]) };
}

/// <summary>A name and what it means.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What it means.</param>
/// <remarks>A pair of the value's own type would have collections compiled for each enumeration at the start.</remarks>
internal sealed record NamedValue(string Name, object Value)
{
    /// <summary>Returns the values of an enumeration by the names that JSON has for them.</summary>
    /// <param name="enumeration">Its type.</param>
    public static IReadOnlyList<NamedValue> AllOf(Type enumeration) =>
        [.. Enum.GetNames(enumeration).Select(member => new NamedValue(WireJson.NameOf(enumeration, member), Enum.Parse(enumeration, member)))];
}
