namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Calls back once at a moment of a world's clock, never before it.</summary>
internal sealed class Alarm : IDisposable
{
    // The longest wait of a timer; a later moment is reached in several waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    // A late callback must not undo a newer setting, so the moment and the timer change together.
    private readonly Lock _lock = new();
    private readonly EmulatorClock _clock;
    private readonly ITimer _timer;
    private readonly Action _ring;

    public Alarm(EmulatorClock clock, TimeProvider source, Action ring)
    {
        _clock = clock;
        _ring = ring;

        // The timer outlives the request that sets it, and must not keep the context of that request.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = source.CreateTimer(static alarm => ((Alarm)alarm!).GoOff(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gets the moment of the callback, or null before it is set.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Sets the alarm, in place of an earlier setting. A moment in the past calls back at once.</summary>
    public void Set(DateTimeOffset dueAt)
    {
        lock (_lock)
        {
            DueAt = dueAt;
            Wait(_clock.MachineSpanUntil(dueAt));
        }
    }

    public void Dispose() => _timer.Dispose();

    private void GoOff()
    {
        lock (_lock)
        {
            var left = _clock.MachineSpanUntil(DueAt!.Value);
            if (left != TimeSpan.Zero)
            {
                Wait(left);
                return;
            }
        }

        _ring();
    }

    // Timers cut off parts of a millisecond, so the wait is rounded up in order not to end early.
    private void Wait(TimeSpan? span)
    {
        // A stopped clock needs no timer; the caller that moves it runs the due entries.
        var wait = span is { } known
            ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(known.TotalMilliseconds), 0, LongestWait.TotalMilliseconds))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
