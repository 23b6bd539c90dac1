using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Adds examples of the bank's resources in answers, which result from the examples of bodies.</summary>
internal sealed class AnswerExamples : IOpenApiDocumentTransformer
{
    /// <summary>Gets the setting of the reference's examples: the partner of the bank's tutorial.</summary>
    public static ExampleSetting Tutorial { get; } = new(new SeedOptions().PartnerId, Seed: 1, World: null);

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var examples = context.DescriptionGroups.SelectMany(group => group.Items).SelectMany(operation => operation.ActionDescriptor.EndpointMetadata).OfType<ExampleAnswer>();
        foreach (var resource in examples.Select(example => example.Make(Tutorial)))
        {
            if (document.Components!.Schemas!.TryGetValue(ReferenceDocuments.NameOf(WireJson.Options.GetTypeInfo(resource.GetType()))!, out var kept) && kept is OpenApiSchema schema)
            {
                schema.Examples = [JsonSerializer.SerializeToNode(resource, resource.GetType(), WireJson.Options)!];
            }
        }

        return Task.CompletedTask;
    }
}
