using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A world's deliveries: all unfinished deliveries, and the newest finished deliveries.</summary>
/// <param name="finishedKept">The number of finished deliveries that are kept; beyond it the oldest are forgotten.</param>
/// <param name="asideKept">The number of deliveries of one registration that wait to be polled or released; beyond it the oldest is dropped.</param>
/// <remarks>Thread-safe for readers. Change it only while holding the world lock.</remarks>
internal sealed partial class DeliveryStore(int finishedKept, int asideKept) : IWorkUnderWay
{
    // About 10 MB, which a receiver accepts in seconds.
    private const int MostWaiting = 10_000;
    private const int ForgottenAtOnce = 100;

    private readonly IdIndex<Delivery> _deliveries = new();
    private readonly CreationOrder _order = new();
    private readonly Queue<(Guid EventId, int Attempts)> _finished = new();
    private readonly Backlog _aside = new(asideKept);

    /// <summary>Gets the number of deliveries that were ever added.</summary>
    public long Added { get; private set; }

    /// <summary>Gets the number of deliveries that wait for an earlier event of their customer, or for a slot.</summary>
    public int Waiting { get; private set; }

    /// <summary>Gets the reaction to a delivery that is dropped because too many wait.</summary>
    public Action<Delivery> OnDropped { get; init; } = _ => { };

    /// <summary>Gets all deliveries, in the order of their events.</summary>
    public IEnumerable<Delivery> All => _order.From(0).Select(Find).OfType<Delivery>();

    /// <summary>Gets the unfinished deliveries, in the order of their events.</summary>
    public IReadOnlyList<Delivery> Unfinished =>
        [.. _deliveries.All.Where(delivery => delivery.State is not DeliveryState.Finished).OrderBy(delivery => delivery.Number)];

    public bool IsCongested => Waiting >= MostWaiting;

    public IEnumerable<ScheduledWork> UnderWay => Unfinished
        .Where(delivery => delivery.State is DeliveryState.UnderWay)
        .Select(delivery => new ScheduledWork("attempt under way") { CustomerId = delivery.Event.CustomerId, EventId = delivery.Event.Id });

    public IEnumerable<Action<ILogger>> Undone => Unfinished.Where(delivery => delivery.State is not DeliveryState.Polled).Select(delivery =>
        (Action<ILogger>)(logger => LogUnsent(logger, delivery.Event.PartnerId, delivery.Event.EventName, delivery.Event.Id, delivery.Event.CustomerId, delivery.Attempts.Count)));

    public Guid? FindCustomer(Guid eventId) => Find(eventId)?.Event.CustomerId;

    public Delivery? Find(Guid eventId) => _deliveries.Find(eventId);

    /// <summary>Returns the unfinished deliveries of a registration in some states, in the order of their events.</summary>
    public IReadOnlyList<Delivery> OfRegistration(Guid registrationId, params IReadOnlyList<DeliveryState> states) =>
        [.. Unfinished.Where(delivery => delivery.RegistrationId == registrationId && states.Contains(delivery.State))];

    /// <summary>Adds a delivery. It has the registration's format at the time of the event: for Basic, the details are not kept.</summary>
    public Delivery Add(WebhookEvent happened, Registration registration, DeliveryPlan? plan = null)
    {
        var kept = registration.Format is RegistrationFormat.Extended ? happened : happened with { Details = [] };
        var added = new Delivery { Event = kept, RegistrationId = registration.Id, Number = ++Added, Plan = plan };
        _deliveries.Set(added.Event.Id, added);
        _order.Add(added.Event.Id);
        Waiting++;
        return added;
    }

    /// <summary>Replaces a delivery with its changed copy, and returns the copy.</summary>
    public Delivery Keep(Delivery changed)
    {
        var before = Find(changed.Event.Id)!;
        _deliveries.Set(changed.Event.Id, changed);
        Waiting += WaitingOf(changed) - WaitingOf(before);
        SetAside(before, changed);
        if (changed.State is DeliveryState.Finished && before.State is not DeliveryState.Finished)
        {
            _finished.Enqueue((changed.Event.Id, changed.Attempts.Count));
            Forget();
        }

        return changed;
    }

    public void Remove(IReadOnlySet<Guid> eventIds)
    {
        foreach (var eventId in eventIds)
        {
            if (Find(eventId) is { } removed)
            {
                _deliveries.Remove(eventId, removed);
                Waiting -= WaitingOf(removed);
                _aside.Remove(removed);
            }
        }

        _order.Remove(eventIds);
    }

    /// <summary>Forgets every delivery, and returns the number of unfinished deliveries.</summary>
    public int Clear()
    {
        var unfinished = Unfinished.Count;
        _deliveries.Clear();
        _order.Clear();
        _finished.Clear();
        _aside.Clear();
        Waiting = 0;
        return unfinished;
    }

    /// <summary>Restores the deliveries of a snapshot.</summary>
    /// <param name="saved">The deliveries, in the order of their events.</param>
    /// <param name="added">The number of deliveries that were ever added.</param>
    public void Load(IReadOnlyList<Delivery> saved, long added)
    {
        Clear();
        Added = added;
        foreach (var delivery in saved)
        {
            _deliveries.Set(delivery.Event.Id, delivery);
            _order.Add(delivery.Event.Id);
            Waiting += WaitingOf(delivery);
            if (IsAside(delivery))
            {
                _aside.Add(delivery);
            }

            if (delivery.State is DeliveryState.Finished)
            {
                _finished.Enqueue((delivery.Event.Id, delivery.Attempts.Count));
            }
        }
    }

    private static bool IsAside(Delivery delivery) => delivery.State is DeliveryState.Polled or DeliveryState.Paused;

    // Deliveries that a partner does not poll or a tester does not release would fill the memory.
    private void SetAside(Delivery before, Delivery changed)
    {
        if (IsAside(before))
        {
            _aside.Remove(before);
        }

        if (IsAside(changed) && _aside.Add(changed) is { } eventId && Find(eventId) is { } oldest)
        {
            OnDropped(Keep(oldest with { Status = WebhookEventStatus.Failed, State = DeliveryState.Finished }));
        }
    }

    private static int WaitingOf(Delivery delivery) => delivery.State is DeliveryState.Waiting ? 1 : 0;

    // Forgets in batches, because a removal from the order takes time in proportion to its length. A resent delivery is queued a second time.
    private void Forget()
    {
        if (_finished.Count < finishedKept + ForgottenAtOnce)
        {
            return;
        }

        var forgotten = new HashSet<Guid>();
        while (_finished.Count > finishedKept)
        {
            var (eventId, attempts) = _finished.Dequeue();
            if (Find(eventId) is { State: DeliveryState.Finished } delivery && delivery.Attempts.Count == attempts)
            {
                forgotten.Add(eventId);
            }
        }

        Remove(forgotten);
    }

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: {EventName} {EventId} of customer {CustomerId} is unsent after {Attempts} attempts")]
    private static partial void LogUnsent(ILogger logger, Guid partnerId, string eventName, Guid eventId, Guid? customerId, int attempts);
}
