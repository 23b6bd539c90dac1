using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The entries that a journal keeps, bounded by count and by memory.</summary>
/// <remarks>Call only while holding the journal's lock.</remarks>
internal sealed class StoredEntries(JournalSize size)
{
    // Room for one onboarding and a read of its customer.
    private const int FirstSlots = 10;

    private List<JournalEntry> _entries = [];

    // Dropped entries leave empty slots at the front, which are removed together: a removal moves all entries behind it.
    private int _dropped;

    /// <summary>Gets the estimated memory of the entries, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Gets the entries, the oldest first. Valid until the next change.</summary>
    public ReadOnlySpan<JournalEntry> All => CollectionsMarshal.AsSpan(_entries)[_dropped..];

    /// <summary>Returns the entries behind a place. Valid until the next change.</summary>
    /// <param name="placeOf">Returns the place of an entry. It increases from entry to entry.</param>
    public ReadOnlySpan<JournalEntry> After(long place, Func<JournalEntry, long> placeOf)
    {
        var all = All;
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = placeOf(all[middle]) > place ? (low, middle) : (middle + 1, high);
        }

        return all[low..];
    }

    /// <summary>Adds the newest entry. Returns the growth of <see cref="Bytes"/>, negative if more was dropped.</summary>
    public long Add(JournalEntry entry)
    {
        var before = Bytes;
        if (_entries.Count - _dropped == size.Entries)
        {
            DropOldest();
        }

        _entries.EnsureCapacity(FirstSlots);
        _entries.Add(entry);
        Weigh(entry);
        return Bytes - before;
    }

    /// <summary>Weighs a changed entry again, if it is kept. Returns the growth of <see cref="Bytes"/>, negative if more was dropped.</summary>
    public long Reweigh(JournalEntry entry)
    {
        var before = Bytes;
        if (All is [var oldest, ..] && entry.Number >= oldest.Number)
        {
            Weigh(entry);
        }

        return Bytes - before;
    }

    /// <summary>Drops the oldest entries until the others take at most this memory. The newest entry always stays.</summary>
    /// <returns>The bytes that the dropped entries took.</returns>
    public long DropDownTo(long bytes)
    {
        var before = Bytes;
        while (Bytes > bytes && _entries.Count - _dropped > 1)
        {
            DropOldest();
        }

        return before - Bytes;
    }

    /// <summary>Removes every entry. Returns the growth of <see cref="Bytes"/>, which is not positive.</summary>
    public long Clear()
    {
        var before = Bytes;
        (_entries, _dropped, Bytes) = ([], 0, 0);
        return -before;
    }

    private void Weigh(JournalEntry entry)
    {
        var before = entry.KeptBytes;
        entry.KeptBytes = entry.EstimateBytes();
        Bytes += entry.KeptBytes - before;
        DropDownTo(size.Bytes);
    }

    private void DropOldest()
    {
        Bytes -= _entries[_dropped].KeptBytes;
        _entries[_dropped++] = null!;
        if (_dropped > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _dropped);
            _dropped = 0;
        }
    }
}
