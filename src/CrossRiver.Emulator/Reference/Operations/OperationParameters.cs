using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Describes the parameters of an operation: identifiers in its path, members of its query, headers.</summary>
internal sealed class OperationParameters(ScenarioLibrary scenarios) : IOpenApiOperationTransformer
{
    private const int LongestIdempotencyKey = 50;

    private static readonly Dictionary<string, string> PathTexts = new(StringComparer.Ordinal)
    {
        ["customerId"] = "The customer: the `id` in the answer to its create.",
        ["partnerId"] = "The partner whose world it is.",
        ["eventId"] = "The event that is on its way.",
        ["id"] = "The resource: the `id` in the answer to the call that created it, or in the list.",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        var path = operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In is ParameterLocation.Path);
        foreach (var parameter in path.Where(parameter => parameter.Name!.EndsWith("id", StringComparison.OrdinalIgnoreCase)))
        {
            parameter.Schema = FieldSchemas.Of(FieldType.Id.Form);
            parameter.Description ??= PathTexts.GetValueOrDefault(parameter.Name!);
        }

        var query = context.Metadata<QueryOptions>().SelectMany(form => form.DescribeMembers());
        foreach (var parameter in query.Select(Of).Concat(HeadersOf(context)))
        {
            operation.Parameters.Add(parameter);
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Of(QueryMember member)
    {
        var schema = FieldSchemas.Of(member.Form);
        schema.Default = member.Default;
        return new OpenApiParameter { Name = member.Name, In = ParameterLocation.Query, Description = member.About, Schema = schema };
    }

    private IEnumerable<OpenApiParameter> HeadersOf(OpenApiOperationTransformerContext context)
    {
        if (context.Metadata<Operation>().Any(operation => operation.Creates is { HasStory: true }))
        {
            yield return ScenarioHeader();
        }

        if (context.TakesIdempotencyKey())
        {
            yield return Header(
                "idempotency-key",
                "The same call with the same key and body gets the first one's answer, and nothing happens twice. A GUID is advised.",
                new FieldFormat { Longest = LongestIdempotencyKey });
        }
    }

    // Not an enumeration, because a world may have additional scenarios.
    private OpenApiParameter ScenarioHeader()
    {
        var header = Header(ScenarioCatalog.Header, "Ours, and not the bank's: asks for a scenario by its name, a shipped one or one of yours.", new FieldFormat());
        header.Examples = scenarios.Catalog.Names.ToDictionary(name => name, IOpenApiExample (name) => new OpenApiExample { Value = name }, StringComparer.Ordinal);
        return header;
    }

    private static OpenApiParameter Header(string name, string text, FieldFormat form) =>
        new() { Name = name, In = ParameterLocation.Header, Description = text, Schema = FieldSchemas.Of(form) };
}
