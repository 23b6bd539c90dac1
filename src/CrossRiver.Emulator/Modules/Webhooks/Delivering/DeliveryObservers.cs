using CrossRiver.Emulator.Kernel.Journal.Masking;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Reports the progress of deliveries and registrations to the journal, the log, the metrics and the observers.</summary>
internal sealed partial class DeliveryObservers(World world, IEnumerable<DeliveryObserver> observers, Metrics metrics, ILogger logger)
{
    private readonly DeliveryObserver[] _observers = [.. observers];

    /// <summary>Gets the number of attempts that succeeded.</summary>
    public long Succeeded { get; private set; }

    /// <summary>Gets the number of attempts that failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Reports that an event was published.</summary>
    public void Published(Guid eventId) => Array.ForEach(_observers, observer => observer.Published(world, eventId));

    /// <summary>Reports that an event was sent or will never be sent, so that the steps that wait for it continue.</summary>
    public void FirstAttemptStarted(Guid eventId) => Array.ForEach(_observers, observer => observer.FirstAttemptStarted(world, eventId));

    /// <summary>Reports that the partner has taken an event.</summary>
    public void Acknowledged(Guid eventId) => Array.ForEach(_observers, observer => observer.Acknowledged(world, eventId));

    /// <summary>Reports a fault of a delivery.</summary>
    public void Faulted(Delivery delivery, string fault, string rule) => Faulted(delivery.Event.CustomerId, delivery.Event.SentId, fault, rule);

    /// <summary>Reports a fault.</summary>
    /// <param name="customerId">The customer whose scenario has the rule.</param>
    /// <param name="eventId">The event, as the partner sees it.</param>
    /// <param name="fault">The kind of the fault.</param>
    /// <param name="rule">The rule that causes it, in words.</param>
    public void Faulted(Guid? customerId, Guid eventId, string fault, string rule)
    {
        Array.ForEach(_observers, observer => observer.Struck(world, rule));
        world.Journal.Add(new FaultEntry { At = world.Clock.Now, CustomerId = customerId, EventId = eventId, Fault = fault, Rule = rule });
    }

    /// <summary>Reports the result of an attempt.</summary>
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
            Edited = delivery.Edit is null ? null : true,
            CallbackUrl = MaskedUrl.Of(attempt.Result.Url),
            StatusCode = attempt.Result.StatusCode,
            Failure = attempt.Result.Failure,
            Faults = faults is null ? null : [.. faults.Acting.Select(acting => acting.What)],
            DurationMilliseconds = Math.Round(attempt.Result.Duration.TotalMilliseconds, 3),
        });
    }

    /// <summary>Reports that a registration has another status.</summary>
    public void Changed(Registration registration, RegistrationStatus before) => world.Journal.Add(new RegistrationEntry
    {
        At = world.Clock.Now,
        By = world.Lock.Cause,
        RegistrationId = registration.Id,
        EventName = registration.EventName,
        What = $"{before} → {registration.Status}",
    });

    /// <summary>Reports that a registration was suspended because of an attempt that failed.</summary>
    public void Suspended(Registration registration, string reason)
    {
        metrics.Suspended();
        LogSuspended(registration.PartnerId, registration.EventName, reason, registration.Id);
    }

    /// <summary>Reports that an event was dropped because the backlog is full.</summary>
    public void Dropped(Delivery delivery) => LogDropped(delivery.Event.PartnerId, delivery.Event.EventName, delivery.Event.Id);

    [LoggerMessage(
        LogLevel.Warning,
        "Partner {PartnerId}: the registration of {EventName} is suspended ({Reason}); events wait. To go on: PUT /webhooks/v1/registrations/{RegistrationId}/restart")]
    private partial void LogSuspended(Guid partnerId, string eventName, string reason, Guid registrationId);

    [LoggerMessage(LogLevel.Warning, "Partner {PartnerId}: {EventName} {EventId} was dropped, the backlog of its registration is full")]
    private partial void LogDropped(Guid partnerId, string eventName, Guid eventId);
}
