using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Matches names of events with patterns, in which <c>*</c> stands for any text.</summary>
internal static class EventPattern
{
    /// <summary>Returns whether a name matches a pattern. Without a pattern, every name does.</summary>
    public static bool Matches(string name, string? pattern) => pattern is null || Matches(name, pattern.Split('*'));

    // The parts between the stars follow each other; the first part begins the name, and the last part ends it.
    private static bool Matches(string name, string[] parts)
    {
        if (parts.Length == 1)
        {
            return name == parts[0];
        }

        var position = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = position <= name.Length ? name.IndexOf(part, position, StringComparison.Ordinal) : -1;
            if (found < 0)
            {
                return false;
            }

            position = found + part.Length;
        }

        return name.StartsWith(parts[0], StringComparison.Ordinal)
            && name.EndsWith(parts[^1], StringComparison.Ordinal) && position + parts[^1].Length <= name.Length;
    }
}

/// <summary>Represents the schema of a pattern that matches at least one of the bank's events.</summary>
internal sealed class EventPatternSchema(IReadOnlyList<string> events) : Schema<string>
{
    public override bool TryRead(Node node, ParseContext context, [MaybeNullWhen(false)] out string value)
    {
        var pattern = value = (node as TextNode)?.Text ?? "";
        if (events.Any(name => EventPattern.Matches(name, pattern)))
        {
            return true;
        }

        var advice = value.Contains('*', StringComparison.Ordinal) ? "write for example Core.Customer.*.Changed" : Suggestion.For(value, events);
        context.Refuse(node.Place, $"'{ParseContext.Shown(value)}' is no event of a customer; {advice}");
        return false;
    }

    public override YamlNode? Print(string value) => YamlMap.Text(value);

    public override JsonObject Describe(Definitions definitions) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. events.Select(name => JsonValue.Create(name))]) },
            new JsonObject { ["type"] = "string", ["pattern"] = "[*]" }),
    };
}
