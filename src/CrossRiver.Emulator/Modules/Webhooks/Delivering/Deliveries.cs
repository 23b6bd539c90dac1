using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Delivering.Reordering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Saving;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>A world's deliveries: events on their way to those who have registered for them.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class Deliveries : IWorldPart<SavedDeliveries>
{
    private readonly RegistrationStore _registrations;
    private readonly SigningSecret _firstSecret;
    private readonly bool _gathers;
    private readonly Gathering _gathering;
    private readonly EventLines _lines = new();

    /// <param name="outbox">Takes the events whose attempts start, in order.</param>
    /// <param name="record">Told of what happens.</param>
    /// <param name="settings">How much may be under way and is kept, how long retries wait, and what signs the attempts at first.</param>
    public Deliveries(World world, Outbox outbox, DeliveryRecord record, DeliverySettings settings)
    {
        var (clock, agenda, chance, options) = (world.Clock, world.Agenda, world.Chance, settings.Options);
        var registrations = _registrations = world.Registrations;
        (_firstSecret, Outbox, Record) = (settings.SigningSecret, outbox, record);
        _gathers = options.Aggregate is true;
        _gathering = new Gathering(clock, agenda, (gathered, registration) => Send(gathered, registration, plan: null));
        Store = new DeliveryStore(options.FinishedDeliveries, options.Backlog) { OnDropped = record.Dropped };
        HandOvers = new HandOvers(world.Turn, Store, options.AttemptsUnderWay, outbox.HandOver);
        Recovery = new Recovery(registrations, Store, HandOvers, record, options.Backlog);
        Attempts = new Attempts(clock, agenda, chance, registrations, Store, _lines, HandOvers, Recovery, record, settings.RetryWaits)
        {
            Secret = _firstSecret,
            Detours = new Detours(clock, agenda, chance, Store, record, GoOn),
        };
        Extras = new ExtraEvents(clock, chance, registrations, record, (happened, registration, plan) => Send(happened, registration, plan));
        Stepping = new Stepping(registrations, this, GoOn);
    }

    /// <summary>The deliveries, to be read by any thread.</summary>
    public DeliveryStore Store { get; }

    /// <summary>Gets what makes the attempts.</summary>
    public Outbox Outbox { get; }

    public IWorkUnderWay Work => Store;

    /// <summary>What becomes of them.</summary>
    public DeliveryRecord Record { get; }

    /// <summary>Which attempts may begin, and what follows from their results.</summary>
    public Attempts Attempts { get; }

    /// <summary>The attempts that are under way.</summary>
    public HandOvers HandOvers { get; }

    /// <summary>What waits for registrations that are not active.</summary>
    public Recovery Recovery { get; }

    /// <summary>What a tester does with them by hand.</summary>
    public Stepping Stepping { get; }

    /// <summary>Where faults send whole events.</summary>
    public Detours Detours => Attempts.Detours;

    /// <summary>What faults send besides.</summary>
    public ExtraEvents Extras { get; }

    /// <summary>Brings an event on its way to whoever has registered for it, by itself or gathered with others. One that has a plan of its own is not gathered.</summary>
    /// <param name="plan">How it is delivered, or <see langword="null"/> for as usual.</param>
    /// <returns>The identifier of the event that the partner will get, or <see langword="null"/> when nobody has registered.</returns>
    public Guid? Publish(WebhookEvent happened, DeliveryPlan? plan)
    {
        if (_registrations.FindSubscriber(happened.EventName) is not { } registration)
        {
            return null;
        }

        return _gathers && plan is null ? _gathering.Add(happened, registration) : Send(happened, registration, plan);
    }

    /// <summary>The time in which like events were gathered is over.</summary>
    public void Close(GatheredEntry entry) => _gathering.Close(entry, _registrations.Find(entry.RegistrationId));

    /// <summary>Sends a ping: one attempt, whatever the status of the registration and without effect on it.</summary>
    public void Ping(WebhookEvent ping, Registration registration) => HandOvers.HandOverAtOnce(Store.Add(ping, registration));

    /// <summary>Begins a delivery anew. One that is on its way already goes on as it is; one that was lost by a fault is sent now.</summary>
    /// <returns>Whether it was begun anew.</returns>
    public bool Resend(Delivery delivery, Registration registration)
    {
        if (delivery.State is DeliveryState.Waiting or DeliveryState.UnderWay or DeliveryState.Paused or DeliveryState.Delayed || Recovery.IsRecovering(delivery))
        {
            return false;
        }

        var renewed = Store.Keep(delivery with { Status = WebhookEventStatus.Pending, AttemptsOfRound = 0, IsLost = false, Plan = delivery.Plan is { } plan ? plan with { Loss = null } : null });
        if (renewed.Event.IsPing)
        {
            HandOvers.HandOverAtOnce(renewed);
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

    /// <summary>A polled event was taken by the partner.</summary>
    public void Acknowledge(Delivery delivery) => Attempts.Finish(delivery, WebhookEventStatus.Success);

    /// <summary>A registration was deleted: what it still had to be told is lost, as at the bank.</summary>
    public void Drop(Guid registrationId)
    {
        _gathering.Drop(registrationId);
        var waiting = HandOvers.EmptyLine(registrationId);
        var dropped = Recovery.Drop(registrationId)
            .Concat(waiting.Concat(Store.OfRegistration(registrationId, DeliveryState.Retrying, DeliveryState.Polled, DeliveryState.Paused, DeliveryState.Delayed)).Select(delivery => delivery.Event.Id))
            .ToHashSet();
        Store.Remove(dropped);
        dropped.ToList().ForEach(Record.Left);
        waiting.ToList().ForEach(Attempts.MoveOn);
    }

    /// <summary>Takes out of their lines all who wait there behind an attempt that is under way.</summary>
    public IReadOnlyList<Delivery> EmptyLines() => [.. _lines.EmptyBehindHeads().Select(Store.Find).OfType<Delivery>()];

    /// <inheritdoc/>
    public bool IsAwaited => Store.Unfinished is not [];

    /// <inheritdoc/>
    public bool Has(Guid resourceId) => Store.Find(resourceId) is not null;

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        if (!reset.Keeps(Kept.Registrations))
        {
            Attempts.Secret = _firstSecret;
        }

        _lines.Clear();
        _gathering.Clear();
        HandOvers.Clear();
        Recovery.Clear();
        Detours.Clear();

        return Store.Clear();
    }

    /// <summary>What a snapshot keeps of the deliveries.</summary>
    public SavedDeliveries Save() => new()
    {
        Secret = Attempts.Secret.Text,
        Deliveries = [.. Store.All.Where(IsToBeKept)],
        Added = Store.Added,
        Lines = _lines.Save(eventId => Store.Find(eventId) is { } delivery && IsToBeKept(delivery)),
        SlotLines = HandOvers.Save(),
        Recovering = Recovery.Save(),
        Gathered = _gathering.Save(),
        Reordered = Detours.Save(),
        IsPaused = HandOvers.IsPaused,
    };

    /// <summary>Has the deliveries that were saved, and no others.</summary>
    public void Load(SavedDeliveries saved)
    {
        Attempts.Secret = SigningSecret.Parse(saved.Secret)!;
        Store.Load(saved.Deliveries, saved.Added);
        _lines.Load(saved.Lines);
        _gathering.Load(saved.Gathered);
        Recovery.Load(saved.Recovering);
        Detours.Load(saved.Reordered);
        HandOvers.Load(Store.Unfinished.Where(delivery => delivery.State is DeliveryState.UnderWay), saved.SlotLines);
        HandOvers.IsPaused = saved.IsPaused;
        StartHeads(saved.SlotLines.Values.SelectMany(line => line).ToHashSet());
    }

    // What was under way to a registration that was deleted is not kept: whoever stood behind it in its line is first now.
    private void StartHeads(HashSet<Guid> inSlotLines)
    {
        foreach (var head in _lines.Heads.Where(head => !inSlotLines.Contains(head)).Select(Store.Find))
        {
            if (head is { State: DeliveryState.Waiting })
            {
                Attempts.Start(head);
            }
        }
    }

    private bool IsToBeKept(Delivery delivery) => delivery.State is DeliveryState.Finished || _registrations.Find(delivery.RegistrationId) is not null;

    private Guid Send(WebhookEvent happened, Registration registration, DeliveryPlan? plan)
    {
        GoOn(Store.Add(happened, registration, plan), registration);

        return happened.Id;
    }

    // Its detour is over, or a tester holds it no longer.
    private void GoOn(Delivery delivery) => GoOn(delivery, _registrations.Find(delivery.RegistrationId));

    private void GoOn(Delivery delivery, Registration? registration)
    {
        if (registration is null || !Detours.TryTake(delivery))
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
                Record.Left(delivery.Event.Id);
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
