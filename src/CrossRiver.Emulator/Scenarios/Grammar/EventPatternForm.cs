using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>Events of customers by a name in which <c>*</c> stands for any text; at least one has such a name.</summary>
internal sealed class EventPatternForm : Form<string>
{
    /// <summary>The events that a pattern concerns; all for none.</summary>
    public static IEnumerable<string> Matching(string? pattern) => CustomerEvents.All.Where(name => EventPattern.Matches(name, pattern));

    public override bool TryRead(Node node, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (node as TextNode)?.Text ?? "";
        if (Matching(value).Any())
        {
            return true;
        }

        var advice = value.Contains('*', StringComparison.Ordinal) ? "write for example Core.Customer.*.Changed" : Suggestion.For(value, CustomerEvents.All);
        reading.Refuse(node.Place, $"'{Reading.Shown(value)}' is no event of a customer; {advice}");
        return false;
    }

    public override JsonObject Describe(Definitions definitions) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. CustomerEvents.All.Select(name => JsonValue.Create(name))]) },
            new JsonObject { ["type"] = "string", ["pattern"] = "[*]" }),
    };
}
