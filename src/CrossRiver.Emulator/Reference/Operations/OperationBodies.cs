using System.Net.Mime;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Describes the body of an operation, with valid examples.</summary>
internal sealed class OperationBodies : IOpenApiOperationTransformer
{
    private const string Scenario = """
        version: 1
        scenario: my-story
        timeline:
          - after: 1s
            set: { ofac: Clear, pepScan: Clear }
        """;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.TakesSnapshot())
        {
            operation.RequestBody = BodyOf(MediaTypeNames.Application.Json, new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } });
            operation.RequestBody.Description = "what a GET of the same path has answered, here or in another emulator";
            return Task.CompletedTask;
        }

        var forms = context.Metadata<BodyForm>().ToList();
        var schemas = forms.Select(form => FieldSchemas.Add(form, context.Document!, context.ApplicationServices)).ToList();
        if (schemas is not [])
        {
            var schema = schemas is [var only] ? only : new OpenApiSchema { AnyOf = schemas };
            operation.RequestBody = BodyOf(MediaTypeNames.Application.Json, new() { Schema = schema }, !forms.Exists(form => form.IsOptional));
        }

        if (context.TakesYaml())
        {
            operation.RequestBody = BodyOf(YamlBody.ContentType, new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = Scenario });
        }

        if (operation.RequestBody?.Content?.TryGetValue(MediaTypeNames.Application.Json, out var json) is true)
        {
            json.Examples = context.Metadata<ExampleBody>().ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample { Value = example.Body(AnswerExamples.Tutorial) },
                StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }

    /// <summary>Returns the content of a body or an answer in one media type.</summary>
    public static Dictionary<string, OpenApiMediaType> ContentOf(string mediaType, OpenApiMediaType content) =>
        new(StringComparer.Ordinal) { [mediaType] = content };

    private static OpenApiRequestBody BodyOf(string mediaType, OpenApiMediaType content, bool isRequired = true) =>
        new() { Required = isRequired, Content = ContentOf(mediaType, content) };
}
