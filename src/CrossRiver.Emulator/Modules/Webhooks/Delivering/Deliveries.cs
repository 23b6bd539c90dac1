using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Saving;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A world's deliveries: the events on their way to registrations. Call only while holding the world lock.</summary>
internal sealed class Deliveries : IWorldPart<SavedDeliveries>, IOwnedResources
{
    private readonly RegistrationStore _registrations;
    private readonly SigningSecret _firstSecret;
    private readonly bool _gathers;
    private readonly Aggregation _aggregation;
    private readonly DeliveryOrdering _ordering = new();

    public Deliveries(World world, Outbox outbox, DeliveryObservers record, DeliverySettings settings)
    {
        var (clock, agenda, chance, options) = (world.Clock, world.Agenda, world.Random, settings.Options);
        var registrations = _registrations = world.Registrations;
        (_firstSecret, Outbox, Record) = (settings.SigningSecret, outbox, record);
        _gathers = options.Aggregate is true;
        _aggregation = new Aggregation(clock, agenda, (gathered, registration) => Send(gathered, registration, plan: null));
        Store = new DeliveryStore(options.FinishedDeliveries, options.Backlog) { OnDropped = record.Dropped };
        Dispatcher = new AttemptDispatcher(world.Lock, Store, options.AttemptsUnderWay, outbox.Dispatch);
        Recovery = new SuspendedRegistrations(registrations, Store, Dispatcher, record, options.Backlog);
        Attempts = new Attempts(clock, agenda, chance, registrations, Store, _ordering, Dispatcher, Recovery, record, settings.RetryWaits)
        {
            Secret = _firstSecret,
            Faults = new EventFaults(clock, agenda, chance, Store, record, GoOn),
        };
        Extras = new InjectedEvents(clock, chance, registrations, record, (happened, registration, plan) => Send(happened, registration, plan));
        Manual = new ManualDelivery(registrations, this, GoOn);
    }

    /// <summary>Gets the deliveries. Thread-safe for readers.</summary>
    public DeliveryStore Store { get; }

    public Outbox Outbox { get; }

    public IWorkUnderWay Work => Store;

    public DeliveryObservers Record { get; }

    public Attempts Attempts { get; }

    public AttemptDispatcher Dispatcher { get; }

    public SuspendedRegistrations Recovery { get; }

    public ManualDelivery Manual { get; }

    public EventFaults Faults => Attempts.Faults;

    public InjectedEvents Extras { get; }

    /// <summary>Publishes an event to the registration for it, alone or gathered with others. Events with a plan are not gathered.</summary>
    /// <returns>The identifier of the event that the partner will get, or null if the partner has not registered.</returns>
    public Guid? Publish(WebhookEvent happened, DeliveryPlan? plan) => _registrations.FindSubscriber(happened.EventName) switch
    {
        null => null,
        { } registration when _gathers && plan is null => _aggregation.Add(happened, registration),
        { } registration => Send(happened, registration, plan),
    };

    /// <summary>Sends the like events of a registration after the time in which they were gathered.</summary>
    public void Close(AggregationEndEntry entry) => _aggregation.Close(entry, _registrations.Find(entry.RegistrationId));

    /// <summary>Sends a ping: one attempt, independently of the registration's status and without effect on it.</summary>
    public void Ping(WebhookEvent ping, Registration registration) => Dispatcher.DispatchNow(Store.Add(ping, registration));

    /// <summary>Begins a delivery again, even after a fault has lost it.</summary>
    /// <returns>False if the delivery is on its way already, which stays as it is.</returns>
    public bool Resend(Delivery delivery, Registration registration)
    {
        if (delivery.State is DeliveryState.Waiting or DeliveryState.UnderWay or DeliveryState.Paused or DeliveryState.Delayed || Recovery.IsRecovering(delivery))
        {
            return false;
        }

        var kept = delivery.Plan is { } plan ? plan with { Loss = null } : null;
        var renewed = Store.Keep(delivery with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0, IsLost = false, Plan = kept });
        if (renewed.Event.IsPing)
        {
            Dispatcher.DispatchNow(renewed);
        }
        else if (registration.Type is not RegistrationType.Push)
        {
            Store.Keep(renewed with { State = DeliveryState.Polled });
        }
        else if (Recovery.IsFlowing(registration))
        {
            Attempts.Start(renewed);
        }
        else
        {
            Recovery.Hold(renewed);
        }

        return true;
    }

    /// <summary>Finishes a polled event that the partner has taken.</summary>
    public void Acknowledge(Delivery delivery) => Attempts.Finish(delivery, WebhookEventStatus.Success);

    /// <summary>Drops the unfinished deliveries of a deleted registration, as the bank does.</summary>
    public void Drop(Guid registrationId)
    {
        _aggregation.Drop(registrationId);
        var waiting = Dispatcher.EmptyLine(registrationId);
        var others = Store.OfRegistration(registrationId, DeliveryState.Retrying, DeliveryState.Polled, DeliveryState.Paused, DeliveryState.Delayed);
        var dropped = Recovery.Drop(registrationId).Concat(waiting.Concat(others).Select(delivery => delivery.Event.Id)).ToHashSet();
        Store.Remove(dropped);
        dropped.ToList().ForEach(Record.FirstAttemptStarted);
        waiting.ToList().ForEach(Attempts.MoveOn);
    }

    /// <summary>Removes from their lines all deliveries that wait behind an attempt that is under way, and returns them.</summary>
    public IReadOnlyList<Delivery> EmptyLines() => [.. _ordering.EmptyBehindHeads().Select(Store.Find).OfType<Delivery>()];

    public bool IsAwaited => Store.Unfinished is not [];

    public bool Has(Guid resourceId) => Store.Find(resourceId) is not null;

    /// <remarks>An event belongs to the customer that it is about.</remarks>
    public Guid? FindSubject(string id) => GuidText.Parse(id) is { } eventId ? Store.Find(eventId)?.Event.CustomerId : null;

    public int Clear(ResetOptions reset)
    {
        if (!reset.Keeps(KeepOnReset.Registrations))
        {
            Attempts.Secret = _firstSecret;
        }

        _ordering.Clear();
        _aggregation.Clear();
        Dispatcher.Clear();
        Recovery.Clear();
        Faults.Clear();

        return Store.Clear();
    }

    public SavedDeliveries Save() => new()
    {
        Secret = Attempts.Secret.Text,
        Deliveries = [.. Store.All.Where(IsToBeKept)],
        Added = Store.Added,
        Lines = _ordering.Save(eventId => Store.Find(eventId) is { } delivery && IsToBeKept(delivery)),
        SlotLines = Dispatcher.Save(),
        Recovering = Recovery.Save(),
        Gathered = _aggregation.Save(),
        Reordered = Faults.Save(),
        IsPaused = Dispatcher.IsPaused,
    };

    public void Load(SavedDeliveries saved)
    {
        Attempts.Secret = SigningSecret.Parse(saved.Secret)!;
        Store.Load(saved.Deliveries, saved.Added);
        _ordering.Load(saved.Lines);
        _aggregation.Load(saved.Gathered);
        Recovery.Load(saved.Recovering);
        Faults.Load(saved.Reordered);
        Dispatcher.Load(Store.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay), saved.SlotLines);
        Dispatcher.IsPaused = saved.IsPaused;

        // A snapshot does not keep an attempt to a deleted registration, so that the next event of the line is first now.
        var heads = _ordering.Heads.Except(saved.SlotLines.Values.SelectMany(line => line)).Select(Store.Find).OfType<Delivery>();
        foreach (var head in heads.Where(head => head.State is DeliveryState.Waiting))
        {
            Attempts.Start(head);
        }
    }

    private bool IsToBeKept(Delivery delivery) => delivery.State is DeliveryState.Finished || _registrations.Find(delivery.RegistrationId) is not null;

    private Guid Send(WebhookEvent happened, Registration registration, DeliveryPlan? plan)
    {
        GoOn(Store.Add(happened, registration, plan), registration);
        return happened.Id;
    }

    // After a detour, or after a tester's release.
    private void GoOn(Delivery delivery) => GoOn(delivery, _registrations.Find(delivery.RegistrationId));

    private void GoOn(Delivery delivery, Registration? registration)
    {
        if (registration is null || !Faults.TryTake(delivery))
        {
            Begin(delivery, registration);
        }
    }

    private void Begin(Delivery delivery, Registration? registration)
    {
        switch (registration)
        {
            case null:
                Recovery.SetAside(delivery, registration);
                break;
            case { Type: RegistrationType.Poll } when delivery.Plan?.Loss is not null:
                Attempts.LoseByFault(delivery);
                break;
            case { Type: RegistrationType.Poll }:
                Store.Keep(delivery with { State = DeliveryState.Polled });
                Record.FirstAttemptStarted(delivery.Event.Id);
                break;
            case var _ when !Recovery.IsFlowing(registration):
                Recovery.Hold(delivery);
                break;
            default:
                Attempts.Begin(delivery);
                break;
        }
    }
}
