namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Signals waiters that something changed. Costs almost nothing while there are none. Thread-safe.</summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next change. Call this before reading the state; otherwise a change can be missed.</summary>
    public Task WhenGivenAsync()
    {
        if (Volatile.Read(ref _next) is { } known)
        {
            return known.Task;
        }

        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, next, null) ?? next).Task;
    }

    public void Give()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
