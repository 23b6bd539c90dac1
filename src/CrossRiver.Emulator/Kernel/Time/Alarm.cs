namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>Rings once at a moment of a world's clock, never before it.</summary>
internal sealed class Alarm : IDisposable
{
    // The longest wait a timer takes; a later moment is approached in several waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    // A ring that is late must not undo a setting that is newer: what is due and what the timer waits for change together.
    private readonly Lock _lock = new();
    private readonly EmulatorClock _clock;
    private readonly ITimer _timer;
    private readonly Action _ring;

    public Alarm(EmulatorClock clock, TimeProvider source, Action ring)
    {
        _clock = clock;
        _ring = ring;

        // The timer outlives the request that set it: it must not carry that request's context with it.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = source.CreateTimer(static alarm => ((Alarm)alarm!).GoOff(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What it is set to, or <see langword="null"/> before that.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Sets the alarm, in place of what it was set to.</summary>
    /// <param name="dueAt">When to ring; a moment in the past rings at once.</param>
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

    // Timers count whole milliseconds and cut the rest off: rounding up is what keeps them from ringing early.
    private void Wait(TimeSpan? span)
    {
        // Time that stands still is waited for by whoever moves it.
        var wait = span is { } known
            ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(known.TotalMilliseconds), 0, LongestWait.TotalMilliseconds))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
