namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>How much a world does at a stretch before others have their turns: so many entries, or what fits some milliseconds.</summary>
/// <param name="clock">The world's clock; the time of its machine counts.</param>
internal sealed class Slice(EmulatorClock clock)
{
    private const int MostEntries = 256;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private long _began = clock.MachineTimestamp;
    private int _entries;

    /// <summary>Gets whether others are to have their turns now.</summary>
    public bool IsOver => _entries >= MostEntries || clock.MachineElapsed(_began) >= Longest;

    /// <summary>Counts an entry.</summary>
    public void Count() => _entries++;

    /// <summary>Counts an entry. When the slice is over, what waits for a thread goes first, and another slice begins.</summary>
    /// <exception cref="OperationCanceledException">The slice is over and nothing more is to be done.</exception>
    public async ValueTask CountAsync(CancellationToken cancellationToken)
    {
        Count();
        if (IsOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            (_began, _entries) = (clock.MachineTimestamp, 0);
        }
    }
}
