using CrossRiver.Emulator.Platform.Bodies;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CrossRiver.Emulator.Reference;

/// <summary>Provides the schemas of request bodies.</summary>
/// <remarks>
/// A body has one schema, even if one member decides about the required others. Generators make one class of it, and NSwag takes the first of a <c>oneOf</c>
/// for all. The descriptions list the members that a value of the deciding member requires.
/// </remarks>
internal static class BodySchemas
{
    public static OpenApiSchema Of(BodyForm form, IServiceProvider services, OpenApiDocument document) => form.Describe is { } describe
        ? OpenApiModelFactory.Parse<OpenApiSchema>(describe(services).ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _)!
        : ObjectOf(CasesOf(form), services);

    private static List<Case> CasesOf(BodyForm form)
    {
        var byDefault = form.FieldsFor(default);
        if (form.DecidingMember is not { } member)
        {
            return [new Case(Member: "", [], byDefault, IsDefault: true)];
        }

        var names = byDefault.Single(field => field.Name == member).Type.Form.Names;
        return
        [
            .. names.GroupBy(name => form.FieldsFor(JsonSerializer.SerializeToElement(new JsonObject { [member] = name })))
                .Select(fields => new Case(member, [.. fields], fields.Key, IsDefault: fields.Key == byDefault)),
        ];
    }

    private static OpenApiSchema ObjectOf(IReadOnlyList<Case> cases, IServiceProvider services)
    {
        var fields = cases[0].Fields.Where(field => field.Type.Form.Kind is not FieldKind.Anything).ToList();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => Of(field, cases, services), StringComparer.Ordinal),
            Required = fields.Where(field => cases.All(one => one.Needs(field))).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static OpenApiSchema Of(Field field, IReadOnlyList<Case> cases, IServiceProvider services)
    {
        var form = field.Type.Form.In(services);
        var below = cases.Select(one => one.Below(field)).ToList();
        var schema = form.Kind is FieldKind.Section ? ObjectOf(below, services) : FieldSchemas.Of(form);
        schema.Items = form.Kind is FieldKind.List ? ObjectOf(below, services) : schema.Items;
        schema.Description = string.Join(' ', TextsOf(field, cases)) is { Length: > 0 } text ? text : null;
        schema.MinLength = MayBeEmpty(form) && cases.All(one => one.Needs(field)) ? 1 : null;

        return schema;
    }

    private static IEnumerable<string> TextsOf(Field field, IReadOnlyList<Case> cases)
    {
        var needing = cases.Where(one => one.Needs(field)).ToList();
        if (needing.Count > 0 && needing.Count < cases.Count)
        {
            var names = needing.SelectMany(one => one.Names).Select(name => $"`{name}`");
            yield return $"Required if `{needing[0].Member}` is {string.Join(" or ", names)}{(needing.Any(one => one.IsDefault) ? ", as it is by default" : "")}.";
        }

        if (field.Requirement is { } requirement)
        {
            yield return $"Required {requirement.Words}.";
        }

        if (field.IsAbsentIfEmpty)
        {
            yield return "Taken as not sent if all its members are null.";
        }

        if (field.Type.Form.IsPartial)
        {
            yield return $"{char.ToUpperInvariant(field.Type.Must[0])}{field.Type.Must[1..]}.";
        }
    }

    // An empty text counts as none, which a required field refuses.
    private static bool MayBeEmpty(FieldFormat form) => form is { Kind: FieldKind.Text, Format: null, Pattern: null, Names: [] };

    /// <summary>The fields of a body for some values of the deciding member.</summary>
    /// <param name="Member">The deciding member, or an empty text if there is none.</param>
    /// <param name="IsDefault">True if it is the case of a body without the member.</param>
    private sealed record Case(string Member, IReadOnlyList<string> Names, IReadOnlyList<Field> Fields, bool IsDefault)
    {
        public bool Needs(Field field) => Own(field).IsRequired;

        public Case Below(Field field) => this with { Fields = Own(field).Members };

        private Field Own(Field field) => Fields.Single(own => own.Name == field.Name);
    }
}
