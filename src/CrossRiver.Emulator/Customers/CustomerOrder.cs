namespace CrossRiver.Emulator.Customers;

/// <summary>Customers in the order in which they were made. Any page of it costs the same, and it grows at its end only.</summary>
internal sealed class CustomerOrder
{
    private const int Stretch = 256;

    private readonly Lock _lock = new();
    private readonly List<Guid> _ids = [];

    public void Add(Guid id)
    {
        lock (_lock)
        {
            _ids.Add(id);
        }
    }

    /// <summary>Takes out those that stand in another order.</summary>
    public void Remove(CustomerOrder other)
    {
        var removed = other.From(0).ToHashSet();
        lock (_lock)
        {
            _ids.RemoveAll(removed.Contains);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _ids.Clear();
        }
    }

    /// <summary>Reads on from a place, stretch by stretch, while customers are being added.</summary>
    /// <param name="skipped">How many customers stand before the place.</param>
    public IEnumerable<Guid> From(int skipped)
    {
        for (var stretch = Read(skipped); stretch is not []; stretch = Read(skipped))
        {
            foreach (var id in stretch)
            {
                yield return id;
            }

            skipped += stretch.Count;
        }
    }

    private List<Guid> Read(int skipped)
    {
        lock (_lock)
        {
            return skipped >= _ids.Count ? [] : _ids.GetRange(skipped, Math.Min(Stretch, _ids.Count - skipped));
        }
    }
}
