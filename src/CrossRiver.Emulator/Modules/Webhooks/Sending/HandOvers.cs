using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>
/// Hands attempts over and counts them until they have their results. It bounds how many of one registration are under way, so that a slow
/// receiver costs only its own partner.
/// </summary>
/// <param name="turn">The world's turn, which counts what is under way.</param>
/// <param name="store">Where deliveries are kept.</param>
/// <param name="slotsOfEach">How many attempts of one registration may be under way.</param>
/// <param name="handOver">Takes the events whose attempts start, in order.</param>
internal sealed class HandOvers(Turn turn, DeliveryStore store, int slotsOfEach, Action<Guid> handOver)
{
    private readonly Dictionary<Guid, Slots> _slots = [];
    private readonly HashSet<Guid> _handedOver = [];

    /// <summary>Whether what would be handed over is held until it is released.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Hands an attempt over if its registration has a slot, else puts it in the line for one.</summary>
    /// <returns>Whether it goes on now: while deliveries are paused, it does not.</returns>
    public bool HandOver(Delivery delivery)
    {
        if (IsPaused)
        {
            store.Keep(delivery with { State = DeliveryState.Paused });
            return false;
        }

        var slots = SlotsOf(delivery.RegistrationId);
        if (slots.Taken < slotsOfEach)
        {
            HandOver(delivery, slots);
        }
        else
        {
            slots.Line.Enqueue(delivery.Event.Id);
            store.Keep(delivery with { State = DeliveryState.Waiting });
        }

        return true;
    }

    /// <summary>Hands an attempt over, slot or not.</summary>
    public void HandOverAtOnce(Delivery delivery)
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

    /// <summary>Hands an attempt over, slot or not, paused or not.</summary>
    public void Release(Delivery delivery) => HandOver(delivery, SlotsOf(delivery.RegistrationId));

    /// <summary>A worker takes an attempt.</summary>
    /// <returns>Whether it is there to be taken: a job may run twice, and its attempt is made once.</returns>
    public bool TryTake(Guid eventId) => _handedOver.Remove(eventId);

    /// <summary>An attempt is over; the first in the line for a slot has it now.</summary>
    public void Free(Delivery delivery)
    {
        turn.UnderWay--;
        var slots = _slots[delivery.RegistrationId];
        slots.Taken--;
        if (slots.Taken < slotsOfEach && slots.Line.TryDequeue(out var next))
        {
            HandOver(store.Find(next)!, slots);
        }
        else if (slots is { Taken: 0, Line.Count: 0 })
        {
            _slots.Remove(delivery.RegistrationId);
        }
    }

    /// <summary>Sends the line for a registration's slots away.</summary>
    /// <returns>The deliveries that stood in it, in order.</returns>
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

    /// <summary>Sends every line for slots away.</summary>
    /// <returns>The deliveries that stood in them, each registration's in order.</returns>
    public IReadOnlyList<Delivery> EmptyLines() => [.. _slots.Keys.ToList().SelectMany(EmptyLine)];

    /// <summary>The events of every line for a registration's slots, in order.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Save() =>
        _slots.Where(slots => slots.Value.Line.Count > 0).ToDictionary(slots => slots.Key, slots => (IReadOnlyList<Guid>)[.. slots.Value.Line]);

    /// <summary>Hands over again what was under way when it was saved, and puts events in lines as they stood.</summary>
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
        turn.UnderWay = 0;
        IsPaused = false;
    }

    private void HandOver(Delivery delivery, Slots slots)
    {
        slots.Taken++;
        turn.UnderWay++;
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
