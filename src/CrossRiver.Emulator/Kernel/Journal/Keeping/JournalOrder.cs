namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The one order of everything that is entered in any journal of an emulator.</summary>
/// <remarks>It depends on what other worlds do, and so it is no part of an entry: a world's own numbers are the same in every run.</remarks>
internal sealed class JournalOrder
{
    private long _last;
    private long _beginsAfter;

    /// <summary>The memory that the journals take together; unbounded by default.</summary>
    public JournalMemory Memory { get; init; } = new(long.MaxValue);

    /// <summary>Given whenever something is entered or completed in any journal.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The place that was given last; 0 at first.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>The place of an earlier life that was given last there; 0 when there was none.</summary>
    public long BeginsAfter => Interlocked.Read(ref _beginsAfter);

    /// <summary>Goes on after the last place of an earlier life.</summary>
    public void GoOnAfter(long place)
    {
        if (place > Last)
        {
            Interlocked.Exchange(ref _last, place);
            Interlocked.Exchange(ref _beginsAfter, place);
        }
    }

    /// <summary>Gives the next place, from 1.</summary>
    public long Next() => Interlocked.Increment(ref _last);
}
