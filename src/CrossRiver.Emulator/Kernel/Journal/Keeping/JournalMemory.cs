namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The memory that all journals of an emulator take together, about. When it is too much, the largest journals drop their oldest entries.</summary>
/// <param name="most">The most bytes.</param>
/// <remarks>Thread-safe. Readers learn of dropped entries as they do of those that one full journal drops.</remarks>
internal sealed class JournalMemory(long most)
{
    private long _bytes;
    private int _isMakingRoom;

    /// <summary>Gets or sets what lists the journals that there are.</summary>
    public Func<IEnumerable<JournalRing>> Journals { get; set; } = static () => [];

    /// <summary>Gets how many bytes the journals take, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    // Room is made in steps, because to compare the journals costs as much as there are of them.
    private long Enough => most - (most / 16);

    /// <summary>Counts that a journal takes more or less memory. Call only while holding the lock of no journal.</summary>
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

    // The total is counted again: journals of worlds that are over take none any more.
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

        // What others have added meanwhile stays counted.
        Interlocked.Add(ref _bytes, total - counted);
    }

    // The size that the largest ones are cut to, so that together they give back so much.
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
