namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Keeps the newest value of each partner, and drops the oldest values above a count. Thread-safe.</summary>
/// <param name="most">The most values.</param>
internal sealed class NewestByPartner<T>(int most)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, T> _values = [];
    private readonly Queue<(Guid PartnerId, T Value)> _order = new();

    /// <summary>Gets the values, the oldest first.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _order.Where(IsNewest).Select(added => added.Value)];
            }
        }
    }

    public T? Find(Guid partnerId)
    {
        lock (_lock)
        {
            return _values.GetValueOrDefault(partnerId);
        }
    }

    public void Add(Guid partnerId, T value)
    {
        lock (_lock)
        {
            _values[partnerId] = value;
            _order.Enqueue((partnerId, value));
            if (_order.Count > most && _order.Dequeue() is var oldest && IsNewest(oldest))
            {
                _values.Remove(oldest.PartnerId);
            }
        }
    }

    private bool IsNewest((Guid PartnerId, T Value) added) => ReferenceEquals(_values.GetValueOrDefault(added.PartnerId), added.Value);
}
