using CrossRiver.Emulator.Signals;

namespace CrossRiver.Emulator.Worlds;

/// <summary>Lets one thing at a time change a world, and knows when nothing more is to come of it.</summary>
/// <param name="isIdle">Whether the world is idle; asked at the end of a turn that somebody awaits.</param>
internal sealed class Turn(Func<bool> isIdle)
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _awaitingIdle = [];
    private List<Action> _afterwards = [];

    /// <summary>Whether the calling thread is in the middle of a turn.</summary>
    public bool IsTaken => _lock.IsHeldByCurrentThread;

    /// <summary>Within a turn: where in a trace that which happens in it comes from, or <see langword="null"/>.</summary>
    public TraceOrigin? Origin { get; set; }

    /// <summary>Takes a turn: does something while nobody else changes the world, then what that has left for afterwards.</summary>
    /// <param name="act">What to do.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T Take<T>(Func<T> act, TraceOrigin? origin = null)
    {
        T result;
        IReadOnlyList<Action> afterwards = [];
        lock (_lock)
        {
            var before = Origin;
            Origin = origin;
            result = act();
            Origin = before;
            if (_afterwards is not [])
            {
                afterwards = _afterwards;
                _afterwards = [];
            }

            CompleteIfIdle();
        }

        foreach (var left in afterwards)
        {
            left();
        }

        return result;
    }

    /// <summary>Within a turn: leaves something to do when the turn is over and others can have theirs.</summary>
    public void LeaveForAfterwards(Action act) => _afterwards.Add(act);

    /// <summary>Completes when nothing is due, no step runs and no attempt is under way.</summary>
    public Task WhenIdleAsync() => Take(() =>
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaitingIdle.Add(idle);

        return idle.Task;
    });

    private void CompleteIfIdle()
    {
        if (_awaitingIdle is not [] && isIdle())
        {
            _awaitingIdle.ForEach(idle => idle.TrySetResult());
            _awaitingIdle.Clear();
        }
    }
}
