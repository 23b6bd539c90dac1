using CrossRiver.Emulator.Control.Snapshots;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>Represents the query members that select entries of a journal; null selects all.</summary>
internal sealed record EntryFilter(IReadOnlyList<string>? Kinds, string? Customer, string? Event, IReadOnlyList<EntryCause>? Causes) : IQuery<EntryFilter>
{
    private static readonly IReadOnlyDictionary<string, EntryCause> CausesByName = Enum.GetValues<EntryCause>().ToDictionary(WireJson.NameOf, StringComparer.Ordinal);

    public static EntryFilter Read(QueryReader query) => new(
        query.SomeOf("kind", $"Only entries of these kinds, divided by commas: {string.Join(", ", EntryKinds.Names)}.", EntryKinds.Names),
        query.Text("customer", "Only entries about this customer: its `id` or its `clientIdentifier`."),
        query.Text("event", "Only entries about this event: its name, in any casing, or its `id`."),
        query.SomeOf("by", "Only entries with these causes, divided by commas: partner for calls to the bank's API, bank for steps and webhooks, tester for control calls.", [.. CausesByName.Keys])
            ?.Select(name => CausesByName[name]).ToList());

    public JournalFilter For(WorldDirectory worlds) => new() { Kinds = Kinds, IsCustomer = CustomerIn(worlds, Customer), Event = Event, Causes = Causes };

    /// <summary>Returns a predicate for the customer of an identifier or <c>clientIdentifier</c>, or null for null.</summary>
    public static Func<Guid?, Guid, bool>? CustomerIn(WorldDirectory worlds, string? text) => text switch
    {
        null => null,
        _ when GuidText.Parse(text) is { } wanted => (_, id) => id == wanted,
        _ => (partnerId, id) => partnerId is { } partner && worlds.Find(partner)?.Customers.Find(id)?.ClientIdentifier == text,
    };
}

/// <summary>Represents the query member that selects the entries since a checkpoint, or null for all.</summary>
internal sealed record SinceCheckpoint(string? Name) : IQuery<SinceCheckpoint>
{
    public static SinceCheckpoint Read(QueryReader query) =>
        new(query.Text("since", "Only entries since this checkpoint was taken, or since the last return to it; `start` is the last reset or the beginning."));

    /// <summary>Returns the cursor to read on from: that of the page before, or that of the checkpoint if it is later.</summary>
    /// <exception cref="ApiException">404: the world has no such checkpoint.</exception>
    public long After(World world, long after) => Name is null ? after : Math.Max(after, world.RequireCheckpoint(Name).LastEntry);
}

/// <summary>Represents the query members that select a page of a journal.</summary>
internal sealed record EntryPage(long After, int Limit) : IQuery<EntryPage>
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    public static EntryPage Read(QueryReader query) => new(
        query.Cursor("after", $"The cursor of the previous answer: only later entries are read. {JournalQuery.End} is behind every entry: the answer has the end of the journal."),
        Math.Min(query.Count("limit", $"The most entries to read; more than {LargestLimit} are cut to {LargestLimit}.", DefaultLimit), LargestLimit));
}

/// <summary>Represents the query member that selects the start of a stream.</summary>
internal sealed record StreamStart(long After) : IQuery<StreamStart>
{
    public static StreamStart Read(QueryReader query) => new(
        query.Cursor("after", "The cursor to begin after; 0 is the oldest kept entry. The header `Last-Event-ID`, which browsers send when they reconnect, takes precedence."));
}
