using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Language;

/// <summary>Reads text, as the <c>TryParse</c> of .NET's types does.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A value without parts.</summary>
/// <param name="kind">What it is called in messages.</param>
/// <param name="advice">What to write, for messages.</param>
/// <param name="tryParse">Reads it.</param>
/// <param name="schema">The JSON schema of it.</param>
internal sealed class TextForm<T>(string kind, string advice, TryParse<T> tryParse, [StringSyntax(StringSyntaxAttribute.Json)] string schema) : Form<T>
{
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

    public override JsonObject Describe(Definitions definitions) => (JsonObject)JsonNode.Parse(schema)!;
}

/// <summary>One of some names, to the letter.</summary>
/// <param name="kind">What it is called in messages.</param>
/// <param name="names">The names.</param>
/// <param name="parse">What a name means.</param>
internal sealed class NameForm<T>(string kind, IReadOnlyList<string> names, Func<string, T> parse) : Form<T>
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <summary>Returns the form of the names of an enumeration.</summary>
    /// <param name="kind">What it is called in messages.</param>
    public static NameForm<T> Of(string kind) => new(kind, Enum.GetNames(typeof(T)), name => (T)Enum.Parse(typeof(T), name));

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        var text = node is TextNode { IsNothing: false } scalar ? scalar.Text : null;
        if (text is not null && _names.Contains(text))
        {
            value = parse(text);
            return true;
        }

        var what = text is null ? $"this must be text, a {kind}" : $"'{Reading.Shown(text)}' is no {kind}";
        reading.Refuse(node.Place, $"{what}; {Suggestion.For(text ?? "", names)}");
        value = default;
        return false;
    }

    public override JsonObject Describe(Definitions definitions) => new() { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
}
