namespace CrossRiver.Emulator.Journal;

/// <summary>The one order of everything that is entered in any journal of an emulator.</summary>
/// <remarks>It depends on what other worlds do, and so it is no part of an entry: a world's own numbers are the same in every run.</remarks>
internal sealed class JournalOrder
{
    private long _last;

    /// <summary>Given whenever something is entered or completed in any journal.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>The place that was given last; 0 at first.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Gives the next place, from 1.</summary>
    public long Next() => Interlocked.Increment(ref _last);
}
