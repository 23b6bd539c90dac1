namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>When a world was last used, and whether it still can be.</summary>
/// <param name="machine">The machine's time.</param>
/// <remarks>Any thread may ask. Of one who uses the world and one who lets it go at the same moment, only the first succeeds.</remarks>
internal sealed class LastUse(TimeProvider machine)
{
    private const long NoMore = long.MinValue;

    private long _at = machine.GetTimestamp();
    private int _callsUnderWay;
    private int _openWaits;

    /// <summary>Whether calls of the partner are under way.</summary>
    public bool IsByCalls => Volatile.Read(ref _callsUnderWay) > 0;

    /// <summary>A call of the partner uses the world until it ends.</summary>
    public void CallBegins() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>A call of the partner has ended.</summary>
    /// <returns>Whether it was the last one under way.</returns>
    public bool CallEnds() => Interlocked.Decrement(ref _callsUnderWay) == 0;

    /// <summary>Whether somebody waits for something to happen in the world.</summary>
    public bool IsByWaits => Volatile.Read(ref _openWaits) > 0;

    /// <summary>Somebody waits for something to happen in the world. Time goes on as it does.</summary>
    public void WaitBegins() => Interlocked.Increment(ref _openWaits);

    /// <summary>Somebody does not wait any more, and has used the world until now.</summary>
    public void WaitEnds()
    {
        TryUse();
        Interlocked.Decrement(ref _openWaits);
    }

    /// <summary>Whether the world cannot be used any more.</summary>
    public bool IsOver => Volatile.Read(ref _at) == NoMore;

    /// <summary>The world is used now: by a call, or by an entry of its agenda.</summary>
    /// <returns>Whether it still can be.</returns>
    public bool TryUse()
    {
        var now = machine.GetTimestamp();
        for (var at = Volatile.Read(ref _at); at != NoMore; at = Volatile.Read(ref _at))
        {
            // Worlds are let go after minutes: a use of this second need not be noted again, and calls do not wait for each other here.
            if (now - at < machine.TimestampFrequency || Interlocked.CompareExchange(ref _at, now, at) == at)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the world still can be used and was not for so long.</summary>
    public bool IsUnusedFor(TimeSpan span) => IsUnused(Volatile.Read(ref _at), span);

    /// <summary>Lets the world go if it was not used for so long.</summary>
    /// <returns>Whether it cannot be used any more because of that.</returns>
    public bool TryLetGo(TimeSpan unusedFor)
    {
        var at = Volatile.Read(ref _at);
        return IsUnused(at, unusedFor) && Interlocked.CompareExchange(ref _at, NoMore, at) == at;
    }

    /// <summary>The world can be used no more.</summary>
    public void End() => Interlocked.Exchange(ref _at, NoMore);

    private bool IsUnused(long at, TimeSpan span) => at != NoMore && machine.GetElapsedTime(at) >= span;
}
