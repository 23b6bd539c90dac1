namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Finds values by their identifiers. Thread-safe.</summary>
/// <remarks>
/// The values lie in one array, in the order in which they were added, so values that are replaced at about the same time lie together. A concurrent dictionary
/// has a node for each value instead. At each of its collections, .NET searches for every old node that refers to a new value.
/// </remarks>
internal sealed class IdIndex<T>
    where T : class
{
    private readonly Dictionary<Guid, T> _values = [];

    public int Count
    {
        get
        {
            lock (_values)
            {
                return _values.Count;
            }
        }
    }

    /// <summary>Gets a copy of the values, in any order.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_values)
            {
                return [.. _values.Values];
            }
        }
    }

    /// <summary>Returns a value, or null if there is none.</summary>
    public T? Find(Guid id)
    {
        lock (_values)
        {
            return _values.GetValueOrDefault(id);
        }
    }

    /// <summary>Adds a value, or replaces the value that has its identifier, and returns it.</summary>
    public T Set(Guid id, T value)
    {
        lock (_values)
        {
            return _values[id] = value;
        }
    }

    /// <summary>Removes a value, unless another value has its identifier.</summary>
    /// <returns>Whether it was removed.</returns>
    public bool Remove(Guid id, T value)
    {
        lock (_values)
        {
            return ReferenceEquals(_values.GetValueOrDefault(id), value) && _values.Remove(id);
        }
    }

    public void Clear()
    {
        lock (_values)
        {
            _values.Clear();
        }
    }
}
