namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Keeps the first attempts of the events of one line in the order of the events.</summary>
/// <remarks>
/// The first attempt of an event starts when that of each earlier event of its line has its answer. Retries stand in
/// no line: a receiver that fails for one event holds up the others no longer than one attempt takes.
/// </remarks>
internal sealed class EventLines
{
    private readonly Dictionary<string, Queue<Guid>> _lines = new(StringComparer.Ordinal);

    /// <summary>Puts an event at the end of its line.</summary>
    /// <returns>Whether it is first, so that its attempt may start.</returns>
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

    /// <summary>Takes an event out of its line, if it is the first there, and begins the next one that goes on.</summary>
    /// <param name="orderingKey">Names the line.</param>
    /// <param name="begin">Begins an event; says whether it goes on, or the one after it is to begin.</param>
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

    /// <summary>Takes all who are not first out of their lines.</summary>
    public IReadOnlyList<Guid> EmptyBehindHeads()
    {
        var behind = _lines.Values.SelectMany(line => line.Skip(1)).ToList();
        foreach (var (orderingKey, line) in _lines.ToList())
        {
            _lines[orderingKey] = new Queue<Guid>([line.Peek()]);
        }

        return behind;
    }

    public void Clear() => _lines.Clear();

    /// <summary>The first event of every line.</summary>
    public IReadOnlyList<Guid> Heads => [.. _lines.Values.Select(line => line.Peek())];

    /// <summary>The events of every line, in order.</summary>
    /// <param name="isThere">Whether an event is there still; those of a registration that was deleted are not.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Save(Func<Guid, bool> isThere) => _lines
        .Select(line => (line.Key, Events: (IReadOnlyList<Guid>)[.. line.Value.Where(isThere)]))
        .Where(line => line.Events is not [])
        .ToDictionary(line => line.Key, line => line.Events, StringComparer.Ordinal);

    /// <summary>Puts events in lines as they were saved.</summary>
    public void Load(IReadOnlyDictionary<string, IReadOnlyList<Guid>> saved)
    {
        foreach (var (orderingKey, events) in saved)
        {
            _lines[orderingKey] = new Queue<Guid>(events);
        }
    }

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
