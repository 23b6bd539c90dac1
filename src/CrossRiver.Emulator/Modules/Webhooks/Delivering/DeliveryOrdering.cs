namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Keeps the first attempts of the events of one line in the order of the events.</summary>
/// <remarks>The first attempt of an event starts when the first attempt of each earlier event of its line is over.
/// Retries wait in no line, so that a receiver that fails for one event delays the others by one attempt only.</remarks>
internal sealed class DeliveryOrdering
{
    private Dictionary<string, Queue<Guid>> _lines = new(StringComparer.Ordinal);

    /// <summary>Adds an event to the end of its line, and returns whether it is first, so that its attempt may start.</summary>
    public bool Join(string orderingKey, Guid eventId)
    {
        if (_lines.TryGetValue(orderingKey, out var line))
        {
            line.Enqueue(eventId);
            return false;
        }

        _lines.Add(orderingKey, new Queue<Guid>([eventId]));
        return true;
    }

    /// <summary>Removes the first event from its line, and begins the next events until one continues.</summary>
    /// <param name="begin">Begins an event, and returns whether it continues; if not, the next event begins.</param>
    public void MoveOn(string orderingKey, Guid eventId, Func<Guid, bool> begin)
    {
        if (!_lines.TryGetValue(orderingKey, out var line) || line.Peek() != eventId)
        {
            return;
        }

        var next = Leave(orderingKey);
        while (next is { } first && !begin(first))
        {
            next = Leave(orderingKey);
        }
    }

    /// <summary>Removes from each line all events but the first, and returns them.</summary>
    public IReadOnlyList<Guid> EmptyBehindHeads()
    {
        var behind = _lines.Values.SelectMany(line => line.Skip(1)).ToList();
        _lines = _lines.ToDictionary(line => line.Key, line => new Queue<Guid>([line.Value.Peek()]), StringComparer.Ordinal);
        return behind;
    }

    public void Clear() => _lines.Clear();

    /// <summary>Gets the first event of each line.</summary>
    public IReadOnlyList<Guid> Heads => [.. _lines.Values.Select(line => line.Peek())];

    /// <summary>Returns the events of each line, in order.</summary>
    /// <param name="isThere">Returns whether an event is still kept; events of a deleted registration are not.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Save(Func<Guid, bool> isThere) => _lines
        .Select(line => (line.Key, Events: (IReadOnlyList<Guid>)[.. line.Value.Where(isThere)]))
        .Where(line => line.Events is not []).ToDictionary(line => line.Key, line => line.Events, StringComparer.Ordinal);

    public void Load(IReadOnlyDictionary<string, IReadOnlyList<Guid>> saved) =>
        _lines = saved.ToDictionary(line => line.Key, line => new Queue<Guid>(line.Value), StringComparer.Ordinal);

    private Guid? Leave(string orderingKey)
    {
        var line = _lines[orderingKey];
        line.Dequeue();
        if (line.TryPeek(out var next))
        {
            return next;
        }

        _lines.Remove(orderingKey);
        return null;
    }
}
