using System.Collections.Concurrent;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A world's deliveries: all that are not finished, and the newest that are.</summary>
/// <param name="finishedKept">How many finished deliveries are kept; the oldest are forgotten.</param>
/// <param name="asideKept">How many deliveries of one registration wait to be polled or released; the oldest is dropped.</param>
/// <remarks>Any thread may read. Changes are made in the world's turn.</remarks>
internal sealed partial class DeliveryStore(int finishedKept, int asideKept) : IWorkUnderWay
{
    // About 10 MB, and what a receiver takes in seconds.
    private const int MostWaiting = 10_000;

    private const int ForgottenAtOnce = 100;

    // Changed in one turn at a time, so one lock does; and most worlds are small.
    private readonly ConcurrentDictionary<Guid, Delivery> _deliveries = new(concurrencyLevel: 1, capacity: 1);
    private readonly CreationOrder _order = new();
    private readonly Queue<(Guid EventId, int Attempts)> _finished = new();
    private readonly Backlog _aside = new(asideKept);
    private long _added;

    /// <summary>How many deliveries there were in all.</summary>
    public long Added => _added;

    /// <summary>How many deliveries wait for an earlier event of their customer, or for a slot.</summary>
    public int Waiting { get; private set; }

    /// <summary>Takes each delivery that is dropped because too many wait.</summary>
    public Action<Delivery> OnDropped { get; init; } = _ => { };

    /// <summary>All deliveries, in the order in which the events happened.</summary>
    public IEnumerable<Delivery> All => _order.From(0).Select(Find).OfType<Delivery>();

    /// <summary>Every delivery that is not finished, in the order in which the events happened.</summary>
    public IReadOnlyList<Delivery> Unfinished =>
        [.. _deliveries.Values.Where(delivery => delivery.State is not DeliveryState.Finished).OrderBy(delivery => delivery.Number)];

    public bool IsCongested => Waiting >= MostWaiting;

    public IEnumerable<Pending> UnderWay => Unfinished
        .Where(delivery => delivery.State is DeliveryState.UnderWay)
        .Select(delivery => new Pending("attempt under way") { CustomerId = delivery.Event.CustomerId, EventId = delivery.Event.Id });

    public IEnumerable<Action<ILogger>> Undone => Unfinished.Where(delivery => delivery.State is not DeliveryState.Polled).Select(delivery =>
        (Action<ILogger>)(logger => LogUnsent(logger, delivery.Event.PartnerId, delivery.Event.EventName, delivery.Event.Id, delivery.Event.CustomerId, delivery.Attempts.Count)));

    public Guid? FindCustomer(Guid eventId) => Find(eventId)?.Event.CustomerId;

    /// <summary>Finds the delivery of an event, or returns <see langword="null"/>.</summary>
    public Delivery? Find(Guid eventId) => _deliveries.GetValueOrDefault(eventId);

    /// <summary>The unfinished deliveries of a registration in some states, in the order in which the events happened.</summary>
    public IReadOnlyList<Delivery> OfRegistration(Guid registrationId, params IReadOnlyList<DeliveryState> states) =>
        [.. Unfinished.Where(delivery => delivery.RegistrationId == registrationId && states.Contains(delivery.State))];

    /// <summary>Keeps a new delivery. It is of the registration's format when the event happened: what the Basic one does not tell is not kept.</summary>
    public Delivery Add(WebhookEvent happened, Registration registration, DeliveryPlan? plan = null)
    {
        var told = registration.Format is RegistrationFormat.Extended ? happened : happened with { Details = [] };
        var added = new Delivery { Event = told, RegistrationId = registration.Id, Number = ++_added, Plan = plan };
        _deliveries[added.Event.Id] = added;
        _order.Add(added.Event.Id);
        Waiting++;

        return added;
    }

    /// <summary>Keeps a changed copy of a delivery.</summary>
    /// <returns>The copy.</returns>
    public Delivery Keep(Delivery changed)
    {
        var before = _deliveries[changed.Event.Id];
        _deliveries[changed.Event.Id] = changed;
        Waiting += WaitingOf(changed) - WaitingOf(before);
        SetAside(before, changed);
        if (changed.State is DeliveryState.Finished && before.State is not DeliveryState.Finished)
        {
            _finished.Enqueue((changed.Event.Id, changed.Attempts.Count));
            Forget();
        }

        return changed;
    }

    /// <summary>Forgets deliveries.</summary>
    public void Remove(IReadOnlySet<Guid> eventIds)
    {
        foreach (var eventId in eventIds)
        {
            if (_deliveries.TryRemove(eventId, out var removed))
            {
                Waiting -= WaitingOf(removed);
                _aside.Remove(removed);
            }
        }

        _order.Remove(eventIds);
    }

    /// <summary>Forgets every delivery.</summary>
    /// <returns>How many were not finished.</returns>
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

    /// <summary>Has the deliveries that were saved, and no others.</summary>
    /// <param name="saved">The deliveries, in the order in which the events happened.</param>
    /// <param name="added">How many there were in all: they are numbered on.</param>
    public void Load(IReadOnlyList<Delivery> saved, long added)
    {
        Clear();
        _added = added;
        foreach (var delivery in saved)
        {
            _deliveries[delivery.Event.Id] = delivery;
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

    // What the partner does not come for, and what a tester does not release, would fill the memory.
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

    // In batches, because taking names out of the order costs its length. A delivery that was sent again since has its place further on.
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
