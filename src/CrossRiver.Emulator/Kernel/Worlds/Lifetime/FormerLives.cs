namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Keeps the ends of worlds, so that a partner's next world repeats no epoch and no number of an entry.</summary>
/// <remarks>Thread-safe. The ends of the last 10,000 worlds are kept.</remarks>
internal sealed class FormerLives
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, FormerLife> _lives = [];
    private readonly Queue<FormerLife> _order = new();

    /// <summary>Gets the kept ends, the oldest first.</summary>
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

    /// <summary>Finds the end of a partner's last world, or returns null.</summary>
    public FormerLife? Find(Guid partnerId)
    {
        lock (_lock)
        {
            return _lives.GetValueOrDefault(partnerId);
        }
    }

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

/// <summary>The end of a world.</summary>
/// <param name="Epoch">The last epoch.</param>
/// <param name="LastEntry">The number of the journal's last entry.</param>
internal sealed record FormerLife(Guid PartnerId, int Epoch, long LastEntry);
