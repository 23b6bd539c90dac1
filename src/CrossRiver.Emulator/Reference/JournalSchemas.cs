using CrossRiver.Emulator.Control.Clocks;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Kernel.Journal.Matching;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Describes the entries of a journal: a schema of the common members, and one for each kind.</summary>
internal sealed class JournalSchemas : IOpenApiDocumentTransformer
{
    private const string Kind = "kind";

    // The members of answers that contain entries.
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

        var common = (OpenApiSchema)await context.GetOrCreateSchemaAsync(typeof(JournalEntry), cancellationToken: cancellationToken);
        var kinds = new Dictionary<string, OpenApiSchemaReference>(StringComparer.Ordinal);
        document.AddComponent(nameof(JournalEntry), common);
        foreach (var (name, type) in EntryKinds.Types)
        {
            var entry = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
            document.AddComponent(type.Name, Below(common, entry, document));
            kinds.Add(name, new OpenApiSchemaReference(type.Name, document));
        }

        ((OpenApiSchema)common.Properties![Kind]).Enum = [.. kinds.Keys.Select(name => JsonValue.Create(name))];
        common.Discriminator = new OpenApiDiscriminator { PropertyName = Kind, Mapping = kinds };
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

    // By allOf, because generators make derived classes of it. With a oneOf in the entry, NSwag would take the first for all.
    private static OpenApiSchema Below(OpenApiSchema common, OpenApiSchema entry, OpenApiDocument document)
    {
        var own = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = entry.Properties!.Where(member => !common.Properties!.ContainsKey(member.Key)).ToDictionary(StringComparer.Ordinal),
            Required = entry.Required!.Except(common.Required!, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        };

        return new OpenApiSchema { Description = entry.Description, AllOf = [new OpenApiSchemaReference(nameof(JournalEntry), document), own] };
    }
}
