namespace CrossRiver.Emulator.Flows.Schedules;

/// <summary>The one thread of a schedule. What continues waits here until the schedule picks it.</summary>
/// <remarks>.NET runs the callbacks of a cancellation on its thread pool; all that follows them is posted here again.</remarks>
internal sealed class ScheduledThread : SynchronizationContext
{
    private readonly List<Action> _ready = [];

    /// <summary>Gets the number of continuations that can be picked.</summary>
    public int Ready
    {
        get
        {
            lock (_ready)
            {
                return _ready.Count;
            }
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Add(() => d(state));
            Monitor.Pulse(_ready);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs a continuation.</summary>
    public void Run(int index)
    {
        Action picked;
        lock (_ready)
        {
            picked = _ready[index];
            _ready.RemoveAt(index);
        }

        picked();
    }

    /// <summary>Waits for a continuation that another thread posts.</summary>
    /// <returns>Whether there is one.</returns>
    public bool WaitForPost(TimeSpan patience)
    {
        lock (_ready)
        {
            return _ready is not [] || Monitor.Wait(_ready, patience);
        }
    }
}
