namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>Keeps the first attempts of one customer's events in the order of the events: one line a customer.</summary>
/// <remarks>
/// The first attempt of an event starts when that of each earlier event of the customer has its answer. Retries stand in
/// no line: a receiver that fails for one event holds up the others no longer than one attempt takes.
/// </remarks>
internal sealed class CustomerLines
{
    private readonly Dictionary<Guid, Queue<Guid>> _lines = [];

    /// <summary>Puts an event at the end of its customer's line.</summary>
    /// <returns>Whether it is first, so that its attempt may start.</returns>
    public bool Join(Guid customerId, Guid eventId)
    {
        if (_lines.TryGetValue(customerId, out var line))
        {
            line.Enqueue(eventId);
            return false;
        }

        _lines.Add(customerId, new Queue<Guid>([eventId]));
        return true;
    }

    /// <summary>Whether an event is the first in its customer's line.</summary>
    public bool IsFirst(Guid customerId, Guid eventId) => _lines.TryGetValue(customerId, out var line) && line.Peek() == eventId;

    /// <summary>Takes the first event out of a customer's line.</summary>
    /// <returns>The event that is first now, or <see langword="null"/> when the line is empty.</returns>
    public Guid? Leave(Guid customerId)
    {
        var line = _lines[customerId];
        line.Dequeue();
        if (line.TryPeek(out var next))
        {
            return next;
        }

        _lines.Remove(customerId);
        return null;
    }

    public void Clear() => _lines.Clear();
}
