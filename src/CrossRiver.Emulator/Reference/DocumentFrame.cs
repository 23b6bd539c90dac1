using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Puts around the operations what concerns them all: what the document is, where they are called, how they are grouped and who may call them.</summary>
internal sealed class DocumentFrame : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var frame = ReferenceDocument.Find(context.DocumentName);
        document.Info = new OpenApiInfo { Title = frame.Title, Version = frame.Version, Description = frame.Text, License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" } };

        // Wherever the document came from: it names no host, and is the same on every machine.
        document.Servers = [new OpenApiServer { Url = "/", Description = "This emulator" }];
        document.Tags = Described(document.Tags, frame.Tags.Concat(DescribedByRoutes(context)));
        document.Security = CredentialSchemes.AddTo(document, frame);
        document.Components!.Schemas = Sorted(document.Components.Schemas);
        document.Components.Responses = Sorted(document.Components.Responses);

        return Task.CompletedTask;
    }

    private static IEnumerable<(string Name, string Text)> DescribedByRoutes(OpenApiDocumentTransformerContext context) => context.DescriptionGroups
        .SelectMany(group => group.Items)
        .SelectMany(operation => operation.ActionDescriptor.EndpointMetadata.OfType<RouteTag>())
        .Select(tag => (tag.Name, tag.Text));

    private static HashSet<OpenApiTag> Described(ISet<OpenApiTag>? used, IEnumerable<(string Name, string Text)> described)
    {
        var names = used?.Select(tag => tag.Name!).ToHashSet(StringComparer.Ordinal) ?? [];
        var known = described.Where(tag => names.Remove(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Text });

        return [.. known, .. names.Select(name => new OpenApiTag { Name = name })];
    }

    // They come in the order in which the operations ask for them, which is of no use to a reader.
    private static Dictionary<string, T>? Sorted<T>(IDictionary<string, T>? components) =>
        components?.OrderBy(component => component.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
