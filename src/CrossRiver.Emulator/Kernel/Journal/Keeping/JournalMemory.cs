namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The estimated memory of all journals of an emulator. Above the bound, the largest journals drop their oldest entries. Thread-safe.</summary>
/// <param name="most">The bound, in bytes.</param>
internal sealed class JournalMemory(long most)
{
    private long _bytes;
    private int _isMakingRoom;

    /// <summary>Gets or sets the function that returns the journals that exist now.</summary>
    public Func<IEnumerable<JournalBuffer>> Journals { get; set; } = static () => [];

    /// <summary>Gets the estimated memory of the journals, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    // Making room compares all journals, so it frees more than one entry needs.
    private long Enough => most - (most / 16);

    /// <summary>Counts the growth of a journal. Call only while holding the lock of no journal.</summary>
    public void Add(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= most || Interlocked.Exchange(ref _isMakingRoom, 1) is not 0)
        {
            return;
        }

        try
        {
            MakeRoom();
        }
        finally
        {
            Volatile.Write(ref _isMakingRoom, 0);
        }
    }

    // The total is counted again, because journals of ended worlds are still in it.
    private void MakeRoom()
    {
        var counted = Bytes;
        var journals = Journals().Select(journal => (Journal: journal, journal.Bytes)).OrderByDescending(sized => sized.Bytes).ToList();
        var total = journals.Sum(sized => sized.Bytes);
        if (total > most)
        {
            var level = LevelFor([.. journals.Select(sized => sized.Bytes)], total - Enough);
            total -= journals.TakeWhile(sized => sized.Bytes > level).Sum(sized => sized.Journal.DropDownTo(level));
        }

        // A difference, because other threads may have added bytes meanwhile.
        Interlocked.Add(ref _bytes, total - counted);
    }

    // Returns the size to which the largest journals are cut, so that together they free the excess.
    private static long LevelFor(IReadOnlyList<long> sizes, long excess)
    {
        for (var cut = 1; cut < sizes.Count; cut++)
        {
            var given = cut * (sizes[cut - 1] - sizes[cut]);
            if (given >= excess)
            {
                return sizes[cut - 1] - (excess / cut) - 1;
            }

            excess -= given;
        }

        return Math.Max(0, sizes[^1] - (excess / sizes.Count) - 1);
    }
}
