namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Represents the entries that become due in a world: ordered by due time, then by booking.</summary>
/// <remarks>Call only while holding the world lock. An empty agenda has neither a queue nor an alarm.</remarks>
internal abstract class Agenda(EmulatorClock clock) : IDisposable
{
    private PriorityQueue<AgendaEntry, (DateTimeOffset DueAt, long Order)>? _entries;
    private Alarm? _alarm;
    private long _booked;
    private int _consequences;
    private bool _closed;

    // So many take about 100 MB with their deliveries.
    private const int MostConsequences = 100_000;

    /// <summary>Gets the number of entries, including obsolete entries. Thread-safe.</summary>
    public int Count => _entries?.Count ?? 0;

    public bool HasDue => NextDueAt is { } due && due <= Clock.Now;

    /// <summary>Gets the moment at which the first entry is due, or null if there is none.</summary>
    public DateTimeOffset? NextDueAt => Next?.DueAt;

    /// <summary>Gets the first entry, or null if there is none.</summary>
    public DueEntry? Next
    {
        get
        {
            while (_entries is { } entries && entries.TryPeek(out var entry, out var first))
            {
                if (!IsVoid(entry))
                {
                    // At the end of time, nothing runs.
                    return first.DueAt < ClockSetting.End ? new DueEntry(first.DueAt, entry) : null;
                }

                Forget(entries.Dequeue());
            }

            return null;
        }
    }

    /// <summary>Gets whether another retry, copy, late event or read lag can be booked. Without room, the caller leaves it out.</summary>
    public bool HasRoom => _consequences < MostConsequences;

    /// <summary>Gets the first entry, or null if none is due now.</summary>
    public AgendaEntry? FirstDue => HasDue ? _entries!.Peek() : null;

    protected EmulatorClock Clock { get; } = clock;

    /// <summary>Gets or sets whether due entries are being run. The alarm is set after the last of them.</summary>
    protected bool IsRunning { get; set; }

    /// <summary>Books an entry. A moment in the past is due at once.</summary>
    public void Book(DateTimeOffset dueAt, AgendaEntry entry)
    {
        (_entries ??= new()).Enqueue(entry, (dueAt, _booked++));
        _consequences += entry.IsConsequence ? 1 : 0;
        SetAlarm();
    }

    /// <summary>Takes the first entry, if it is due.</summary>
    public bool TryTakeDue(out DueEntry due)
    {
        if (!HasDue || !_entries!.TryDequeue(out var entry, out var place))
        {
            due = default;
            (var hasRun, IsRunning) = (IsRunning, false);
            SetAlarm(isRenewed: hasRun);
            return false;
        }

        Forget(entry);
        due = new DueEntry(place.DueAt, entry);
        return true;
    }

    /// <summary>Removes every entry.</summary>
    public int Clear()
    {
        var count = Count;
        Rest();
        return count;
    }

    /// <summary>Returns the entries that are due by a moment, in order.</summary>
    public IEnumerable<DueEntry> DueBy(DateTimeOffset moment) => (_entries?.UnorderedItems.AsEnumerable() ?? [])
        .Where(item => item.Priority.DueAt <= moment && !IsVoid(item.Element))
        .OrderBy(item => item.Priority)
        .Select(item => new DueEntry(item.Priority.DueAt, item.Element));

    /// <summary>Returns the entries that concern some events, in any order.</summary>
    public IEnumerable<DueEntry> DueOf(IReadOnlySet<Guid> eventIds) => (_entries?.UnorderedItems.AsEnumerable() ?? [])
        .Where(item => item.Element.OfEvent is { } eventId && eventIds.Contains(eventId) && !IsVoid(item.Element))
        .Select(item => new DueEntry(item.Priority.DueAt, item.Element));

    /// <summary>Returns every entry, in order.</summary>
    public IReadOnlyList<DueEntry> Save() => [.. DueBy(DateTimeOffset.MaxValue)];

    /// <summary>Books saved entries in their order.</summary>
    public void Load(IReadOnlyList<DueEntry> saved)
    {
        foreach (var (dueAt, entry) in saved)
        {
            Book(dueAt, entry);
        }
    }

    /// <summary>Sets the alarm again, after the course of time has changed.</summary>
    public void RenewAlarm() => SetAlarm(isRenewed: true);

    /// <summary>Stops the alarm for good. Entries stay and never become due on their own.</summary>
    public void Dispose()
    {
        _closed = true;
        _alarm?.Dispose();
    }

    /// <summary>Returns whether an entry has nothing left to do. Such an entry is never due.</summary>
    protected abstract bool IsVoid(AgendaEntry entry);

    /// <summary>Runs due entries, if there are any. Called on a thread of the pool.</summary>
    protected abstract void RunDue();

    private void SetAlarm(bool isRenewed = false)
    {
        if (IsRunning)
        {
            return;
        }

        if (!_closed && NextDueAt is { } due && (isRenewed || due != _alarm?.DueAt))
        {
            (_alarm ??= Clock.CreateAlarm(RunDue)).Set(due);
        }
        else if (Count == 0)
        {
            Rest();
        }
    }

    private void Rest()
    {
        _alarm?.Dispose();
        (_entries, _alarm, _consequences) = (null, null, 0);
    }

    private void Forget(AgendaEntry entry) => _consequences -= entry.IsConsequence ? 1 : 0;
}

/// <summary>Represents something that will happen in a world, as data that can be shown and saved.</summary>
internal abstract record AgendaEntry
{
    /// <summary>Gets the kind in a word or two, for people.</summary>
    public abstract string What { get; }

    /// <summary>Gets whether a person may act before it is due. Skipping stops in front of it.</summary>
    public virtual bool AwaitsPerson => false;

    /// <summary>Gets whether it is one of many that a single step can cause. Their number in a world is bounded.</summary>
    public virtual bool IsConsequence => false;

    /// <summary>Gets the customer that it concerns, or null.</summary>
    public virtual Guid? OfCustomer => null;

    /// <summary>Gets the event that it concerns, or null.</summary>
    public virtual Guid? OfEvent => null;
}

/// <summary>Represents an entry that is due.</summary>
internal readonly record struct DueEntry(DateTimeOffset DueAt, AgendaEntry Entry);
