using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Tells the journal, the log, the metrics and whoever follows events what happens to deliveries and registrations.</summary>
internal sealed partial class DeliveryRecord(World world, IEnumerable<DeliveryObserver> observers, Measurements measurements, ILogger logger)
{
    private readonly DeliveryObserver[] _observers = [.. observers];

    /// <summary>How many attempts the partner has taken.</summary>
    public long Succeeded { get; private set; }

    /// <summary>How many attempts it has not taken.</summary>
    public long Failed { get; private set; }

    /// <summary>An event is on its way.</summary>
    public void Published(Guid eventId) => Array.ForEach(_observers, observer => observer.Published(world, eventId));

    /// <summary>An attempt begins.</summary>
    public void Begun(Delivery delivery)
    {
        if (delivery.Attempts is [])
        {
            Left(delivery.Event.Id);
        }
    }

    /// <summary>An event leaves, or never will: what waits for that waits no longer.</summary>
    public void Left(Guid eventId) => Array.ForEach(_observers, observer => observer.Left(world, eventId));

    /// <summary>The partner has taken an event.</summary>
    public void Taken(Guid eventId) => Array.ForEach(_observers, observer => observer.Taken(world, eventId));

    /// <summary>Something goes wrong on purpose.</summary>
    /// <param name="delivery">With what.</param>
    /// <param name="fault">The kind of the fault.</param>
    /// <param name="rule">The rule that causes it, in words.</param>
    public void Faulted(Delivery delivery, string fault, string rule) => Faulted(delivery.Event.CustomerId, delivery.Event.SentId, fault, rule);

    /// <summary>Something goes wrong on purpose.</summary>
    /// <param name="customerId">The customer whose scenario says it.</param>
    /// <param name="eventId">The event, as the partner sees it.</param>
    /// <param name="fault">The kind of the fault.</param>
    /// <param name="rule">The rule that causes it, in words.</param>
    public void Faulted(Guid? customerId, Guid eventId, string fault, string rule)
    {
        Array.ForEach(_observers, observer => observer.Struck(world, rule));
        world.Journal.Add(new FaultEntry { At = world.Clock.Now, CustomerId = customerId, EventId = eventId, Fault = fault, Rule = rule });
    }

    /// <summary>A delivery ends.</summary>
    public void Finished(Delivery delivery)
    {
        if (delivery.Status is WebhookEventStatus.Success)
        {
            Taken(delivery.Event.Id);
        }
    }

    /// <summary>An attempt has its result.</summary>
    /// <param name="delivery">Of what.</param>
    /// <param name="faults">What went wrong with it on purpose, or <see langword="null"/>.</param>
    public void Attempted(Delivery delivery, Attempt attempt, AttemptFaults? faults)
    {
        Succeeded += attempt.Result.Succeeded ? 1 : 0;
        Failed += attempt.Result.Succeeded ? 0 : 1;
        world.Journal.Add(new AttemptEntry
        {
            At = world.Clock.Now,
            CustomerId = delivery.Event.CustomerId,
            EventName = delivery.Event.EventName,
            EventId = delivery.Event.SentId,
            Format = delivery.Event.Details is [] ? nameof(RegistrationFormat.Basic) : nameof(RegistrationFormat.Extended),
            Attempt = attempt.Number,
            Copy = delivery.Plan?.Copy,
            CallbackUrl = MaskedUrl.Of(attempt.Result.Url),
            StatusCode = attempt.Result.StatusCode,
            Failure = attempt.Result.Failure,
            Faults = faults is null ? null : [.. faults.Acting.Select(acting => acting.What)],
            DurationMilliseconds = Math.Round(attempt.Result.Duration.TotalMilliseconds, 3),
        });
    }

    /// <summary>A registration has another status.</summary>
    public void Changed(Registration registration, RegistrationStatus before) => world.Journal.Add(new RegistrationEntry
    {
        At = world.Clock.Now,
        RegistrationId = registration.Id,
        EventName = registration.EventName,
        What = $"{before} → {registration.Status}",
    });

    /// <summary>A registration was suspended because of an attempt that failed.</summary>
    public void Suspended(Registration registration, string reason)
    {
        measurements.Suspended();
        LogSuspended(registration.PartnerId, registration.EventName, reason, registration.Id);
    }

    /// <summary>An event was dropped because the backlog is full.</summary>
    public void Dropped(Delivery delivery) => LogDropped(delivery.Event.PartnerId, delivery.Event.EventName, delivery.Event.Id);

    [LoggerMessage(
        LogLevel.Warning,
        "Partner {PartnerId}: the registration of {EventName} is suspended ({Reason}); events wait. To go on: PUT /webhooks/v1/registrations/{RegistrationId}/restart")]
    private partial void LogSuspended(Guid partnerId, string eventName, string reason, Guid registrationId);

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: {EventName} {EventId} was dropped, the backlog of its registration is full")]
    private partial void LogDropped(Guid partnerId, string eventName, Guid eventId);
}
