namespace CrossRiver.Emulator.Platform.Queries;

/// <summary>The identifiers of resources in the order of their creation. Every page of it costs the same. Thread-safe.</summary>
internal sealed class CreationOrder
{
    private const int Stretch = 256;

    private readonly List<Guid> _ids = [];

    private int Count
    {
        get
        {
            lock (_ids)
            {
                return _ids.Count;
            }
        }
    }

    public void Add(Guid id)
    {
        lock (_ids)
        {
            _ids.Add(id);
        }
    }

    /// <summary>Removes identifiers; the cost is that of reading the whole order once.</summary>
    public void Remove(IEnumerable<Guid> removed)
    {
        var ids = removed.ToHashSet();
        if (ids is { Count: > 0 })
        {
            lock (_ids)
            {
                _ids.RemoveAll(ids.Contains);
            }
        }
    }

    public void Clear()
    {
        lock (_ids)
        {
            _ids.Clear();
        }
    }

    /// <summary>Returns the identifiers from an index on, in batches, while more are being added.</summary>
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

    /// <summary>Returns the identifiers in batches, the newest first. Identifiers that are added meanwhile are left out.</summary>
    /// <param name="skipped">The number of newer identifiers to leave out.</param>
    public IEnumerable<Guid> Newest(int skipped)
    {
        for (var end = Count - skipped; end > 0; end -= Stretch)
        {
            var start = Math.Max(0, end - Stretch);
            foreach (var id in Read(start).Take(end - start).Reverse())
            {
                yield return id;
            }
        }
    }

    private List<Guid> Read(int skipped)
    {
        lock (_ids)
        {
            return skipped >= _ids.Count ? [] : _ids.GetRange(skipped, Math.Min(Stretch, _ids.Count - skipped));
        }
    }
}
