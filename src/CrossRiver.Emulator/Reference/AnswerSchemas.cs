using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Adapts the schemas of answers to the written JSON: required members, numbers and moments.</summary>
internal sealed class AnswerSchemas(ModuleCatalog modules) : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Properties is { Count: > 0 })
        {
            var written = context.JsonTypeInfo.Properties.Where(member => member.Get is not null);
            var always = written.Where(member => !member.IsGetNullable || member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), true) is true);
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

        // The framework allows texts, because readers accept them. Answers have numbers.
        if (schema.Type is { } type && (type.HasFlag(JsonSchemaType.Number) || type.HasFlag(JsonSchemaType.Integer)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        // The values of a dictionary are written even if they are null, which the framework does not detect.
        if (schema.AdditionalProperties is OpenApiSchema values)
        {
            values.Type |= JsonSchemaType.Null;
        }

        if (context.JsonPropertyInfo is { } member)
        {
            schema.Type &= ~JsonSchemaType.Null;
            var isMoment = member.PropertyType == typeof(string) && (member.Name.EndsWith("At", StringComparison.Ordinal) || member.Name is "lastError");
            schema.Format = isMoment ? "date-time" : schema.Format;
        }
    }

    // They are members of the answer, which the framework does not detect.
    private async Task AddSettableFieldsAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var catchAll = context.JsonTypeInfo.Properties.Single(member => member.IsExtensionData).Name;
        schema.Properties!.Remove(catchAll);
        schema.Required!.Remove(catchAll);
        foreach (var field in modules.FieldsOfSubjects)
        {
            schema.Properties.Add(field.Key, await context.GetOrCreateSchemaAsync(field.ValueType, cancellationToken: cancellationToken));
            schema.Required.Add(field.Key);
        }
    }
}

/// <summary>Removes null from the types of members. Answers have no members that are null.</summary>
internal sealed class OmitNulls : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var members in document.Components!.Schemas!.Values.Select(schema => schema.Properties).OfType<IDictionary<string, IOpenApiSchema>>())
        {
            foreach (var (name, member) in members.ToList())
            {
                members[name] = member.OneOf is [{ Type: JsonSchemaType.Null }, var present] ? present : member;
            }
        }

        return Task.CompletedTask;
    }
}
