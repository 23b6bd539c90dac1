namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents the work of a world between two pauses: some entries, or some milliseconds on the machine's clock.</summary>
internal sealed class Slice(EmulatorClock clock)
{
    private const int MostEntries = 256;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    private long _began = clock.MachineTimestamp;
    private int _entries;

    /// <summary>Gets whether other work should run now.</summary>
    public bool IsOver => _entries >= MostEntries || clock.MachineElapsed(_began) >= Longest;

    public void Count() => _entries++;

    /// <summary>Counts an entry. After the end of a slice, other work of the thread pool runs first, and a new slice begins.</summary>
    /// <exception cref="OperationCanceledException">The slice is over and the caller has cancelled.</exception>
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
