using System.Runtime.InteropServices;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Represents a change or an announced event of the bank, or of a tester instead of the bank.</summary>
/// <param name="Entry">The entry of the change. A change of several accounts has the entry of the first.</param>
/// <param name="Set">The field that was set, or null for an event without a change.</param>
/// <param name="Event">The event that followed, or null if there was none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordedChange(ChangeEntry Entry, FieldChange? Set, EventEntry? Event)
{
    /// <summary>Gets the moment in the story. A busy machine makes changes later than they are due.</summary>
    public DateTimeOffset At => Entry.DueAt ?? Entry.At;

    /// <summary>Returns the changes that a scenario can make, in their order.</summary>
    /// <remarks>The partner's own calls make the others. A step changes all accounts of a customer, so that their changes become one.</remarks>
    public static IReadOnlyList<RecordedChange> In(StoryEntries entries, IReadOnlyList<SettableField> fields)
    {
        var found = new List<RecordedChange>();
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (entry, next) in entries.Changes.Zip(entries.Changes.Skip(1).Append(null)))
        {
            if (entry is not ChangeEntry { By: not EntryCause.Partner } change || Read(change, next as EventEntry, fields) is not { } read)
            {
                continue;
            }

            if (found is [.., var last] && last.IsSameAs(read) && words.Add(change.What))
            {
                continue;
            }

            found.Add(read);
            words = new HashSet<string>(StringComparer.Ordinal) { change.What };
        }

        return found;
    }

    // An event follows its change at once.
    private static RecordedChange? Read(ChangeEntry change, EventEntry? happened, IReadOnlyList<SettableField> fields) =>
        fields.FirstOrDefault(field => field.Key == change.Field) is { } field ? new RecordedChange(change, field.Parse(change.Value!), happened)
        : happened is not null ? new RecordedChange(change, Set: null, happened)
        : null;

    private bool IsSameAs(RecordedChange other) =>
        other.At == At && other.Set == Set && other.Event?.EventName == Event?.EventName && other.Entry.By == Entry.By;
}
