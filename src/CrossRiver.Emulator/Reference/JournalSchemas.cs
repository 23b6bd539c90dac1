using System.Runtime.CompilerServices;
using CrossRiver.Emulator.Control;
using CrossRiver.Emulator.Journal;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Says which entries a journal may have: one schema a kind.</summary>
internal sealed class JournalSchemas : IOpenApiDocumentTransformer
{
    private static readonly IEnumerable<Type> Kinds =
        typeof(JournalEntry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JournalEntry))).OrderBy(type => type.Name, StringComparer.Ordinal);

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!document.Components!.Schemas!.TryGetValue(nameof(JournalAnswer), out var journal))
        {
            return;
        }

        var entries = new List<IOpenApiSchema>();
        foreach (var kind in Kinds)
        {
            var entry = await context.GetOrCreateSchemaAsync(kind, cancellationToken: cancellationToken);
            ((OpenApiSchema)entry.Properties!["kind"]).Enum = [NameOf(kind)];
            document.AddComponent(kind.Name, entry);
            entries.Add(new OpenApiSchemaReference(kind.Name, document));
        }

        ((OpenApiSchema)journal.Properties!["entries"]).Items = new OpenApiSchema { OneOf = entries };
    }

    // Every entry of a type names the same kind, even one that holds nothing.
    private static string NameOf(Type kind) => ((JournalEntry)RuntimeHelpers.GetUninitializedObject(kind)).Kind;
}
