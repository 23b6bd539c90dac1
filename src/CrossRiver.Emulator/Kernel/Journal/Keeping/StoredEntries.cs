namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The entries that a journal keeps, bounded by count and by memory.</summary>
/// <remarks>Call only while holding the journal's lock.</remarks>
internal sealed class StoredEntries(JournalSize size)
{
    // Room for one onboarding and a read of its customer.
    private const int FirstSlots = 10;

    private const int SlotsOfPage = 64;

    // All pages are full-sized, except the only one of a short journal.
    private readonly List<StoredEntry[]> _pages = [];

    // A page whose entries were dropped is used again: then a full journal needs no new memory.
    private StoredEntry[]? _spare;

    private readonly RecentTexts _texts = new();

    // The slot of the oldest entry in the first page.
    private int _first;

    /// <summary>Gets the number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the estimated memory of the entries, in bytes.</summary>
    public long Bytes { get; private set; }

    private ref StoredEntry this[int index] => ref _pages[(_first + index) / SlotsOfPage][(_first + index) % SlotsOfPage];

    /// <summary>Copies the oldest entries behind a place, as many as fit. Returns their number.</summary>
    /// <param name="placeOf">Returns the place of an entry. It increases from entry to entry.</param>
    public int CopyAfter(long place, Func<StoredEntry, long> placeOf, Span<StoredEntry> copies)
    {
        var from = IndexAfter(place, placeOf);
        var count = Math.Min(Count - from, copies.Length);
        for (var i = 0; i < count; i++)
        {
            copies[i] = this[from + i];
        }

        return count;
    }

    /// <summary>Adds the newest entry. Returns the growth of <see cref="Bytes"/>, negative if more was dropped.</summary>
    public long Add(JournalEntry entry)
    {
        var before = Bytes;
        if (Count == size.Entries)
        {
            DropOldest();
        }

        MakeRoom();
        var stored = StoredEntry.Of(entry, _texts);
        this[Count++] = stored;
        Bytes += stored.Bytes;
        DropDownTo(size.Bytes);
        return Bytes - before;
    }

    /// <summary>Stores a changed entry again, if it is kept. Returns the growth of <see cref="Bytes"/>, negative if more was dropped.</summary>
    public long Update(JournalEntry entry)
    {
        var before = Bytes;
        if (Count > 0 && entry.Number >= this[0].Number)
        {
            ref var stored = ref this[IndexOf(entry.Number)];
            Bytes -= stored.Bytes;
            stored = StoredEntry.Of(entry, _texts);
            Bytes += stored.Bytes;
            DropDownTo(size.Bytes);
        }

        return Bytes - before;
    }

    /// <summary>Drops the oldest entries until the others take at most this memory. The newest entry always stays.</summary>
    /// <returns>The bytes that the dropped entries took.</returns>
    public long DropDownTo(long bytes)
    {
        var before = Bytes;
        while (Bytes > bytes && Count > 1)
        {
            DropOldest();
        }

        return before - Bytes;
    }

    /// <summary>Removes every entry. Returns the growth of <see cref="Bytes"/>, which is not positive.</summary>
    public long Clear()
    {
        var before = Bytes;
        _pages.Clear();
        (_spare, _first, Count, Bytes) = (null, 0, 0, 0);
        return -before;
    }

    // The numbers are consecutive, but for gaps after earlier lives of the journal.
    private int IndexOf(long number)
    {
        var index = (int)Math.Min(number - this[0].Number, Count - 1);
        while (this[index].Number > number)
        {
            index--;
        }

        return index;
    }

    private int IndexAfter(long place, Func<StoredEntry, long> placeOf)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = placeOf(this[middle]) > place ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void MakeRoom()
    {
        var end = _first + Count;
        if (end == _pages.Count * SlotsOfPage)
        {
            _pages.Add(_spare ?? new StoredEntry[end is 0 ? FirstSlots : SlotsOfPage]);
            _spare = null;
        }
        else if (_pages is [{ Length: var slots } page] && end == slots)
        {
            Array.Resize(ref page, Math.Min(slots * 2, SlotsOfPage));
            _pages[0] = page;
        }
    }

    private void DropOldest()
    {
        ref var oldest = ref this[0];
        Bytes -= oldest.Bytes;
        oldest = default;
        Count--;
        if (++_first == SlotsOfPage)
        {
            (_spare, _first) = (_pages[0], 0);
            _pages.RemoveAt(0);
        }
    }
}
