namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>The ends of worlds, so that the next world of a partner repeats no epoch and no number of an entry.</summary>
/// <remarks>Thread-safe. The ends of the last 10,000 worlds are kept.</remarks>
internal sealed class FormerLives
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, FormerLife> _lives = [];
    private readonly Queue<FormerLife> _order = new();

    /// <summary>All that are kept, the oldest first.</summary>
    public IReadOnlyList<FormerLife> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _order.Where(IsNewest)];
            }
        }
    }

    /// <summary>Finds the last life that ended of a partner's world, or returns null.</summary>
    public FormerLife? Find(Guid partnerId)
    {
        lock (_lock)
        {
            return _lives.GetValueOrDefault(partnerId);
        }
    }

    /// <summary>Keeps the end of a life.</summary>
    public void Add(FormerLife life)
    {
        lock (_lock)
        {
            _lives[life.PartnerId] = life;
            _order.Enqueue(life);
            if (_order.Count > Most && _order.Dequeue() is var oldest && IsNewest(oldest))
            {
                _lives.Remove(oldest.PartnerId);
            }
        }
    }

    private bool IsNewest(FormerLife life) => ReferenceEquals(_lives.GetValueOrDefault(life.PartnerId), life);
}

/// <summary>Where a world ended.</summary>
/// <param name="PartnerId">Whose it was.</param>
/// <param name="Epoch">Its last epoch.</param>
/// <param name="LastEntry">The number of its journal's last entry.</param>
internal sealed record FormerLife(Guid PartnerId, int Epoch, long LastEntry);
