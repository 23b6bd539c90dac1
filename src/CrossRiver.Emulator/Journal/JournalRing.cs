namespace CrossRiver.Emulator.Journal;

/// <summary>The newest things that happened in a world, in order. When it is full, the oldest entry makes room.</summary>
/// <param name="capacity">How many entries are kept.</param>
internal sealed class JournalRing(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private long _lastNumber;

    /// <summary>The number of the newest entry, or 0 when there was none.</summary>
    public long LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _lastNumber;
            }
        }
    }

    /// <summary>Enters something that happened.</summary>
    public void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            entry.Number = ++_lastNumber;
            if (_entries.Count == capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry);
        }
    }

    /// <summary>Forgets every entry. What is entered afterwards is numbered on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>Reads what came after an entry.</summary>
    /// <param name="after">The number of the last entry that the reader knows; 0 for none.</param>
    /// <param name="limit">How many entries to read at most.</param>
    public JournalExcerpt Read(long after, int limit)
    {
        lock (_lock)
        {
            var firstKept = _lastNumber - _entries.Count + 1;
            var entries = _entries.Skip((int)Math.Clamp(after + 1 - firstKept, 0, _entries.Count)).Take(limit).ToArray();

            return new JournalExcerpt(
                entries,
                Cursor: entries is [.., var last] ? last.Number : Math.Min(after, _lastNumber),
                Lost: Math.Clamp(firstKept - 1 - after, 0, _lastNumber));
        }
    }
}

/// <summary>Some of a journal.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Cursor">The number to read on from.</param>
/// <param name="Lost">How many entries between the reader's last one and these were dropped because the journal was full.</param>
internal sealed record JournalExcerpt(IReadOnlyList<JournalEntry> Entries, long Cursor, long Lost);
