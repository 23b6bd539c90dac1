namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>The span between two resets of a world. What was begun in one epoch has no effect in the next.</summary>
/// <remarks>Attempts begin and end in the world's turn. Where there were none, there is nothing to cancel.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer has nothing to give back, and attempts may outlive its owner.")]
internal sealed class Epoch
{
    private CancellationTokenSource? _cancellation;
    private TaskCompletionSource? _emptied;
    private int _underWay;

    /// <summary>An attempt begins.</summary>
    /// <returns>Cancelled when the epoch is over.</returns>
    public CancellationToken Enter()
    {
        _underWay++;
        return (_cancellation ??= new CancellationTokenSource()).Token;
    }

    /// <summary>An attempt has ended.</summary>
    public void Leave()
    {
        _underWay--;
        CompleteIfEmpty();
    }

    /// <summary>No attempt begins any more.</summary>
    /// <returns>Completes when the last attempt has ended.</returns>
    public Task EndAsync()
    {
        _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CompleteIfEmpty();
        return _emptied.Task;
    }

    /// <summary>Breaks off the attempts that are under way.</summary>
    public Task CancelAsync() => _cancellation?.CancelAsync() ?? Task.CompletedTask;

    private void CompleteIfEmpty()
    {
        if (_underWay == 0)
        {
            _emptied?.TrySetResult();
        }
    }
}
