using System.Text.Encodings.Web;
using CrossRiver.Emulator.Control.Journals;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Journals;

/// <summary>Builds the journal of a world, the newest entry first.</summary>
internal sealed class EntriesPage(WorldDirectory worlds)
{
    private const int PageSize = 100;
    private const string Call = "call";
    private const string Kind = "kind";
    private const string After = "after";
    private const string Before = "before";
    private const string Paused = "paused";

    public (PageFrame Frame, JournalModel Model) Of(Guid partnerId, PageContext page)
    {
        var world = worlds.Require(partnerId);
        var frame = page.Frame("Journal", "Journal", world);
        var address = ListAddress.Of(frame);
        var choice = ChoiceIn(address);
        return (choice.IsPaused ? frame with { Live = null } : frame, Build(world, choice, address, page));
    }

    private static JournalChoice ChoiceIn(ListAddress address) => new()
    {
        Kind = EntryKinds.Find(address.TextOf(Kind)) ?? "",
        Customer = address.TextOf("customer").Trim(),
        By = Enum.TryParse<EntryCause>(address.TextOf("by"), ignoreCase: true, out var cause) ? WireJson.NameOf(cause) : "",
        Text = address.TextOf("text").Trim(),
        After = address.NumberOf(After) ?? 0,
        IsPaused = address.TextOf(Paused) is not "",
    };

    private JournalModel Build(World world, JournalChoice choice, ListAddress address, PageContext page)
    {
        var newest = world.Journal.LastNumber;
        var read = world.Journal.Read(new JournalQuery(choice.After, int.MaxValue) { Filter = FilterOf(choice) });
        var shown = NewestFirst<JournalEntry>.Of(Matching(read.Entries, choice.Text), entry => entry.Number, PageSize, address);
        var firstPage = address.With(Before, null);
        return new JournalModel([.. shown.Rows.Select(entry => LineOf(entry, world, firstPage))])
        {
            Choice = choice,
            Kinds = KindsOf(choice, firstPage),
            FromHere = $"{firstPage.With(After, newest)}",
            FromBeginning = choice.After > 0 ? $"{firstPage.With(After, null)}" : null,
            PauseSwitch = $"{address.With(Paused, choice.IsPaused ? null : 1)}",
            Exports = ExportsOf(world, choice, page),
            Lost = read.Lost,
            Neighbours = shown.Neighbours,
        };
    }

    private JournalFilter FilterOf(JournalChoice choice) => new()
    {
        Kinds = choice.Kind is "" ? null : [choice.Kind],
        Causes = Enum.TryParse<EntryCause>(choice.By, ignoreCase: true, out var cause) ? [cause] : null,
        IsCustomer = EntryFilter.CustomerIn(worlds, choice.Customer is "" ? null : choice.Customer),
    };

    // The members contain a text as JSON does: a quotation mark has a backslash.
    private static IReadOnlyList<JournalEntry> Matching(IReadOnlyList<JournalEntry> entries, string text)
    {
        var inJson = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        return text is "" ? entries :
        [
            .. entries.Where(entry => EntryWords.Of(entry).Contains(text, StringComparison.OrdinalIgnoreCase)
                || JsonSerializer.Serialize(entry, entry.GetType(), WireJson.Options).Contains(inJson, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private static JournalLine LineOf(JournalEntry entry, World world, ListAddress firstPage) =>
        new(entry.Number, EasternTime.From(entry.At), entry.Kind, EntryWords.Of(entry))
        {
            Mark = EntryWords.MarkOf(entry),
            Customer = CustomerLinks.Of(world, entry.AboutCustomer),
            Members = JsonSerializer.Serialize(entry, entry.GetType(), PageContext.Indented),
            FromHere = $"{firstPage.With(After, entry.Number - 1)}",
        };

    private static IReadOnlyList<FilterLink> KindsOf(JournalChoice choice, ListAddress firstPage) =>
    [
        new FilterLink("all", $"{firstPage.With(Kind, null)}", choice.Kind is ""),
        .. EntryKinds.Names.OrderBy(kind => kind is not Call).Select(kind =>
            new FilterLink(kind is Call ? "my calls" : kind, $"{firstPage.With(Kind, kind)}", kind == choice.Kind)),
    ];

    private static IReadOnlyList<ExportLink> ExportsOf(World world, JournalChoice choice, PageContext page)
    {
        var path = $"{page.Root[..^"/ui".Length]}/partners/{world.PartnerId}/journal/export";
        var file = new ListAddress(path).With("customer", choice.Customer is "" ? null : choice.Customer);
        return [new ExportLink("Export JSON lines", $"{file.With("format", "jsonl")}"), new ExportLink("Export HAR", $"{file.With("format", "har")}")];
    }
}
