using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Lists the events of a world after an entry of its journal, such as the result of an advance.</summary>
internal static class WorldHappenings
{
    private const int MostLines = 10;

    /// <summary>Returns the events after an entry, or null if the text is no number of an entry.</summary>
    public static HappenedModel? Since(string? number, World world, PageFrame frame)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            return null;
        }

        var entries = world.Journal.Read(after, int.MaxValue).Entries;
        var shown = entries.Select(entry => Of(entry, world)).OfType<HappenedLine>().ToList();
        var more = Math.Max(0, shown.Count - MostLines);
        return new HappenedModel(Summarize(entries), [.. shown.Take(MostLines)], more, frame.InWorld($"journal?after={number}"));
    }

    private static string Summarize(IReadOnlyList<JournalEntry> entries)
    {
        var attempts = entries.OfType<AttemptEntry>().ToList();
        var failed = attempts.Count(attempt => attempt.Failure is not null);
        IReadOnlyList<string> parts =
        [
            .. Count(entries.Count(entry => entry is ChangeEntry), "change"),
            .. Count(entries.Count(entry => entry is EventEntry), "event"),
            .. attempts.Count is 0 ? [] : (string[])[$"{Words.Count(attempts.Count, "attempt")}{(failed is 0 ? "" : $", {failed} failed")}"],
            .. Count(entries.Count(entry => entry is CallEntry), "call"),
        ];
        return parts is [] ? "Nothing happened." : $"{string.Join(" · ", parts)}.";
    }

    private static IEnumerable<string> Count(int count, string noun) => count is 0 ? [] : [Words.Count(count, noun)];

    // An event is said once: its change and its successful attempt are in the summary alone.
    private static HappenedLine? Of(JournalEntry entry, World world)
    {
        var (mark, text) = entry switch
        {
            ChangeEntry { What: not "announced" } change => ("", change.What),
            EventEntry { EventId: not null } happened => ("", $"event {happened.EventName}"),
            AttemptEntry { Failure: { } failure } attempt => (attempt.Outcome, $"attempt {attempt.Attempt} of {attempt.EventName}: {failure}"),
            RegistrationEntry registration => ("", $"registration for {registration.EventName} {registration.What}"),
            FaultEntry fault => ("bad", $"fault on purpose: {fault.Fault}"),
            ControlEntry control => ("", control.What),
            _ => ("", ""),
        };
        return text is "" ? null : new HappenedLine(EasternTime.From(entry.At), mark, text)
        {
            CustomerId = entry.AboutCustomer,
            Name = entry.AboutCustomer is { } id ? world.FindPart<WorldCustomers>()?.FindShown(id)?.Name.FullName ?? $"{id}" : "",
        };
    }
}
