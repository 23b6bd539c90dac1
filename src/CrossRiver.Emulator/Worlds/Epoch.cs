using System.Diagnostics.CodeAnalysis;

namespace CrossRiver.Emulator.Worlds;

/// <summary>The span between two resets of a world. What was begun in one epoch has no effect in the next.</summary>
/// <param name="number">From 1.</param>
/// <remarks>Attempts are counted in the world's turn.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer has nothing to give back, and attempts may outlive its owner.")]
internal sealed class Epoch(int number)
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _ended;

    public int Number { get; } = number;

    /// <summary>Cancelled when the epoch is over.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>An attempt begins.</summary>
    public void Enter() => _underWay++;

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
        _ended = true;
        CompleteIfEmpty();
        return _emptied.Task;
    }

    /// <summary>Breaks off the attempts that are under way.</summary>
    public Task CancelAsync() => _cancellation.CancelAsync();

    private void CompleteIfEmpty()
    {
        if (_ended && _underWay == 0)
        {
            _emptied.TrySetResult();
        }
    }
}
