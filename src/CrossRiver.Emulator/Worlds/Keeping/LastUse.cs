namespace CrossRiver.Emulator.Worlds.Keeping;

/// <summary>When a world was last used, and whether it still can be.</summary>
/// <param name="machine">The machine's time.</param>
/// <remarks>Any thread may ask. Of one who uses the world and one who lets it go at the same moment, only the first succeeds.</remarks>
internal sealed class LastUse(TimeProvider machine)
{
    private const long NoMore = long.MinValue;

    private long _at = machine.GetTimestamp();
    private int _callsUnderWay;

    /// <summary>Whether calls of the partner are under way.</summary>
    public bool IsByCalls => Volatile.Read(ref _callsUnderWay) > 0;

    /// <summary>A call of the partner uses the world until it ends.</summary>
    public void CallBegins() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>A call of the partner has ended.</summary>
    /// <returns>Whether it was the last one under way.</returns>
    public bool CallEnds() => Interlocked.Decrement(ref _callsUnderWay) == 0;

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

    /// <summary>Lets the world go if it was not used for so long.</summary>
    /// <returns>Whether it cannot be used any more because of that.</returns>
    public bool TryLetGo(TimeSpan unusedFor)
    {
        var at = Volatile.Read(ref _at);
        return at != NoMore && machine.GetElapsedTime(at) >= unusedFor && Interlocked.CompareExchange(ref _at, NoMore, at) == at;
    }
}
