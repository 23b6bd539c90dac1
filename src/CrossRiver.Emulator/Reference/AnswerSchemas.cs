using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Makes the schemas of answers say what is written: every member that is not null, numbers as numbers, moments as moments.</summary>
/// <param name="modules">What the modules have.</param>
internal sealed class AnswerSchemas(ModuleCatalog modules) : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Properties is { Count: > 0 })
        {
            var always = context.JsonTypeInfo.Properties.Where(member => member.Get is not null && (!member.IsGetNullable || IsRequired(member)));
            schema.Required = always.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        }

        if (context.JsonTypeInfo.Type == typeof(TimelineAnswer))
        {
            await AddSettableFieldsAsync(schema, context, cancellationToken);
        }

        if (context.JsonTypeInfo.Type == typeof(ResourceKey))
        {
            (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.String, "uuid", null);
        }

        if (schema.Enum is { Count: > 0 } names)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. names.Where(name => name?.GetValueKind() is JsonValueKind.String)];
        }

        // The framework allows for readers that take numbers as text; what is written are numbers.
        if (schema.Type is { } type && (type.HasFlag(JsonSchemaType.Number) || type.HasFlag(JsonSchemaType.Integer)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        // The values of a dictionary are written even if they are null; the framework does not see that they may be.
        if (schema.AdditionalProperties is OpenApiSchema values)
        {
            values.Type |= JsonSchemaType.Null;
        }

        if (context.JsonPropertyInfo is { } member)
        {
            schema.Type &= ~JsonSchemaType.Null;
            schema.Format = IsMoment(member.Name) && member.PropertyType == typeof(string) ? "date-time" : schema.Format;
        }
    }

    // They are members of the answer, which the framework does not see.
    private async Task AddSettableFieldsAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var catchAll = context.JsonTypeInfo.Properties.Single(member => member.IsExtensionData).Name;
        schema.Properties!.Remove(catchAll);
        schema.Required!.Remove(catchAll);
        foreach (var field in modules.SettableFields)
        {
            schema.Properties.Add(field.Key, await context.GetOrCreateSchemaAsync(field.ValueType, cancellationToken: cancellationToken));
            schema.Required.Add(field.Key);
        }
    }

    private static bool IsRequired(JsonPropertyInfo member) => member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) is true;

    private static bool IsMoment(string name) => name.EndsWith("At", StringComparison.Ordinal) || name == "lastError";
}
