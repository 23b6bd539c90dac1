using System.Collections.Immutable;

namespace CrossRiver.Emulator.Kernel.Journal.Keeping;

/// <summary>The order that all journals of an emulator share. Thread-safe.</summary>
/// <remarks>It depends on what other worlds do. Answers contain the numbers of a world's own journal, which are the same in every run.</remarks>
internal sealed class JournalOrder
{
    private long _last;
    private long _beginsAfter;

    /// <summary>Gets the memory that the journals take together. The default is unbounded.</summary>
    public JournalMemory Memory { get; init; } = new(long.MaxValue);

    /// <summary>Gets the observers of all journals. The default is none.</summary>
    public ImmutableArray<JournalObserver> Observers { get; init; } = [];

    /// <summary>Gets the signal that is given after each change of a journal.</summary>
    public AsyncSignal Changed { get; } = new();

    /// <summary>Gets the last place, or 0 if there is none.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Gets the last place of an earlier life, or 0 if there was none.</summary>
    public long BeginsAfter => Interlocked.Read(ref _beginsAfter);

    /// <summary>Passes a complete entry to every observer. Call only while holding the lock of no journal.</summary>
    public void Observe(JournalEntry entry)
    {
        foreach (var observer in Observers)
        {
            observer.Observe(entry);
        }
    }

    /// <summary>Continues after the last place of an earlier life.</summary>
    public void GoOnAfter(long place)
    {
        if (place > Last)
        {
            Interlocked.Exchange(ref _last, place);
            Interlocked.Exchange(ref _beginsAfter, place);
        }
    }

    /// <summary>Returns the next place, from 1.</summary>
    public long Next() => Interlocked.Increment(ref _last);
}
