namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The newest entries of one world, in order. A full journal drops its oldest entries.</summary>
/// <param name="partnerId">The partner of the world, or null for entries that concern no world.</param>
/// <remarks>Thread-safe. Dropped entries and earlier lives leave gaps in the numbers. A reader gets the size of each gap.</remarks>
internal sealed class JournalBuffer(JournalSize size, JournalOrder order, Guid? partnerId = null) : IJournal
{
    private const int Stretch = 64;

    private readonly Lock _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly StoredEntries _kept = new(size);
    private long _lastNumber;
    private long _version;
    private long _beginsAfter;

    /// <summary>Gets the estimated memory of the entries, in bytes.</summary>
    public long Bytes => Locked(() => _kept.Bytes);

    /// <summary>Gets the number of the newest entry, or 0 if there was none.</summary>
    public long LastNumber => Locked(() => _lastNumber);

    /// <summary>Gets a version that increases with each new entry, and with the answer to each call.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Adds an entry, and gives it its number and its place in the order.</summary>
    public void Add(JournalEntry entry)
    {
        long grown;
        lock (_lock)
        {
            (entry.PartnerId, entry.Number, entry.Order) = (partnerId, ++_lastNumber, order.Next());
            grown = _kept.Add(entry);
        }

        if (entry.IsComplete)
        {
            order.Observe(entry);
        }

        ReportChange(grown);
    }

    /// <summary>Stores an entry again after its call was answered, and signals readers.</summary>
    public void Complete(JournalEntry entry)
    {
        long grown;
        lock (_lock)
        {
            grown = _kept.Update(entry);
        }

        order.Observe(entry);
        ReportChange(grown);
    }

    /// <summary>Removes every entry. Later entries continue the numbers.</summary>
    public void Clear() => ReportChange(Locked(() =>
    {
        _beginsAfter = _lastNumber;
        return _kept.Clear();
    }));

    /// <summary>Drops the oldest entries until the others take at most this memory. The caller adjusts <see cref="JournalMemory"/>.</summary>
    public long DropDownTo(long bytes) => Locked(() => _kept.DropDownTo(bytes));

    /// <summary>Continues after the last number of an earlier life whose entries are not kept.</summary>
    public void GoOnAfter(long number)
    {
        lock (_lock)
        {
            if (number > _lastNumber)
            {
                (_lastNumber, _beginsAfter) = (number, number);
            }
        }
    }

    /// <summary>Returns the content of the journal for a state file. The entries are converted later, one by one.</summary>
    public SavedJournal Save()
    {
        lock (_lock)
        {
            var entries = new StoredEntry[_kept.Count];
            _kept.CopyAfter(0, NumberOf, entries);
            return new SavedJournal(_beginsAfter, entries.Select(entry => SavedEntry.Of(entry.ToEntry(partnerId))));
        }
    }

    /// <summary>Continues after the last number of an earlier life. Its saved entries are loaded only while this journal has none.</summary>
    public void GoOn(SavedJournal? saved, long number)
    {
        order.Memory.Add(Locked(() => saved is not null && _lastNumber is 0 ? Load(saved) : 0));
        GoOnAfter(number);
    }

    /// <summary>Reads at most <paramref name="limit"/> entries after a number, or after 0 for all.</summary>
    public JournalPage Read(long after, int limit) => Read(new JournalQuery(after, limit));

    public JournalPage Read(JournalQuery query)
    {
        var (last, beginsAfter) = Locked(() => (_lastNumber, _beginsAfter));
        return query.Read(last, beginsAfter, after => Between(after, last, NumberOf), CursorAfter);
    }

    public long CursorAfter(JournalEntry entry) => entry.Number;

    public Task WhenChangedAsync() => _changed.WhenGivenAsync();

    /// <summary>Returns the entries between two places. They are copied in stretches, so that the lock is held briefly.</summary>
    /// <param name="placeOf">Returns the place of an entry: its number or its order.</param>
    public IEnumerable<JournalEntry> Between(long after, long last, Func<StoredEntry, long> placeOf)
    {
        var stretch = new StoredEntry[Stretch];
        for (var count = stretch.Length; count == stretch.Length;)
        {
            count = Copy(after, placeOf, stretch);
            for (var i = 0; i < count; i++)
            {
                after = placeOf(stretch[i]);
                if (after > last)
                {
                    yield break;
                }

                yield return stretch[i].ToEntry(partnerId);
            }
        }
    }

    private static long NumberOf(StoredEntry entry) => entry.Number;

    private int Copy(long after, Func<StoredEntry, long> placeOf, Span<StoredEntry> stretch)
    {
        lock (_lock)
        {
            return _kept.CopyAfter(after, placeOf, stretch);
        }
    }

    private long Load(SavedJournal saved)
    {
        _beginsAfter = saved.BeginsAfter;
        foreach (var kept in saved.Entries)
        {
            var entry = kept.ToEntry();
            (entry.PartnerId, entry.Number, entry.Order) = (partnerId, kept.Number, kept.Order);
            _kept.Add(entry);
            _lastNumber = kept.Number;
            order.GoOnAfter(kept.Order);
        }

        return _kept.Bytes;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    // The memory counts outside of the lock: making room takes the locks of other journals.
    private void ReportChange(long grown)
    {
        Interlocked.Increment(ref _version);
        _changed.Give();
        order.Changed.Give();
        order.Memory.Add(grown);
    }
}

/// <summary>The bounds of a journal.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="Bytes">The most memory of the entries, estimated.</param>
internal sealed record JournalSize(int Entries, long Bytes);
