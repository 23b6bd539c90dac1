using System.Net.Mime;
using System.Reflection;
using CrossRiver.Emulator.Kernel.Journal.Exports;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Represents the query of an export of a journal.</summary>
internal sealed record ExportOptions(ExportFormat Format, string? Customer) : IQuery<ExportOptions>
{
    private static readonly string Version = typeof(ExportOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static ExportOptions Read(QueryReader query) => new(
        query.OneOf<ExportFormat>("format", "As what: JSON lines, which is the default, an HTTP archive 1.2, or a sequence diagram in Mermaid's language.") ?? ExportFormat.Jsonl,
        query.Text("customer", "Only entries about this customer: its `id` or its `clientIdentifier`. A diagram needs one."));

    /// <summary>Creates the file.</summary>
    /// <param name="origin">The scheme and host by which the caller reaches the emulator.</param>
    /// <exception cref="ApiException">400: the diagram's customer is missing. 404: the partner has no world.</exception>
    public IResult Export(Guid partnerId, string origin, WorldDirectory worlds)
    {
        if (Format is ExportFormat.Mermaid && Customer is null)
        {
            throw ApiException.Invalid(["Customer required: a diagram shows one customer's story; give its id or clientIdentifier"]);
        }

        var filter = new JournalFilter { IsCustomer = EntryFilter.CustomerIn(worlds, Customer) };
        var entries = worlds.Require(partnerId).Journal.Read(new JournalQuery(After: 0, int.MaxValue) { Filter = filter }).Entries;
        var name = $"journal-{partnerId}";

        return Format switch
        {
            ExportFormat.Har => TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(HarLog.Of(entries, origin, Version), WireJson.Options), MediaTypeNames.Application.Json, $"{name}.har"),
            ExportFormat.Mermaid => TypedResults.File(Encoding.UTF8.GetBytes(SequenceDiagram.Of(entries)), "text/plain; charset=utf-8", $"{name}.mmd"),
            _ => TypedResults.Stream(file => WriteLinesAsync(entries, file), "application/x-ndjson", $"{name}.jsonl"),
        };
    }

    private static async Task WriteLinesAsync(IReadOnlyList<JournalEntry> entries, Stream file)
    {
        foreach (var entry in entries)
        {
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(entry, entry.GetType(), WireJson.Options));
            await file.WriteAsync("\n"u8.ToArray());
        }
    }
}

/// <summary>Represents the format of an export: JSON lines, an HTTP archive 1.2 or a sequence diagram.</summary>
internal enum ExportFormat
{
    Jsonl,
    Har,
    Mermaid,
}
