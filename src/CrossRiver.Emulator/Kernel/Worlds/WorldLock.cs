namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Serializes changes to a world, and runs deferred work when no attempt is in flight.</summary>
internal sealed class WorldLock
{
    // A woken thread needs some microseconds.
    private const int MostSpins = 25;

    private readonly Lock _lock = new();
    private LinkedList<Func<bool>>? _awaitingQuiet;
    private List<Action>? _afterwards;
    private int _depth;
    private int _awaited;

    /// <summary>Gets whether the calling thread holds the world lock.</summary>
    public bool IsHeld => _lock.IsHeldByCurrentThread;

    /// <summary>Gets whether another thread waits for the lock. Thread-safe.</summary>
    public bool IsContended => Volatile.Read(ref _awaited) > 0;

    /// <summary>Gets or sets the origin of the current change in a trace, or null. Call only while holding the world lock.</summary>
    public ParentSpan? Origin { get; set; }

    /// <summary>Gets or sets the moment at which the current change was due, or null if a call makes it. Call only while holding the world lock.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Gets the cause of the current change. Call only while holding the world lock.</summary>
    public EntryCause Cause { get; private set; }

    /// <summary>Gets a version that increases with each change. If it is unchanged, the world is unchanged.</summary>
    public long Version { get; private set; }

    /// <summary>Gets or sets the number of attempts in flight. Call only while holding the world lock.</summary>
    public int InFlight { get; set; }

    /// <summary>Gets or sets the action after each change that leaves no attempt in flight. Call only while holding the world lock.</summary>
    public Action? OnIdle { get; set; }

    /// <summary>Makes a change while holding the lock, then runs the work that it deferred.</summary>
    /// <param name="act">The change. Changes that it makes are part of it.</param>
    /// <param name="cause">The cause, or null for that of the change around it. The outermost default is the bank.</param>
    public T Run<T>(Func<T> act, ParentSpan? origin = null, EntryCause? cause = null)
    {
        List<Action>? afterwards = null;
        Enter();
        try
        {
            var before = (Origin, DueAt, Cause);
            (Origin, DueAt, Cause) = (origin, null, cause ?? Cause);
            _depth++;
            Version++;
            try
            {
                return act();
            }
            finally
            {
                _depth--;
                (Origin, DueAt, Cause) = before;
                RunIdle();
                if (_depth is 0)
                {
                    (afterwards, _afterwards) = (_afterwards, null);
                }
            }
        }
        finally
        {
            _lock.Exit();

            // Also after a failure: the events that were published before it must be sent.
            foreach (var left in afterwards ?? [])
            {
                left();
            }
        }
    }

    /// <summary>Lets a waiting thread take the lock before the next change of this thread.</summary>
    /// <remarks>The lock is not fair: a thread that takes it in a loop would always win against a thread that has to wake up.</remarks>
    public void Yield()
    {
        var taken = Version;
        for (var spin = new SpinWait(); IsContended && Version == taken && spin.Count < MostSpins;)
        {
            spin.SpinOnce();
        }
    }

    /// <summary>Calls an action while holding the lock. The action must not change the world.</summary>
    public void Guard(Action act)
    {
        lock (_lock)
        {
            act();
        }
    }

    /// <summary>Defers an action until the lock is released. Call only while holding the world lock.</summary>
    public void RunAfterRelease(Action act) => (_afterwards ??= []).Add(act);

    /// <summary>Makes a change as soon as no attempt is in flight.</summary>
    /// <param name="act">The change. If it returns null, it is tried again the next time that no attempt is in flight.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled the wait.</exception>
    public async Task<T> RunWhenIdleAsync<T>(Func<T?> act, CancellationToken cancellationToken)
        where T : class
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = Run(() => (_awaitingQuiet ??= []).AddLast(Try));

        // Removing the wait is not a change. Otherwise thousands of waits that end together would check the world for each other.
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

    private void RunIdle()
    {
        if (_depth > 0 || (_awaitingQuiet is null && OnIdle is null))
        {
            return;
        }

        // A deferred change may start an attempt; its own changes are part of this one.
        _depth++;
        for (var wait = _awaitingQuiet?.First; wait is not null && InFlight == 0;)
        {
            var isDone = wait.Value();
            var next = wait.Next;
            if (isDone)
            {
                wait.List?.Remove(wait);
            }

            wait = next;
        }

        if (InFlight == 0)
        {
            OnIdle?.Invoke();
        }

        _awaitingQuiet = _awaitingQuiet is { Count: 0 } ? null : _awaitingQuiet;
        _depth--;
    }
}
