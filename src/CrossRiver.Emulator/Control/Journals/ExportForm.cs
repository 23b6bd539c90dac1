using System.Net.Mime;
using System.Reflection;
using CrossRiver.Emulator.Kernel.Journal.Exports;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>How to take a journal away.</summary>
/// <param name="Format">As what.</param>
/// <param name="Customer">Whose entries only: an identifier or <c>clientIdentifier</c>; <see langword="null"/> for all.</param>
internal sealed record ExportForm(ExportFormat Format, string? Customer) : IQuery<ExportForm>
{
    private static readonly string Version = typeof(ExportForm).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static ExportForm Read(QueryReader query) => new(
        query.OneOf<ExportFormat>("format", "As what: JSON lines, which is the default, an HTTP archive 1.2, or a sequence diagram in Mermaid's language.") ?? ExportFormat.Jsonl,
        query.Text("customer", "Only entries about this customer: its `id` or its `clientIdentifier`. A diagram needs one."));

    /// <summary>Makes the file.</summary>
    /// <param name="partnerId">Whose journal.</param>
    /// <param name="origin">Where the emulator is called.</param>
    /// <param name="worlds">All worlds.</param>
    /// <exception cref="RefusedException">400: the diagram's customer is missing. 404: there is no such world.</exception>
    public IResult Export(Guid partnerId, string origin, WorldDirectory worlds)
    {
        if (Format is ExportFormat.Mermaid && Customer is null)
        {
            throw RefusedException.Invalid(["Customer required: a diagram tells one customer's story; give its id or clientIdentifier"]);
        }

        var filter = new JournalFilter { IsCustomer = EntryFilter.CustomerIn(worlds, Customer) };
        var entries = worlds.Require(partnerId).Journal.Read(new JournalQuestion(After: 0, int.MaxValue) { Filter = filter }).Entries;
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

/// <summary>The forms in which a journal can be taken away.</summary>
internal enum ExportFormat
{
    /// <summary>An entry a line, each JSON.</summary>
    Jsonl,

    /// <summary>An HTTP archive 1.2.</summary>
    Har,

    /// <summary>A sequence diagram.</summary>
    Mermaid,
}
