namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Represents the span between two resets of a world. Work of one epoch has no effect in the next.</summary>
/// <param name="earlier">The end of all attempts of earlier epochs. Resets that follow each other closely wait for the attempts of all of them.</param>
/// <remarks>Call only while holding the world lock.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer has nothing to give back, and attempts may outlive its owner.")]
internal sealed class Epoch(Task earlier)
{
    private CancellationTokenSource? _cancellation;
    private TaskCompletionSource? _emptied;
    private int _underWay;

    /// <summary>Counts an attempt as started.</summary>
    /// <returns>A token that is cancelled when the epoch is cancelled.</returns>
    public CancellationToken Enter()
    {
        _underWay++;
        return (_cancellation ??= new CancellationTokenSource()).Token;
    }

    /// <summary>Counts an attempt as ended.</summary>
    public void Leave()
    {
        _underWay--;
        CompleteIfEmpty();
    }

    /// <summary>Returns a task that completes after the last attempt of this epoch and of earlier epochs. No attempt may start after this call.</summary>
    public Task EndAsync()
    {
        _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CompleteIfEmpty();
        return earlier.IsCompleted ? _emptied.Task : Task.WhenAll(earlier, _emptied.Task);
    }

    public Task CancelAsync() => _cancellation?.CancelAsync() ?? Task.CompletedTask;

    private void CompleteIfEmpty()
    {
        if (_underWay == 0)
        {
            _emptied?.TrySetResult();
        }
    }
}
