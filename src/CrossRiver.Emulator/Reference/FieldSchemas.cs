using CrossRiver.Emulator.Platform.Bodies;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Makes the schemas of bodies and parameters from the fields that check them.</summary>
internal static class FieldSchemas
{
    /// <summary>Adds the schema of a body to a document, and returns a reference to it, or an array of such references.</summary>
    public static IOpenApiSchema Add(BodyForm form, OpenApiDocument document, IServiceProvider services)
    {
        document.AddComponent(form.Name, BodySchemas.Of(form, services, document));
        var reference = new OpenApiSchemaReference(form.Name, document);
        return form.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = reference } : reference;
    }

    public static OpenApiSchema Of(FieldFormat form) => form.Kind is FieldKind.NameList
        ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfOne(form) }
        : OfOne(form);

    private static OpenApiSchema OfOne(FieldFormat form) => new()
    {
        Type = TypeOf(form.Kind),
        Format = form.Format,
        Pattern = form.Pattern,
        MaxLength = form.Longest,
        Minimum = form.Smallest?.ToString(CultureInfo.InvariantCulture),
        Maximum = form.Largest?.ToString(CultureInfo.InvariantCulture),
        Enum = form.Names is [] ? null : [.. form.Names.Select(name => JsonValue.Create(name))],
    };

    private static JsonSchemaType? TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Flag => JsonSchemaType.Boolean,
        FieldKind.Number => JsonSchemaType.Number,
        FieldKind.WholeNumber => JsonSchemaType.Integer,
        FieldKind.NumberOrText => JsonSchemaType.Number | JsonSchemaType.String,
        FieldKind.Section => JsonSchemaType.Object,
        FieldKind.List => JsonSchemaType.Array,
        FieldKind.TextOrSection => JsonSchemaType.String | JsonSchemaType.Object,
        FieldKind.WholeNumberOrSection => JsonSchemaType.Integer | JsonSchemaType.Object,
        _ => JsonSchemaType.String,
    };
}
