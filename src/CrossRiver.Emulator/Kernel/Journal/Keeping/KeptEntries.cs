namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The entries that a journal keeps: a ring of slots in which the oldest make room.</summary>
/// <param name="size">How much is kept.</param>
/// <remarks>Call only while holding the journal's lock.</remarks>
internal sealed class KeptEntries(JournalSize size)
{
    // Room for one onboarding and a read of its customer.
    private const int FirstSlots = 10;

    private JournalEntry[] _slots = [];

    /// <summary>The place of the oldest entry. Places are given without gaps, from 1.</summary>
    public long First { get; private set; } = 1;

    /// <summary>The place of the newest entry; before <see cref="First"/> when there is none.</summary>
    public long Last { get; private set; }

    /// <summary>About how much memory the entries take, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>All of them as they are now, the oldest first.</summary>
    public IReadOnlyList<JournalEntry> All
    {
        get
        {
            var all = new JournalEntry[Last - First + 1];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = At(First + i);
            }

            return all;
        }
    }

    public JournalEntry At(long place) => _slots[place % _slots.Length];

    /// <summary>Returns the place of the first entry that is after a number or an order.</summary>
    /// <param name="after">The number or order.</param>
    /// <param name="read">Reads it from an entry; it grows from place to place.</param>
    public long FirstAfter(long after, Func<JournalEntry, long> read)
    {
        var (low, high) = (First, Last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = read(At(middle)) > after ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Adds the newest entry.</summary>
    public void Add(JournalEntry entry)
    {
        Last++;
        MakeSlot();
        _slots[Last % _slots.Length] = entry;
        Weigh(entry);
    }

    /// <summary>Weighs an entry that has changed, if it is kept.</summary>
    public void Reweigh(JournalEntry entry)
    {
        if (First <= Last && entry.Number >= At(First).Number)
        {
            Weigh(entry);
        }
    }

    /// <summary>Drops the oldest entries until the others take no more memory than this. The newest entry stays, however large it is.</summary>
    /// <returns>How many bytes they took.</returns>
    public long DropDownTo(long bytes)
    {
        var before = Bytes;
        while (Bytes > bytes && First < Last)
        {
            DropOldest();
        }

        return before - Bytes;
    }

    public void Clear()
    {
        _slots = [];
        First = Last + 1;
        Bytes = 0;
    }

    // A slot for the newest entry: the oldest one's, or one of twice as many.
    private void MakeSlot()
    {
        var kept = Last - First;
        if (kept == size.Entries)
        {
            DropOldest();
        }
        else if (kept == _slots.Length)
        {
            var slots = new JournalEntry[Math.Min(Math.Max(FirstSlots, _slots.Length * 2), size.Entries)];
            for (var place = First; place < Last; place++)
            {
                slots[place % slots.Length] = At(place);
            }

            _slots = slots;
        }
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
        Bytes -= At(First).KeptBytes;
        _slots[First++ % _slots.Length] = null!;
    }
}
