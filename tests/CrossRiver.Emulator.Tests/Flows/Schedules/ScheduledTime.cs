using Bogus;

namespace CrossRiver.Emulator.Flows.Schedules;

/// <summary>The machine's time of a schedule. It stands, but for an advance: there, the time of a slice is over when chance says so.</summary>
internal sealed class ScheduledTime : TimeProvider
{
    private static readonly AsyncLocal<Randomizer?> Hurry = new();

    private long _timestamp;

    /// <summary>Gets or sets the thread on which timers ring.</summary>
    public ScheduledThread Thread { get; set; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(2021, 11, 22, 15, 49, 58, TimeSpan.Zero);

    /// <summary>Ends slices by chance in the current call and all that it awaits, so that other work can come between two entries.</summary>
    public static void EndSlices(Randomizer random) => Hurry.Value = random;

    public override long GetTimestamp() => Hurry.Value is { } random && random.Bool() ? _timestamp += TimeSpan.TicksPerSecond / 100 : _timestamp;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new ScheduledTimer(this, () => callback(state), dueTime);

    // Time stands, so a timer rings at once or never.
    private sealed class ScheduledTimer : ITimer
    {
        private readonly ScheduledTime _time;
        private readonly Action _ring;
        private int _setting;

        public ScheduledTimer(ScheduledTime time, Action ring, TimeSpan dueTime)
        {
            (_time, _ring) = (time, ring);
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = Interlocked.Increment(ref _setting);
            if (dueTime == TimeSpan.Zero)
            {
                _time.Thread.Post(_ => RingIf(setting), null);
            }

            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _setting);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void RingIf(int setting)
        {
            if (Volatile.Read(ref _setting) == setting)
            {
                _ring();
            }
        }
    }
}
