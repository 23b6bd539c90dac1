using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Takes from members the choice to be null: in answers, they are left out instead.</summary>
internal sealed class AbsentMembers : IOpenApiDocumentTransformer
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
