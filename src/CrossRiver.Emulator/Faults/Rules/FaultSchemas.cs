using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>Represents a fault rule: either for calls or for deliveries.</summary>
internal sealed record FaultRule(ApiRule? OfCalls, DeliveryFault? OfDeliveries);

/// <summary>Provides the schemas of all fault rules, in files, control calls and snapshots. Thread-safe.</summary>
internal sealed class FaultSchemas
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    /// <param name="modules">The modules with the events and operations of the bank.</param>
    public FaultSchemas(ModuleCatalog modules)
    {
        IReadOnlyList<string> events = [.. modules.Events.Select(type => type.Name)];
        OfCalls = new ApiRuleSchema(modules.Operations);
        OfDeliveries = new DeliveryFaultSchema(events).Fault;
        Delivery = new DeliverySchema(OfDeliveries, events).Delivery;
        Condition = ConditionSchema.Of(OfCalls.Rules);
    }

    public ApiRuleSchema OfCalls { get; }

    public MappingSchema<DeliveryFault> OfDeliveries { get; }

    public Schema<DeliveryRules> Delivery { get; }

    public Schema<Condition> Condition { get; }

    /// <summary>Reads a rule from JSON, and returns it with its warnings.</summary>
    /// <remarks>A rule with a key of deliveries is for deliveries; any other rule is for calls.</remarks>
    /// <exception cref="ApiException">The JSON is no rule. Each fault has the message that it has in a file, without its place.</exception>
    public (FaultRule Rule, IReadOnlyList<string> Warnings) Read(JsonElement json)
    {
        // JSON with a space behind each colon is YAML.
        var reading = new ParseContext("rule");
        var documents = YamlText.Read(JsonSerializer.Serialize(json, Spaced), reading);
        var rule = documents switch
        {
            [MappingNode mapping] when mapping.Members.Any(member => IsOfDeliveries(member.Key.Text)) => OfDeliveries.TryRead(mapping, reading, out var fault) ? new FaultRule(OfCalls: null, fault) : null,
            [var document] => OfCalls.Rule.TryRead(document, reading, out var call) ? new FaultRule(call, OfDeliveries: null) : null,
            _ => null,
        };

        return rule is not null && reading.IsGood
            ? (rule, [.. reading.Messages.Select(message => message.Text)])
            : throw ApiException.Invalid([.. reading.Messages.Where(message => !message.IsWarning).Select(message => message.Text)]);
    }

    /// <summary>Returns the JSON schema of the rules that <see cref="Read"/> accepts: one object with the keys of both kinds.</summary>
    public JsonObject DescribeRule()
    {
        var definitions = new Definitions(areInline: true);
        var (keys, others) = (OfCalls.Rule.DescribeKeys(definitions), OfDeliveries.DescribeKeys(definitions));
        foreach (var (key, schema) in others.ToList())
        {
            keys[key] = !keys.TryGetPropertyValue(key, out var known) || JsonNode.DeepEquals(WithoutText(known), WithoutText(schema))
                ? known?.DeepClone() ?? schema!.DeepClone()
                : new JsonObject
                {
                    ["description"] = $"{known!["description"]} For deliveries: {schema!["description"]}",
                    ["anyOf"] = new JsonArray(WithoutText(known), WithoutText(schema)),
                };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = ForJson(keys) };
    }

    /// <summary>Returns a rule as JSON, with the keys and values of files.</summary>
    public JsonObject Print(FaultRule rule) => YamlJson.Of(rule.OfCalls is { } calls ? OfCalls.Rule.Print(calls)! : OfDeliveries.Print(rule.OfDeliveries!)!)!.AsObject();

    /// <summary>Reads a condition from the text of a document.</summary>
    /// <exception cref="InvalidDataException">The text is no condition.</exception>
    public Condition ReadCondition(string text)
    {
        var reading = new ParseContext("snapshot");
        return YamlText.Read(text, reading) is [var document] && Condition.TryRead(document, reading, out var condition) && reading.IsGood
            ? condition
            : throw new InvalidDataException($"a rule cannot be read: {(reading.Messages is [var first, ..] ? first : "it is no condition")}");
    }

    /// <summary>Returns a condition as the text of a document.</summary>
    public string Print(Condition condition) => YamlText.Write(Condition.Print(condition)!);

    private static JsonObject WithoutText(JsonNode? schema)
    {
        var copy = schema!.DeepClone().AsObject();
        copy.Remove("description");
        return copy;
    }

    // Because clients are generated for JSON, their numbers and flags need not be text, as in files.
    private static JsonNode? ForJson(JsonNode? schema)
    {
        switch (schema)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(ForJson)]);
            case JsonObject described:
                var plain = new JsonObject(described.Select(part => KeyValuePair.Create(part.Key, ForJson(part.Value))));
                if (plain["allOf"] is JsonArray rules)
                {
                    // Because generators ignore most rules on keys, only the required keys remain.
                    plain.Remove("allOf");
                    plain["required"] = new JsonArray([.. rules.Select(rule => rule!["required"]).OfType<JsonArray>().SelectMany(required => required).Select(key => key!.DeepClone())]);
                }

                if (plain["enum"] is JsonArray names)
                {
                    var isFlag = names.Any(name => name!.GetValueKind() is JsonValueKind.True);
                    plain["type"] = isFlag ? "boolean" : "string";
                    _ = isFlag && plain.Remove("enum");
                }
                else if (plain["type"] is JsonArray types && types[0]!.GetValueKind() is JsonValueKind.String && (string)types[0]! is "integer" or "number")
                {
                    plain["type"] = types[0]!.DeepClone();
                    plain.Remove("pattern");
                }

                return plain;
            default:
                return schema?.DeepClone();
        }
    }

    private bool IsOfDeliveries(string key) => OfDeliveries.Keys.Contains(key, StringComparer.Ordinal) && !OfCalls.Rule.Keys.Contains(key, StringComparer.Ordinal);
}
