namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Lets one thing at a time change a world, and those who wait for quiet do theirs when nothing is under way.</summary>
internal sealed class Turn
{
    // A thread that is woken up needs some microseconds to come.
    private const int MostSpins = 25;

    private readonly Lock _lock = new();
    private LinkedList<Func<bool>>? _awaitingQuiet;
    private List<Action>? _afterwards;
    private int _depth;
    private int _awaited;

    /// <summary>Whether the calling thread is in the middle of a turn.</summary>
    public bool IsTaken => _lock.IsHeldByCurrentThread;

    /// <summary>Gets whether another thread waits for a turn. Thread-safe.</summary>
    public bool IsAwaited => Volatile.Read(ref _awaited) > 0;

    /// <summary>Within a turn: where in a trace that which happens in it comes from, or null.</summary>
    public TraceOrigin? Origin { get; set; }

    /// <summary>Within a turn: when what happens in it was due, or null when it is a call that does it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>How many turns there were; whoever sees another number knows that the world may have changed.</summary>
    public long Taken { get; private set; }

    /// <summary>Within a turn: how many attempts are under way. As long as there is one, the world is not quiet.</summary>
    public int UnderWay { get; set; }

    /// <summary>Within a turn: what to do at the end of every turn after which nothing is under way.</summary>
    public Action? OnQuiet { get; set; }

    /// <summary>Takes a turn: does something while nobody else changes the world, then what that has left for afterwards.</summary>
    /// <param name="act">What to do. A turn that it takes is part of this one.</param>
    /// <param name="origin">Where in a trace it comes from.</param>
    public T Take<T>(Func<T> act, TraceOrigin? origin = null)
    {
        IReadOnlyList<Action>? afterwards = null;
        Enter();
        try
        {
            var before = (Origin, DueAt);
            (Origin, DueAt) = (origin, null);
            _depth++;
            Taken++;
            try
            {
                return act();
            }
            finally
            {
                _depth--;
                (Origin, DueAt) = before;
                TellQuiet();
                afterwards = TakeLeft();
            }
        }
        finally
        {
            _lock.Exit();

            // Also of an act that failed in the end: what it published before is to be sent.
            foreach (var left in afterwards ?? [])
            {
                left();
            }
        }
    }

    /// <summary>Between two turns of one thread: lets another one that waits take its turn first.</summary>
    /// <remarks>The lock is not fair: a thread that takes it again and again would get it before those that have to wake up.</remarks>
    public void GiveWay()
    {
        var taken = Taken;
        for (var spin = new SpinWait(); IsAwaited && Taken == taken && spin.Count < MostSpins;)
        {
            spin.SpinOnce();
        }
    }

    /// <summary>Does something of which nothing in the world changes, while no other thread has a turn. It is no turn.</summary>
    public void Guard(Action act)
    {
        lock (_lock)
        {
            act();
        }
    }

    /// <summary>Within a turn: leaves something to do when the turn is over and others can have theirs.</summary>
    public void LeaveForAfterwards(Action act) => (_afterwards ??= []).Add(act);

    /// <summary>Does something in the turn in which nothing is under way any more.</summary>
    /// <param name="act">What to do. It answers with null when it is not yet the time; then it is asked again at the next such turn.</param>
    /// <exception cref="OperationCanceledException">The wait was ended before.</exception>
    public async Task<T> TakeInQuietAsync<T>(Func<T?> act, CancellationToken cancellationToken)
        where T : class
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = new LinkedListNode<Func<bool>>(Try);
        Take(() =>
        {
            (_awaitingQuiet ??= []).AddLast(wait);
            return true;
        });

        // It changes nothing in the world, so it is no turn: thousands of waits that end at once would look at the world again for each other.
        await using var registration = cancellationToken.UnsafeRegister(
            _ =>
            {
                Guard(() => wait.List?.Remove(wait));
                done.TrySetCanceled(cancellationToken);
            },
            state: null);

        return await done.Task;

        bool Try()
        {
            try
            {
                return act() is { } result && done.TrySetResult(result);
            }
            catch (Exception exception) when (done.TrySetException(exception))
            {
                return true;
            }
        }
    }

    private void Enter()
    {
        if (_lock.TryEnter())
        {
            return;
        }

        Interlocked.Increment(ref _awaited);
        try
        {
            _lock.Enter();
        }
        finally
        {
            Interlocked.Decrement(ref _awaited);
        }
    }

    private List<Action>? TakeLeft()
    {
        if (_depth > 0)
        {
            return null;
        }

        var left = _afterwards;
        _afterwards = null;
        return left;
    }

    private void TellQuiet()
    {
        if (_depth > 0 || (_awaitingQuiet is null && OnQuiet is null))
        {
            return;
        }

        // What one of them does may put something under way; a turn of its own is part of this one.
        _depth++;
        for (var wait = _awaitingQuiet?.First; wait is not null && UnderWay == 0;)
        {
            var isDone = wait.Value();
            var next = wait.Next;
            if (isDone)
            {
                wait.List?.Remove(wait);
            }

            wait = next;
        }

        if (UnderWay == 0)
        {
            OnQuiet?.Invoke();
        }

        _awaitingQuiet = _awaitingQuiet is { Count: 0 } ? null : _awaitingQuiet;
        _depth--;
    }

}
