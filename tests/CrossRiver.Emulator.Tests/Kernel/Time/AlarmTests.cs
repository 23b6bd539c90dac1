using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Kernel.Time;

public sealed class AlarmTests
{
    [Fact]
    public async Task A_ring_that_is_late_does_not_undo_a_newer_setting()
    {
        var machine = new HesitantMachine();
        var clock = new EmulatorClock(machine);
        using var alarm = clock.CreateAlarm(() => { });
        alarm.Set(clock.Now.AddHours(1));

        // A ring of before is under way: it has read what is due and is about to ask the time, when the alarm is set anew.
        machine.IsHesitating = true;
        var late = Task.Run(machine.Ring, TestContext.Current.CancellationToken);
        await machine.Hesitated.WaitAsync(TestContext.Current.CancellationToken);
        var setting = Task.Run(() => alarm.Set(machine.Now.AddMilliseconds(100)), TestContext.Current.CancellationToken);
        machine.GoOn.Release();
        await Task.WhenAll(late, setting);

        Assert.Equal(TimeSpan.FromMilliseconds(100), machine.Waits);
    }

    [Fact]
    public void An_alarm_that_is_months_away_rings_once_and_at_its_moment()
    {
        var (machine, rings) = (new FakeTimeProvider(), 0);
        using var alarm = new EmulatorClock(machine).CreateAlarm(() => rings++);
        alarm.Set(machine.GetUtcNow().AddDays(61));

        machine.Advance(TimeSpan.FromDays(61) - TimeSpan.FromTicks(1));
        Assert.Equal(0, rings);
        machine.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, rings);
    }

    private sealed class HesitantMachine : TimeProvider
    {
        private Action _ring = () => { };

        public DateTimeOffset Now { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

        public volatile bool IsHesitating;

        public SemaphoreSlim Hesitated { get; } = new(0);

        public SemaphoreSlim GoOn { get; } = new(0);

        public TimeSpan Waits { get; private set; }

        public void Ring() => _ring();

        public override DateTimeOffset GetUtcNow()
        {
            if (IsHesitating)
            {
                IsHesitating = false;
                Hesitated.Release();
                GoOn.Wait();
            }

            return Now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Timer(this);
        }

        private sealed class Timer(HesitantMachine machine) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                machine.Waits = dueTime;
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
