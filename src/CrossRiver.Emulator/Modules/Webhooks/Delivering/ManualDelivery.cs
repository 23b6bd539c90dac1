using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Lets a tester pause the deliveries and release them one by one. Call only while holding the world lock.</summary>
/// <param name="goOn">Continues a delivery that was held before its first attempt.</param>
/// <remarks>A pause does not stop attempts that are under way.</remarks>
internal sealed class ManualDelivery(RegistrationStore registrations, Deliveries deliveries, Action<Delivery> goOn)
{
    private DeliveryStore Store => deliveries.Store;

    private AttemptDispatcher Dispatcher => deliveries.Dispatcher;

    public bool IsPaused => Dispatcher.IsPaused;

    /// <summary>Gets the number of deliveries that the pause holds.</summary>
    public int Held => Store.Unfinished.Count(delivery => delivery.State is DeliveryState.Paused);

    /// <summary>Holds all deliveries from now on.</summary>
    public void Pause()
    {
        Dispatcher.IsPaused = true;
        foreach (var waiting in Dispatcher.EmptyLines())
        {
            Dispatcher.Dispatch(waiting);
            deliveries.Attempts.MoveOn(waiting);
        }

        foreach (var behind in deliveries.EmptyLines())
        {
            Dispatcher.Dispatch(behind);
        }
    }

    /// <summary>Sends the held deliveries, in the order of their events, and all deliveries from now on.</summary>
    public void Resume()
    {
        Dispatcher.IsPaused = false;
        foreach (var delivery in Store.Unfinished.Where(delivery => delivery.State is DeliveryState.Paused))
        {
            if (delivery.Event.IsPing || deliveries.Recovery.IsRecovering(delivery))
            {
                Dispatcher.DispatchNow(delivery);
            }
            else if (delivery.Attempts is [])
            {
                goOn(Store.Keep(delivery with { State = DeliveryState.Waiting }));
            }
            else
            {
                deliveries.Attempts.Start(delivery);
            }
        }
    }

    /// <summary>Sends one held delivery, before or after others of its customer.</summary>
    /// <exception cref="ApiException">409: the delivery is not held, or its registration is not active.</exception>
    public void Release(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        var isHeld = delivery.State is DeliveryState.Paused or DeliveryState.Delayed;
        if (isHeld && registration is { Type: RegistrationType.Poll })
        {
            // The release ends the delay by a fault, too.
            var plan = delivery.Plan is { } before ? before with { Reorder = null, Late = null } : null;
            goOn(Store.Keep(delivery with { State = DeliveryState.Waiting, Plan = plan }));
        }
        else if (isHeld && (registration is { Status: RegistrationStatus.Active } || delivery.Event.IsPing || deliveries.Recovery.IsRecovering(delivery)))
        {
            Dispatcher.Release(delivery);
        }
        else
        {
            var reason = isHeld || delivery.State is DeliveryState.Held ? WhyHeld(registration) : WordsFor(delivery);
            throw WebhookErrors.DeliveryNotReady.ToException(delivery.Event.Id, "released", reason);
        }
    }

    /// <summary>Finishes a delivery as lost: it counts as sent, and nothing of it is sent any more.</summary>
    /// <exception cref="ApiException">409: the delivery is over, or an attempt is under way.</exception>
    public void Drop(Delivery delivery)
    {
        if (delivery.State is DeliveryState.Finished or DeliveryState.UnderWay or DeliveryState.Waiting || deliveries.Recovery.IsRecovering(delivery))
        {
            throw WebhookErrors.DeliveryNotReady.ToException(delivery.Event.Id, "dropped", WordsFor(delivery));
        }

        deliveries.Recovery.Forget(delivery);
        deliveries.Attempts.Lose(delivery);
    }

    /// <summary>Changes the webhook of a delivery that the pause holds.</summary>
    /// <param name="change">Returns the changes, given the changes so far.</param>
    /// <exception cref="ApiException">409: the pause does not hold the delivery, or it is polled and not sent.</exception>
    public void Edit(Delivery delivery, Func<WebhookEdit, WebhookEdit> change)
    {
        var registration = registrations.Find(delivery.RegistrationId);
        if (delivery.State is not DeliveryState.Paused || registration is { Type: RegistrationType.Poll })
        {
            var reason = delivery.State switch
            {
                DeliveryState.Held => WhyHeld(registration),
                DeliveryState.Paused => "it is polled and not sent",
                _ => WordsFor(delivery),
            };
            throw WebhookErrors.DeliveryNotReady.ToException(delivery.Event.Id, "edited", reason);
        }

        var edit = change(delivery.Edit ?? WebhookEdit.None);
        Store.Keep(delivery with { Edit = edit.IsEmpty ? null : edit });
    }

    /// <exception cref="ApiException">409: the delivery is on its way; 400: its registration was deleted.</exception>
    public void Resend(Delivery delivery)
    {
        var registration = registrations.Find(delivery.RegistrationId) ?? throw WebhookErrors.NoRegistration.ToException(delivery.Event.Id);
        if (!deliveries.Resend(delivery, registration))
        {
            throw WebhookErrors.DeliveryNotReady.ToException(delivery.Event.Id, "sent once more", WordsFor(delivery));
        }
    }

    private static string WhyHeld(Registration? registration) => registration is null
        ? "its registration was deleted"
        : $"its registration is {registration.Status}; restart it with PUT /webhooks/v1/registrations/{registration.Id}/restart";

    private string WordsFor(Delivery delivery) => delivery switch
    {
        _ when deliveries.Recovery.IsRecovering(delivery) => "its registration recovers with it",
        { State: DeliveryState.Finished, IsLost: true } => "it is lost already; resend it",
        { State: DeliveryState.Finished, Status: WebhookEventStatus.Success } => "the partner has acknowledged it; resend it",
        { State: DeliveryState.Finished } => "it has failed; resend it",
        { State: DeliveryState.Waiting } => "it waits for an attempt that is under way",
        { State: DeliveryState.Retrying } => "it was tried already, and its next attempt is booked; advance the time",
        { State: DeliveryState.Polled } => "it waits to be polled",
        { State: DeliveryState.Delayed } => "a fault holds it up; release it",
        { State: DeliveryState.Paused } => "it is held; release it",
        _ => "an attempt is under way",
    };
}
