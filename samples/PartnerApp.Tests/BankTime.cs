using System.Collections.Concurrent;

namespace PartnerApp;

/// <summary>The app's clock in tests: it shows the machine's time, as signatures do. No wait on it takes any time, and what is periodic comes when the test says so.</summary>
internal sealed class BankTime : TimeProvider
{
    private readonly ConcurrentBag<Action> _periodic = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period == Timeout.InfiniteTimeSpan)
        {
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }

        _periodic.Add(() => callback(state));
        return System.CreateTimer(_ => { }, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets everything periodic come once.</summary>
    public void Tick()
    {
        foreach (var come in _periodic)
        {
            come();
        }
    }
}
