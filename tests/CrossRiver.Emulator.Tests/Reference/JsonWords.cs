using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Reference;

/// <summary>What a JSON schema says, in words.</summary>
internal static class JsonWords
{
    private const int Deepest = 2;

    /// <summary>The members of an object, with those of the objects and lists in it by their paths. Of several forms, those of all.</summary>
    public static IEnumerable<(string Name, string Words)> MembersOf(SchemaCheck check, JsonObject? schema, string path = "", int depth = 0)
    {
        var resolved = Resolve(check, schema);
        if (resolved["oneOf"] is JsonArray forms)
        {
            return forms.SelectMany(form => MembersOf(check, form!.AsObject(), path, depth)).DistinctBy(member => member.Name);
        }

        // A list in a list, or a body that is one, is told of at its own route.
        if (resolved["items"] is JsonObject items)
        {
            return path.Length is 0 ? [] : MembersOf(check, items, $"{path.TrimEnd('.')}[].", depth);
        }

        return depth > Deepest ? [] : (resolved["properties"]?.AsObject() ?? []).SelectMany(member =>
        {
            var form = member.Value!.AsObject();
            var isRequired = resolved["required"]?.AsArray().Any(name => (string)name! == member.Key) is true;
            var below = MembersOf(check, form, $"{path}{member.Key}.", depth + 1).ToList();
            return below is [] ? [($"{path}{member.Key}", $"{FormOf(check, form)}{(isRequired ? ", required" : "")}")] : below;
        });
    }

    /// <summary>The members of an answer in a line, with those of the things that it lists.</summary>
    public static string SummaryOf(SchemaCheck check, JsonObject schema) =>
        string.Join(", ", (Resolve(check, schema)["properties"]?.AsObject() ?? []).Select(member => $"`{member.Key}`{EachOf(check, Resolve(check, member.Value!.AsObject()))}"));

    /// <summary>What a value looks like: <c>a whole number, 1 to 50</c>.</summary>
    public static string FormOf(SchemaCheck check, JsonObject schema)
    {
        var form = Resolve(check, schema);
        var text = ((string?)form["description"])?.TrimEnd('.');
        var looks = Join(
            form["enum"] is null && text is null ? KindOf(form) : null,
            RangeOf(form),
            form["maxLength"] is { } longest ? $"at most {longest} characters" : null,
            ChoiceOf(form));

        return string.Join("; ", new[] { text, looks }.Where(part => part is { Length: > 0 }));
    }

    /// <summary>What a value can be chosen from, and what it is when it is absent.</summary>
    public static string ChoiceOf(JsonObject form) => Join(
        form["enum"] is JsonArray names ? $"one of {string.Join(", ", names.Select(name => $"`{name}`"))}" : null,
        form["default"] is { } byDefault ? $"{byDefault} when it is absent" : null);

    private static string EachOf(SchemaCheck check, JsonObject form)
    {
        if (form["items"] is not JsonObject items || Resolve(check, items) is not { } item)
        {
            return "";
        }

        var names = (item["properties"]?.AsObject() ?? []).Select(member => $"`{member.Key}`").ToList();
        return item["oneOf"] is not null ? " (each with the members of its kind)" : names is [] ? "" : $" (each with {string.Join(", ", names)})";
    }

    private static string Join(params IEnumerable<string?> words) => string.Join(", ", words.Where(word => word is { Length: > 0 }));

    private static string? KindOf(JsonObject form) => (TypeOf(form), (string?)form["format"]) switch
    {
        (_, "uuid") => "a GUID",
        (_, "date") => "a day, `YYYY-MM-DD`",
        (_, "date-time") => "a moment",
        ("integer", _) => "a whole number",
        ("number", _) => "a number",
        ("boolean", _) => "`true` or `false`",
        ("array", _) => "a list",
        ("object", _) => "an object",
        ("string", _) => "text",
        _ => null,
    };

    private static string? RangeOf(JsonObject form) => (form["minimum"], form["maximum"]) switch
    {
        ({ } smallest, { } largest) => $"{smallest} to {largest}",
        ({ } smallest, null) => $"from {smallest}",
        (null, { } largest) => $"up to {largest}",
        _ => null,
    };

    private static string? TypeOf(JsonObject form) => form["type"] switch
    {
        JsonArray types => types.Select(type => (string)type!).First(type => type != "null"),
        var type => (string?)type,
    };

    private static JsonObject Resolve(SchemaCheck check, JsonObject? schema) => schema?["$ref"] is { } reference ? check.Find((string)reference!) : schema ?? [];
}
