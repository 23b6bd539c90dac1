using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Webhooks;

/// <summary>A world's deliveries that are not finished: which attempt may start, and what follows from its result.</summary>
/// <param name="clock">The world's clock.</param>
/// <param name="agenda">Where retries are booked.</param>
/// <param name="registrations">Who is to be told of what.</param>
/// <param name="journal">Where attempts are entered.</param>
/// <param name="options">How long to wait before a retry, and how much may be under way.</param>
/// <param name="handOver">Takes the events whose attempts may start, in order.</param>
/// <remarks>It decides and sends nothing itself. Used in the world's turn only.</remarks>
internal sealed class Deliveries(
    EmulatorClock clock,
    Agenda agenda,
    RegistrationStore registrations,
    JournalRing journal,
    WebhookOptions options,
    Action<Guid> handOver)
{
    private readonly Dictionary<Guid, Delivery> _unfinished = [];
    private readonly CustomerLines _lines = new();
    private readonly AttemptSlots _slots = new(options.AttemptsUnderWay);
    private readonly IReadOnlyList<TimeSpan> _retryWaits = options.ReadRetryWaits();
    private readonly HashSet<Guid> _handedOver = [];

    /// <summary>Every delivery that still has an attempt before it.</summary>
    public IReadOnlyCollection<Delivery> Unfinished => _unfinished.Values;

    /// <summary>How many attempts were handed over and have no result yet.</summary>
    public int UnderWay { get; private set; }

    /// <summary>Sends an event to whoever has registered for it.</summary>
    /// <returns>Whether anybody has.</returns>
    public bool Publish(WebhookEvent happened)
    {
        if (registrations.FindByEvent(happened.EventName) is not { Type: RegistrationType.Push } registration)
        {
            return false;
        }

        _unfinished.Add(happened.Id, new Delivery(happened, registration.Id));
        if (_lines.Join(happened))
        {
            Start(happened.Id);
        }

        return true;
    }

    /// <summary>The time for a delivery's next attempt has come.</summary>
    public void Retry(Guid eventId) => Start(eventId);

    /// <summary>A worker is about to make an attempt.</summary>
    /// <returns>
    /// What to send, or <see langword="null"/> when the registration was deleted: what it still had to be told is lost, as at
    /// the bank.
    /// </returns>
    public AttemptOrder? Begin(Guid eventId)
    {
        // A job may run twice; its attempt is made once.
        if (!_handedOver.Remove(eventId))
        {
            return null;
        }

        var delivery = _unfinished[eventId];
        if (registrations.Find(delivery.RegistrationId) is { } registration)
        {
            return new AttemptOrder(delivery, registration);
        }

        _unfinished.Remove(eventId);
        FreeSlot(delivery);
        if (delivery.Attempts == 0)
        {
            MoveOn(delivery.Event.CustomerId);
        }

        return null;
    }

    /// <summary>An attempt has its result: the line moves on, and a failure books the next attempt or ends the delivery.</summary>
    public void End(AttemptOrder order, AttemptResult result)
    {
        var delivery = order.Delivery with { Attempts = order.Delivery.Attempts + 1 };
        _unfinished[delivery.Event.Id] = delivery;
        Record(delivery, order.Registration, result);
        FreeSlot(delivery);

        var registration = registrations.Find(delivery.RegistrationId);
        if (registration is not null)
        {
            registrations.Count(registration, result.Succeeded);
        }

        if (result.Succeeded || registration is null || delivery.Attempts > _retryWaits.Count)
        {
            _unfinished.Remove(delivery.Event.Id);
        }
        else
        {
            agenda.Book(clock.Now + _retryWaits[delivery.Attempts - 1], new RetryEntry(delivery.Event.Id));
        }

        if (delivery.Attempts == 1)
        {
            MoveOn(delivery.Event.CustomerId);
        }
    }

    /// <summary>Forgets every delivery.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = _unfinished.Count;
        _unfinished.Clear();
        _lines.Clear();
        _slots.Clear();
        _handedOver.Clear();
        UnderWay = 0;

        return count;
    }

    /// <returns>Whether the delivery goes on; one whose registration was deleted does not.</returns>
    private bool Start(Guid eventId)
    {
        var delivery = _unfinished[eventId];
        if (registrations.Find(delivery.RegistrationId) is null)
        {
            return !_unfinished.Remove(eventId);
        }

        if (_slots.TryTake(delivery.RegistrationId, eventId))
        {
            HandOver(eventId);
        }

        return true;
    }

    private void HandOver(Guid eventId)
    {
        UnderWay++;
        _handedOver.Add(eventId);
        handOver(eventId);
    }

    private void FreeSlot(Delivery delivery)
    {
        UnderWay--;
        if (_slots.Free(delivery.RegistrationId) is { } next)
        {
            HandOver(next);
        }
    }

    private void MoveOn(Guid customerId)
    {
        var next = _lines.Leave(customerId);
        while (next is { } eventId && !Start(eventId))
        {
            next = _lines.Leave(customerId);
        }
    }

    private void Record(Delivery delivery, Registration registration, AttemptResult result) => journal.Add(new AttemptEntry
    {
        At = clock.Now,
        CustomerId = delivery.Event.CustomerId,
        EventName = delivery.Event.EventName,
        EventId = delivery.Event.Id,
        Attempt = delivery.Attempts,
        CallbackUrl = registration.CallbackUrl!.OriginalString,
        StatusCode = result.StatusCode,
        Failure = result.Failure,
        DurationMilliseconds = Math.Round(result.Duration.TotalMilliseconds, 3),
    });
}
