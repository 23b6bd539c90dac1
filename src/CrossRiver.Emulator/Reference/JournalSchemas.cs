using System.Text.Json.Nodes;
using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Journal.Matching;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Says which entries a journal may have: one schema a kind.</summary>
internal sealed class JournalSchemas : IOpenApiDocumentTransformer
{
    // Where answers have entries.
    private static readonly (string Schema, string Member)[] Places =
    [
        (nameof(JournalAnswer), "entries"), (nameof(WaitAnswer), "entries"), (nameof(WaitOver), "entries"), (nameof(Finding), "evidence"), (nameof(NearMiss), "entry"),
        (nameof(AdvanceAnswer), "happened"),
    ];

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!document.Components!.Schemas!.ContainsKey(nameof(JournalAnswer)))
        {
            return;
        }

        var kinds = new List<IOpenApiSchema>();
        foreach (var (name, type) in EntryKinds.Types)
        {
            var entry = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
            ((OpenApiSchema)entry.Properties!["kind"]).Enum = [JsonValue.Create(name)];
            document.AddComponent(type.Name, entry);
            kinds.Add(new OpenApiSchemaReference(type.Name, document));
        }

        document.AddComponent(nameof(JournalEntry), new OpenApiSchema { OneOf = kinds });
        foreach (var (schema, member) in Places)
        {
            var members = document.Components.Schemas[schema].Properties!;
            var entry = new OpenApiSchemaReference(nameof(JournalEntry), document);
            if (members[member] is OpenApiSchema { Type: { } type } list && type.HasFlag(JsonSchemaType.Array))
            {
                list.Items = entry;
            }
            else
            {
                members[member] = entry;
            }
        }
    }
}
