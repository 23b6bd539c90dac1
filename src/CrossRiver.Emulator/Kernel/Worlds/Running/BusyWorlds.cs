using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>The line of worlds that have more to do than fits one slice. They take turns on half of the machine's cores, so that calls are answered meanwhile.</summary>
/// <remarks>Thread-safe. A world stands in the line once at the most.</remarks>
internal sealed class BusyWorlds
{
    private static readonly int MostThreads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly ConcurrentQueue<Action> _line = new();
    private int _threads;

    /// <summary>Puts the next slice of a world at the end of the line.</summary>
    /// <param name="slice">Runs the slice. It does not throw.</param>
    public void Enqueue(Action slice)
    {
        _line.Enqueue(slice);
        StartThread();
    }

    private void StartThread()
    {
        if (Interlocked.Increment(ref _threads) <= MostThreads)
        {
            // The global queue of the pool: what waits there already goes first.
            ThreadPool.UnsafeQueueUserWorkItem(static worlds => worlds.RunSlice(), this, preferLocal: false);
        }
        else
        {
            Interlocked.Decrement(ref _threads);
        }
    }

    private void RunSlice()
    {
        if (_line.TryDequeue(out var slice))
        {
            slice();
        }

        Interlocked.Decrement(ref _threads);
        if (!_line.IsEmpty)
        {
            StartThread();
        }
    }
}
