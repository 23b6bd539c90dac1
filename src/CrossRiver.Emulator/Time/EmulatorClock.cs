namespace CrossRiver.Emulator.Time;

/// <summary>The time of one world. It never goes back, whatever its source does.</summary>
/// <param name="source">The machine's time, or the one a test moves.</param>
internal sealed class EmulatorClock(TimeProvider source)
{
    private long _latestUtcTicks;

    /// <summary>The moment it is in this world, in UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var ticks = source.GetUtcNow().UtcTicks;
            var latest = Volatile.Read(ref _latestUtcTicks);
            while (ticks > latest)
            {
                var seen = Interlocked.CompareExchange(ref _latestUtcTicks, ticks, latest);
                if (seen == latest)
                {
                    return new DateTimeOffset(ticks, TimeSpan.Zero);
                }

                latest = seen;
            }

            return new DateTimeOffset(latest, TimeSpan.Zero);
        }
    }

    /// <summary>Makes an alarm that is not set yet.</summary>
    /// <param name="ring">Called when a set alarm goes off, on a thread of the pool.</param>
    public Alarm CreateAlarm(Action ring) => new(this, source, ring);
}
