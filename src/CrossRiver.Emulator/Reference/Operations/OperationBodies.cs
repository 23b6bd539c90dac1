using System.Net.Mime;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Describes the body that an operation takes, with examples that it takes as they are.</summary>
internal sealed class OperationBodies : IOpenApiOperationTransformer
{
    // For the calls that take a scenario file.
    private const string Scenario = """
        version: 1
        scenario: my-story
        timeline:
          - after: 1s
            set: { ofac: Clear, pepScan: Clear }
        """;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = context.BodyForms().Select(form => FieldSchemas.Add(form, context.Document!, context.ApplicationServices)).ToList();
        if (schemas is not [])
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !context.BodyForms().Any(form => form.IsOptional),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [MediaTypeNames.Application.Json] = new()
                    {
                        Schema = schemas is [var only] ? only : new OpenApiSchema { AnyOf = schemas },
                    },
                },
            };
        }

        if (context.TakesYaml())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [YamlBody.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = Scenario },
                },
            };
        }

        if (context.TakesSnapshot())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "what a GET of the same path has answered, here or in another emulator",
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [MediaTypeNames.Application.Json] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                },
            };

            return Task.CompletedTask;
        }

        if (operation.RequestBody?.Content?.TryGetValue(MediaTypeNames.Application.Json, out var json) is true)
        {
            json.Examples = ExamplesOf(context.Metadata<ExampleBody>());
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, IOpenApiExample> ExamplesOf(IEnumerable<ExampleBody> examples) => examples.ToDictionary(
        example => example.Name,
        IOpenApiExample (example) => new OpenApiExample { Value = example.Body(AnswerExamples.Tutorial) },
        StringComparer.Ordinal);
}
