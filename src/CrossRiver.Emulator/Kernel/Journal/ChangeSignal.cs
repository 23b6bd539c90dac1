namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Tells those who wait that something happened. Nobody waits for long stretches, and then it costs next to nothing.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes when it is given the next time. Whoever looks at things after this call, and not before, misses nothing.</summary>
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
