namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Represents the last use of a world, and whether it can still be used.</summary>
/// <remarks>Thread-safe. If a use and a release race, exactly one of them succeeds.</remarks>
internal sealed class WorldUsage(TimeProvider machine)
{
    private const long NoMore = long.MinValue;

    private long _at = machine.GetTimestamp();
    private int _callsUnderWay;
    private int _openWaits;

    /// <summary>Gets whether calls of the partner are in progress.</summary>
    public bool IsByCalls => Volatile.Read(ref _callsUnderWay) > 0;

    public void CallBegins() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>Counts a call of the partner as ended.</summary>
    /// <returns>Whether it was the last call in progress.</returns>
    public bool CallEnds() => Interlocked.Decrement(ref _callsUnderWay) == 0;

    /// <summary>Gets whether a caller waits for something in the world.</summary>
    public bool IsByWaits => Volatile.Read(ref _openWaits) > 0;

    /// <summary>Counts a wait. It does not stop the time.</summary>
    public void WaitBegins() => Interlocked.Increment(ref _openWaits);

    /// <summary>Counts a wait as ended, and the world as used until now.</summary>
    public void WaitEnds()
    {
        TryUse();
        Interlocked.Decrement(ref _openWaits);
    }

    public bool IsOver => Volatile.Read(ref _at) == NoMore;

    /// <summary>Uses the world for a call, or for an entry of its agenda.</summary>
    /// <returns>Whether the world can still be used.</returns>
    public bool TryUse()
    {
        var now = machine.GetTimestamp();
        for (var at = Volatile.Read(ref _at); at != NoMore; at = Volatile.Read(ref _at))
        {
            // Worlds are released after minutes, so one update per second is enough, and calls do not contend here.
            if (now - at < machine.TimestampFrequency || Interlocked.CompareExchange(ref _at, now, at) == at)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns whether the world can still be used and has been unused for so long.</summary>
    public bool IsUnusedFor(TimeSpan span) => IsUnused(Volatile.Read(ref _at), span);

    /// <summary>Releases the world if it has been unused for so long.</summary>
    public bool TryLetGo(TimeSpan unusedFor)
    {
        var at = Volatile.Read(ref _at);
        return IsUnused(at, unusedFor) && Interlocked.CompareExchange(ref _at, NoMore, at) == at;
    }

    public void End() => Interlocked.Exchange(ref _at, NoMore);

    private bool IsUnused(long at, TimeSpan span) => at != NoMore && machine.GetElapsedTime(at) >= span;
}
