using System.Globalization;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Scenarios.Stories;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Scenarios as JSON: the same keys and values as in files.</summary>
internal static class ScenarioJson
{
    public static JsonObject Of(Scenario scenario)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ScenarioPrinter.Print(scenario)));

        return Of(yaml.Documents[0].RootNode)!.AsObject();
    }

    /// <summary>A rule that stands alone.</summary>
    public static JsonObject Of(FaultRule rule) => Of(rule.OfCalls is { } calls ? PrintedApi.Of(calls)! : PrintedDelivery.Of(rule.OfDeliveries!)!)!.AsObject();

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Of(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value is "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when decimal.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => ((YamlScalarNode)node).Value,
    };
}
