namespace CrossRiver.Emulator.Paging;

/// <summary>The identifiers of things in the order in which they were made. Any page of it costs the same, and it grows at its end only.</summary>
internal sealed class CreationOrder
{
    private const int Stretch = 256;

    private readonly List<Guid> _ids = [];
    private HashSet<Guid>? _removed;

    public void Add(Guid id)
    {
        lock (_ids)
        {
            if (_removed?.Contains(id) is true)
            {
                LeaveOut();
            }

            _ids.Add(id);
        }
    }

    /// <summary>Takes some out. The order is gone through once for many of them, so that a few cost little however long it is.</summary>
    public void Remove(IEnumerable<Guid> removed)
    {
        lock (_ids)
        {
            (_removed ??= []).UnionWith(removed);
            if (_removed.Count > _ids.Count / 2)
            {
                LeaveOut();
            }
        }
    }

    public void Clear()
    {
        lock (_ids)
        {
            _ids.Clear();
            _removed = null;
        }
    }

    /// <summary>Reads on from a place, stretch by stretch, while more are being added.</summary>
    /// <param name="skipped">How many stand before the place.</param>
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
        lock (_ids)
        {
            LeaveOut();
            return skipped >= _ids.Count ? [] : _ids.GetRange(skipped, Math.Min(Stretch, _ids.Count - skipped));
        }
    }

    private void LeaveOut()
    {
        if (_removed is { Count: > 0 } removed)
        {
            _ids.RemoveAll(removed.Contains);
        }

        _removed = null;
    }
}
