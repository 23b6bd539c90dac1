using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Events of customers by a name in which <c>*</c> stands for any text; at least one has such a name.</summary>
/// <param name="events">The names of the bank's events.</param>
internal sealed class EventPatternSchema(IReadOnlyList<string> events) : Schema<string>
{
    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        var pattern = value = (node as TextNode)?.Text ?? "";
        if (events.Any(name => EventPattern.Matches(name, pattern)))
        {
            return true;
        }

        var advice = value.Contains('*', StringComparison.Ordinal) ? "write for example Core.Customer.*.Changed" : Suggestion.For(value, events);
        reading.Refuse(node.Place, $"'{Reading.Shown(value)}' is no event of a customer; {advice}");
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
