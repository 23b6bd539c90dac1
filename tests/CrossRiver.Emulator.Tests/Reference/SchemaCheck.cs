using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrossRiver.Emulator.Reference;

/// <summary>Holds values against schemas: those parts of JSON schema that the documents use, and besides, that no member is undocumented.</summary>
/// <param name="document">The document that the schemas are from.</param>
internal sealed class SchemaCheck(JsonObject document)
{
    /// <summary>What of a value is not as its schema says, with the place.</summary>
    public IEnumerable<string> FaultsOf(JsonNode? value, JsonObject schema, string place = "$")
    {
        if (schema["$ref"] is { } reference)
        {
            return FaultsOf(value, Find((string)reference!), place);
        }

        if (schema["anyOf"] is JsonArray variants)
        {
            var fits = variants.Count(variant => !FaultsOf(value, variant!.AsObject(), place).Any());
            return fits == 1 ? [] : [$"{place} fits {fits} of {variants.Count} schemas"];
        }

        if (schema["discriminator"] is { } discriminator)
        {
            var kind = $"{(value as JsonObject)?[(string)discriminator["propertyName"]!]}";
            return discriminator["mapping"]![kind] is { } below ? FaultsOf(value, Merged(Find((string)below!)), place) : [$"{place} is of no kind that is described: {kind}"];
        }

        if (!TypesOf(schema).Contains(TypeOf(value)) && !(TypesOf(schema).Contains("number") && TypeOf(value) == "integer"))
        {
            return [$"{place} is {TypeOf(value)} and not {string.Join(" or ", TypesOf(schema))}"];
        }

        return value switch
        {
            JsonObject members => FaultsOfMembers(members, schema, place),
            JsonArray items when schema["items"] is JsonObject described => items.SelectMany((item, i) => FaultsOf(item, described, $"{place}[{i}]")),
            JsonValue single => RulesOf(schema, single).Where(rule => !rule.Holds).Select(rule => $"{place} has another {rule.Name}: {single.ToJsonString()}"),
            _ => [],
        };
    }

    /// <summary>Finds a part of the document.</summary>
    /// <param name="reference">Where it is: <c>#/components/schemas/Customer</c>.</param>
    public JsonObject Find(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)document, (part, name) => part[name]!).AsObject();

    // A schema with all that its parts say.
    private JsonObject Merged(JsonObject schema)
    {
        var parts = schema["allOf"]!.AsArray().Select(part => part!["$ref"] is { } reference ? Find((string)reference!) : part.AsObject()).ToList();

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(parts.SelectMany(part => part["properties"]!.AsObject()).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
            ["required"] = new JsonArray([.. parts.SelectMany(part => part["required"]?.AsArray() ?? []).Select(name => name!.DeepClone())]),
        };
    }

    private IEnumerable<string> FaultsOfMembers(JsonObject members, JsonObject schema, string place)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!) ?? [];
        foreach (var name in required.Where(name => !members.ContainsKey(name)))
        {
            yield return $"{place}.{name} is missing";
        }

        foreach (var (name, value) in members)
        {
            var described = schema["properties"]?[name] ?? schema["additionalProperties"];
            var isOpen = schema["properties"] is null && schema["additionalProperties"] is null;
            foreach (var fault in described is null ? isOpen ? [] : [$"{place}.{name} is not described"] : FaultsOf(value, described.AsObject(), $"{place}.{name}"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<(string Name, bool Holds)> RulesOf(JsonObject schema, JsonValue value)
    {
        yield return ("value", schema["enum"] is not JsonArray names || names.Any(name => JsonNode.DeepEquals(name, value)));
        if (value.GetValueKind() is JsonValueKind.String)
        {
            var text = (string)value!;
            yield return ("pattern", schema["pattern"] is not { } pattern || Regex.IsMatch(text, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)));
            yield return ("length", text.Length >= ((int?)schema["minLength"] ?? 0) && text.Length <= ((int?)schema["maxLength"] ?? int.MaxValue));
            yield return ("format", (string?)schema["format"] switch
            {
                "uuid" => Guid.TryParseExact(text, "D", out _),
                "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
                "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
                _ => true,
            });
        }

        if (value.GetValueKind() is JsonValueKind.Number)
        {
            var number = (decimal)value;
            yield return ("range", number >= ((decimal?)schema["minimum"] ?? decimal.MinValue) && number <= ((decimal?)schema["maximum"] ?? decimal.MaxValue));
        }
    }

    private static IReadOnlyList<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        null => ["null", "boolean", "integer", "number", "string", "array", "object"],
        JsonArray several => [.. several.Select(type => (string)type!)],
        var one => [(string)one!],
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().All(character => char.IsAsciiDigit(character) || character == '-') ? "integer" : "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
