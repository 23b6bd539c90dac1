using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Hands attempts over to the outbox, and counts them until their results. Call only while holding the world lock.</summary>
/// <param name="slotsOfEach">The number of attempts of one registration that may be under way, so that a slow receiver delays only its partner.</param>
/// <param name="handOver">Accepts the events whose attempts start, in order.</param>
internal sealed class AttemptDispatcher(WorldLock worldLock, DeliveryStore store, int slotsOfEach, Action<Guid> handOver)
{
    private readonly Dictionary<Guid, Slots> _slots = [];
    private readonly HashSet<Guid> _handedOver = [];

    /// <summary>Gets whether attempts are held until a tester releases them.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Hands an attempt over if its registration has a free slot. Otherwise the attempt waits for a slot.</summary>
    /// <returns>False if deliveries are paused, so that the attempt is held.</returns>
    public bool Dispatch(Delivery delivery)
    {
        if (IsPaused)
        {
            store.Keep(delivery with { State = DeliveryState.Paused });
            return false;
        }

        var slots = SlotsOf(delivery.RegistrationId);
        if (slots.Taken < slotsOfEach)
        {
            Dispatch(delivery, slots);
        }
        else
        {
            slots.Line.Enqueue(delivery.Event.Id);
            store.Keep(delivery with { State = DeliveryState.Waiting });
        }

        return true;
    }

    /// <summary>Hands an attempt over even without a free slot, unless deliveries are paused.</summary>
    public void DispatchNow(Delivery delivery)
    {
        if (IsPaused)
        {
            store.Keep(delivery with { State = DeliveryState.Paused });
        }
        else
        {
            Release(delivery);
        }
    }

    /// <summary>Hands an attempt over even without a free slot, and while deliveries are paused.</summary>
    public void Release(Delivery delivery) => Dispatch(delivery, SlotsOf(delivery.RegistrationId));

    /// <summary>Takes an attempt for a worker.</summary>
    /// <returns>True the first time only: a job may run twice, and its attempt is made once.</returns>
    public bool TryTake(Guid eventId) => _handedOver.Remove(eventId);

    /// <summary>Frees the slot of an attempt that is over, for the first delivery that waits for it.</summary>
    public void Free(Delivery delivery)
    {
        worldLock.InFlight--;
        var slots = _slots[delivery.RegistrationId];
        slots.Taken--;
        if (slots.Taken < slotsOfEach && slots.Line.TryDequeue(out var next))
        {
            Dispatch(store.Find(next)!, slots);
        }
        else if (slots is { Taken: 0, Line.Count: 0 })
        {
            _slots.Remove(delivery.RegistrationId);
        }
    }

    /// <summary>Empties the line for a registration's slots, and returns its deliveries in order.</summary>
    public IReadOnlyList<Delivery> EmptyLine(Guid registrationId)
    {
        if (!_slots.TryGetValue(registrationId, out var slots))
        {
            return [];
        }

        Delivery[] waiting = [.. slots.Line.Select(eventId => store.Find(eventId)!)];
        slots.Line.Clear();
        return waiting;
    }

    /// <summary>Empties every line for slots, and returns the deliveries, each registration's in order.</summary>
    public IReadOnlyList<Delivery> EmptyLines() => [.. _slots.Keys.ToList().SelectMany(EmptyLine)];

    /// <summary>Returns the events of every line for a registration's slots, in order.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Save() =>
        _slots.Where(slots => slots.Value.Line.Count > 0).ToDictionary(slots => slots.Key, slots => (IReadOnlyList<Guid>)[.. slots.Value.Line]);

    /// <summary>Restores the lines from a snapshot, and hands over again the attempts that were under way.</summary>
    public void Load(IEnumerable<Delivery> underWay, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> saved)
    {
        foreach (var (registrationId, events) in saved)
        {
            events.ToList().ForEach(SlotsOf(registrationId).Line.Enqueue);
        }

        foreach (var delivery in underWay)
        {
            Release(delivery);
        }
    }

    public void Clear()
    {
        _slots.Clear();
        _handedOver.Clear();
        worldLock.InFlight = 0;
        IsPaused = false;
    }

    private void Dispatch(Delivery delivery, Slots slots)
    {
        slots.Taken++;
        worldLock.InFlight++;
        _handedOver.Add(delivery.Event.Id);
        store.Keep(delivery with { State = DeliveryState.UnderWay });
        handOver(delivery.Event.Id);
    }

    private Slots SlotsOf(Guid registrationId)
    {
        if (!_slots.TryGetValue(registrationId, out var slots))
        {
            _slots.Add(registrationId, slots = new Slots());
        }

        return slots;
    }

    private sealed class Slots
    {
        public int Taken { get; set; }

        public Queue<Guid> Line { get; } = new();
    }
}
