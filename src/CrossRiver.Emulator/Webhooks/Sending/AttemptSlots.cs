namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>Bounds how many attempts of one registration are under way, so that a slow receiver costs only its own partner.</summary>
/// <param name="slotsOfEach">How many slots a registration has.</param>
internal sealed class AttemptSlots(int slotsOfEach)
{
    private readonly Dictionary<Guid, Slots> _slots = [];

    /// <summary>Takes a slot, or puts the event in the line for one.</summary>
    /// <returns>Whether there was a slot, so that the attempt may start.</returns>
    public bool TryTake(Guid registrationId, Guid eventId)
    {
        if (!_slots.TryGetValue(registrationId, out var slots))
        {
            _slots.Add(registrationId, slots = new Slots());
        }

        if (slots.Taken >= slotsOfEach)
        {
            slots.Line.Enqueue(eventId);
            return false;
        }

        slots.Taken++;
        return true;
    }

    /// <summary>Takes a slot even if there is none.</summary>
    public void Take(Guid registrationId)
    {
        if (!_slots.TryGetValue(registrationId, out var slots))
        {
            _slots.Add(registrationId, slots = new Slots());
        }

        slots.Taken++;
    }

    /// <summary>Gives a slot back.</summary>
    /// <returns>The event that has it now, or <see langword="null"/> when none waits.</returns>
    public Guid? Free(Guid registrationId)
    {
        var slots = _slots[registrationId];
        if (slots.Taken <= slotsOfEach && slots.Line.TryDequeue(out var next))
        {
            return next;
        }

        if (--slots.Taken == 0)
        {
            _slots.Remove(registrationId);
        }

        return null;
    }

    /// <summary>Sends the line for a registration's slots away.</summary>
    /// <returns>The events that stood in it, in order.</returns>
    public IReadOnlyList<Guid> Empty(Guid registrationId)
    {
        if (!_slots.TryGetValue(registrationId, out var slots))
        {
            return [];
        }

        Guid[] waiting = [.. slots.Line];
        slots.Line.Clear();
        return waiting;
    }

    public void Clear() => _slots.Clear();

    private sealed class Slots
    {
        public int Taken { get; set; }

        public Queue<Guid> Line { get; } = new();
    }
}
