using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>Represents an entry as a journal keeps it: a change, an event or a choice as plain values, and any other entry as it is.</summary>
/// <remarks>
/// Most entries are of these three kinds, and none of them changes. As objects they would make each garbage collection longer, because it moves every object that is new and stays.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct StoredEntry
{
    private readonly StoredKind _kind;
    private readonly EntryCause _by;
    private readonly int _bytes;
    private readonly DateTimeOffset _at;
    private readonly DateTimeOffset? _dueAt;
    private readonly ResourceKey _about;
    private readonly Guid? _id;

    // The event's name, the change, or the scenario.
    private readonly string? _name;

    // The field that was set, or the reason for a choice.
    private readonly string? _field;
    private readonly string? _value;

    // The entry as it is, or the scenarios that nearly matched.
    private readonly object? _object;

    private StoredEntry(JournalEntry entry, StoredKind kind)
    {
        (Number, Order, _kind) = (entry.Number, entry.Order, kind);
        (_at, _by, _bytes) = (entry.At, entry.By, entry.KeptBytes);
    }

    private StoredEntry(JournalEntry entry)
        : this(entry, StoredKind.AsItIs) => _object = entry;

    private StoredEntry(ChangeEntry change, RecentTexts texts)
        : this(change, StoredKind.Change) => (_about, _dueAt, _name, _field, _value) = (change.About, change.DueAt, texts.Once(change.What), change.Field, change.Value);

    private StoredEntry(EventEntry happened)
        : this(happened, StoredKind.Event) => (_about, _dueAt, _name, _id) = (happened.About, happened.DueAt, happened.EventName, happened.EventId);

    private StoredEntry(ChoiceEntry choice)
        : this(choice, StoredKind.Choice) => (_id, _name, _field, _object) = (choice.CustomerId, choice.Scenario, choice.Reason, choice.Lost);

    /// <summary>Gets the number in the journal.</summary>
    public long Number { get; }

    /// <summary>Gets the place in the order of all journals.</summary>
    public long Order { get; }

    /// <summary>Gets the memory that was last estimated, in bytes.</summary>
    public int Bytes => _kind is StoredKind.AsItIs ? ((JournalEntry)_object!).KeptBytes : _bytes;

    public static StoredEntry Of(JournalEntry entry, RecentTexts texts) => entry switch
    {
        ChangeEntry change => new(change, texts),
        EventEntry happened => new(happened),
        ChoiceEntry choice => new(choice),
        _ => new(entry),
    };

    /// <summary>Returns the entry. It is a new object each time, unless it is kept as it is.</summary>
    /// <param name="partnerId">The partner of the journal's world.</param>
    public JournalEntry ToEntry(Guid? partnerId)
    {
        var entry = _kind switch
        {
            StoredKind.Change => new ChangeEntry { At = _at, By = _by, DueAt = _dueAt, About = _about, What = _name!, Field = _field, Value = _value },
            StoredKind.Event => new EventEntry { At = _at, By = _by, DueAt = _dueAt, About = _about, EventName = _name!, EventId = _id },
            StoredKind.Choice => new ChoiceEntry { At = _at, By = _by, CustomerId = _id!.Value, Scenario = _name!, Reason = _field!, Lost = (IReadOnlyList<ScenarioNearMiss>?)_object },
            _ => (JournalEntry)_object!,
        };
        (entry.PartnerId, entry.Number, entry.Order) = (partnerId, Number, Order);
        return entry;
    }

    private enum StoredKind : byte
    {
        AsItIs,
        Change,
        Event,
        Choice,
    }
}
