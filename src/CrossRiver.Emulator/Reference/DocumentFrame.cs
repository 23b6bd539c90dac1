using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Adds the parts of a document that concern all operations: title, server, groups and credentials.</summary>
internal sealed class DocumentFrame : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var frame = ReferenceDocument.Find(context.DocumentName);
        document.Info = new OpenApiInfo { Title = frame.Title, Version = frame.Version, Description = frame.Text, License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" } };

        // Without a host, so that the document is the same on every machine.
        document.Servers = [new OpenApiServer { Url = "/", Description = "This emulator" }];
        var routes = context.DescriptionGroups.SelectMany(group => group.Items).SelectMany(operation => operation.ActionDescriptor.EndpointMetadata);
        document.Tags = Described(document.Tags, frame.Tags.Concat(routes.OfType<RouteTag>().Select(tag => (tag.Name, tag.Text))));
        document.Security = CredentialSchemes.AddTo(document, frame);
        document.Components!.Schemas = Sorted(document.Components.Schemas);
        document.Components.Responses = Sorted(document.Components.Responses);

        return Task.CompletedTask;
    }

    private static HashSet<OpenApiTag> Described(ISet<OpenApiTag>? used, IEnumerable<(string Name, string Text)> described)
    {
        var names = used?.Select(tag => tag.Name!).ToHashSet(StringComparer.Ordinal) ?? [];
        var known = described.Where(tag => names.Remove(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Text });
        return [.. known, .. names.Select(name => new OpenApiTag { Name = name })];
    }

    // The framework's order is that of their first use, which does not help a reader.
    private static Dictionary<string, T>? Sorted<T>(IDictionary<string, T>? components) =>
        components?.OrderBy(component => component.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
