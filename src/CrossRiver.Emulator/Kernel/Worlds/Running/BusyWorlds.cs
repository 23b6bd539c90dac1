using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Runs the slices of busy worlds in a queue. They use half of the machine's cores, so that calls are still answered.</summary>
/// <remarks>Thread-safe. Each world is in the queue at most once.</remarks>
internal sealed class BusyWorlds
{
    private static readonly int MostThreads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly ConcurrentQueue<Action> _line = new();
    private int _threads;

    /// <summary>Adds the next slice of a world to the end of the queue. It must not throw.</summary>
    public void Enqueue(Action slice)
    {
        _line.Enqueue(slice);
        StartThread();
    }

    private void StartThread()
    {
        if (Interlocked.Increment(ref _threads) <= MostThreads)
        {
            // The global queue of the pool, so that waiting work runs first.
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
