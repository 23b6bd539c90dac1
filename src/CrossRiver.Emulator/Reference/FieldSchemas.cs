using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Bodies;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Schemas of what is sent, made from the very fields that it is compared with.</summary>
internal static class FieldSchemas
{
    /// <summary>A schema of a body; of one whose fields depend on a member, one for each set of fields.</summary>
    /// <param name="form">The body.</param>
    /// <param name="document">Where the schema is kept by the body's name.</param>
    public static IOpenApiSchema Add(BodyForm form, OpenApiDocument document)
    {
        var schema = form.DecidingMember is null ? ObjectOf(form.FieldsFor(default)) : OneOf(form, form.DecidingMember, document);
        document.AddComponent(form.Name, schema);
        var reference = new OpenApiSchemaReference(form.Name, document);

        return form.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = reference } : reference;
    }

    /// <summary>A schema of one value.</summary>
    public static OpenApiSchema Of(FieldForm form) => form.Kind is FieldKind.NameList
        ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfOne(form) }
        : OfOne(form);

    private static OpenApiSchema OfOne(FieldForm form) => new()
    {
        Type = TypeOf(form.Kind),
        Format = form.Format,
        Pattern = form.Pattern,
        MaxLength = form.Longest,
        Minimum = form.Smallest?.ToString(CultureInfo.InvariantCulture),
        Maximum = form.Largest?.ToString(CultureInfo.InvariantCulture),
        Enum = form.Names is [] ? null : [.. form.Names.Select(name => JsonValue.Create(name))],
    };

    private static OpenApiSchema OneOf(BodyForm form, string member, OpenApiDocument document)
    {
        var byDefault = form.FieldsFor(default);
        var deciding = byDefault.Single(field => field.Name == member);
        var names = deciding.Type.Form.Names;
        var variants = names.GroupBy(name => form.FieldsFor(JsonSerializer.SerializeToElement(new JsonObject { [member] = name }))).ToList();

        var schemas = variants.Select(variant => (Names: variant, Schema: VariantOf(variant))).ToList();
        var mapping = schemas.SelectMany(variant => variant.Names.Select(name => (name, variant.Schema))).ToDictionary(StringComparer.Ordinal);

        return new OpenApiSchema
        {
            OneOf = [.. schemas.Select(IOpenApiSchema (variant) => variant.Schema)],

            // Only a member that is always there can tell which of them a body is.
            Discriminator = deciding.IsRequired ? new OpenApiDiscriminator { PropertyName = member, Mapping = mapping } : null,
        };

        OpenApiSchemaReference VariantOf(IGrouping<IReadOnlyList<Field>, string> variant)
        {
            var schema = ObjectOf(variant.Key);
            schema.Title = string.Join(" or ", variant);
            ((OpenApiSchema)schema.Properties![member]).Enum = [.. variant.Select(name => JsonValue.Create(name))];
            if (variant.Key != byDefault)
            {
                schema.Required!.Add(member);
            }

            var id = $"{form.Name}{string.Concat(variant)}";
            document.AddComponent(id, schema);

            return new OpenApiSchemaReference(id, document);
        }
    }

    private static OpenApiSchema ObjectOf(IReadOnlyList<Field> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.Where(field => field.Type.Form.Kind is not FieldKind.Anything)
            .ToDictionary(field => field.Name, IOpenApiSchema (field) => Of(field), StringComparer.Ordinal),
        Required = fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
    };

    private static OpenApiSchema Of(Field field)
    {
        var form = field.Type.Form;
        var schema = form.Kind is FieldKind.Section ? ObjectOf(field.Members) : Of(form);
        schema.Items = form.Kind is FieldKind.List ? ObjectOf(field.Members) : schema.Items;
        schema.Description = form.IsPartial ? $"{char.ToUpperInvariant(field.Type.Must[0])}{field.Type.Must[1..]}." : null;

        // An empty text is the same as none, which a required field does not take.
        var mayBeEmpty = form is { Kind: FieldKind.Text, Format: null, Pattern: null, Names: [] };
        schema.MinLength = field.IsRequired && mayBeEmpty ? 1 : null;

        return schema;
    }

    private static JsonSchemaType? TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Flag => JsonSchemaType.Boolean,
        FieldKind.Number => JsonSchemaType.Number,
        FieldKind.WholeNumber => JsonSchemaType.Integer,
        FieldKind.NumberOrText => JsonSchemaType.Number | JsonSchemaType.String,
        FieldKind.Section => JsonSchemaType.Object,
        FieldKind.List => JsonSchemaType.Array,
        FieldKind.WholeNumberOrSection => JsonSchemaType.Integer | JsonSchemaType.Object,
        _ => JsonSchemaType.String,
    };
}
