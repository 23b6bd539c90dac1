namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>What is due in a world, and when: ordered by due time, then by order of booking.</summary>
/// <remarks>
/// Not safe for use by several threads at once; its world's turn guards it. While nothing is booked, it has neither a queue nor an alarm.
/// </remarks>
internal abstract class Agenda(EmulatorClock clock) : IDisposable
{
    private PriorityQueue<AgendaEntry, (DateTimeOffset DueAt, long Order)>? _entries;
    private Alarm? _alarm;
    private long _booked;
    private int _consequences;
    private bool _closed;

    // So many take about 100 MB with the deliveries that they belong to.
    private const int MostConsequences = 100_000;

    /// <summary>How many entries wait, void ones among them. Any thread may ask.</summary>
    public int Count => _entries?.Count ?? 0;

    /// <summary>Whether the first entry is due now.</summary>
    public bool HasDue => NextDueAt is { } due && due <= Clock.Now;

    /// <summary>When the first entry is due, or <see langword="null"/> when nothing is booked.</summary>
    public DateTimeOffset? NextDueAt => Next?.DueAt;

    /// <summary>The first entry, or <see langword="null"/> when nothing is booked.</summary>
    public DueEntry? Next
    {
        get
        {
            while (_entries is { } entries && entries.TryPeek(out var entry, out var first))
            {
                if (!IsVoid(entry))
                {
                    // At the end of time nothing happens any more.
                    return first.DueAt < ClockCourse.End ? new DueEntry(first.DueAt, entry) : null;
                }

                Forget(entries.Dequeue());
            }

            return null;
        }
    }

    /// <summary>Gets whether another retry, copy, late event or read lag can be booked. Without room it does not come to it.</summary>
    public bool HasRoom => _consequences < MostConsequences;

    /// <summary>The first entry, if it is due now.</summary>
    public AgendaEntry? FirstDue => HasDue ? _entries!.Peek() : null;

    protected EmulatorClock Clock { get; } = clock;

    /// <summary>Gets or sets whether what is due is being run. The alarm is set when nothing is due any more.</summary>
    protected bool IsRunning { get; set; }

    /// <summary>Books an entry. One that is booked for a moment in the past is due at once.</summary>
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

    /// <summary>Forgets every entry.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = Count;
        Rest();
        return count;
    }

    /// <summary>The entries that are due by a moment, in order.</summary>
    /// <param name="moment">The moment.</param>
    public IEnumerable<DueEntry> DueBy(DateTimeOffset moment) => (_entries?.UnorderedItems.AsEnumerable() ?? [])
        .Where(item => item.Priority.DueAt <= moment && !IsVoid(item.Element))
        .OrderBy(item => item.Priority)
        .Select(item => new DueEntry(item.Priority.DueAt, item.Element));

    /// <summary>Every entry, in order.</summary>
    public IReadOnlyList<DueEntry> Save() => [.. DueBy(DateTimeOffset.MaxValue)];

    /// <summary>Books entries that were saved; their order stays.</summary>
    public void Load(IReadOnlyList<DueEntry> saved)
    {
        foreach (var (dueAt, entry) in saved)
        {
            Book(dueAt, entry);
        }
    }

    /// <summary>Sets the alarm again, because time passes in another way now.</summary>
    public void RenewAlarm() => SetAlarm(isRenewed: true);

    /// <summary>Stops the alarm for good: what is booked stays and never becomes due by itself.</summary>
    public void Dispose()
    {
        _closed = true;
        _alarm?.Dispose();
    }

    /// <summary>Whether an entry has nothing to do any more: what it was booked for has gone on otherwise. It is not due then.</summary>
    protected abstract bool IsVoid(AgendaEntry entry);

    /// <summary>An entry has become due. Called from a thread of the pool; it may have been for nothing.</summary>
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

/// <summary>Something that is to happen in a world. It is data, so that it can be shown and kept; the world knows what to do with it.</summary>
internal abstract record AgendaEntry
{
    /// <summary>What sort of thing it is, in a word or two, for people.</summary>
    public abstract string What { get; }

    /// <summary>Gets whether a person may still do something before it is due. Skipping does not jump over that.</summary>
    public virtual bool AwaitsPerson => false;

    /// <summary>Gets whether it is one of the many that a single step can lead to. Of these a world has a bounded number.</summary>
    public virtual bool IsConsequence => false;

    /// <summary>The customer it concerns, if it concerns one.</summary>
    public virtual Guid? OfCustomer => null;

    /// <summary>The event it concerns, if it concerns one.</summary>
    public virtual Guid? OfEvent => null;
}

/// <summary>An entry whose time has come.</summary>
/// <param name="DueAt">The moment it was booked for.</param>
/// <param name="Entry">What is to happen.</param>
internal readonly record struct DueEntry(DateTimeOffset DueAt, AgendaEntry Entry);
