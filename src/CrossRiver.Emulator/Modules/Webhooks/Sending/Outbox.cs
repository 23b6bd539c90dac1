using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using Hangfire;
using Hangfire.States;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Takes a world's attempts to Hangfire, makes them when Hangfire says so, and brings back what came of them.</summary>
/// <param name="sender">Makes the calls.</param>
/// <param name="signals">Told of each attempt.</param>
/// <param name="jobs">Hangfire.</param>
/// <param name="logger">Told of what should not happen.</param>
internal sealed partial class Outbox(
    World world,
    WebhookSender sender,
    AttemptSignals signals,
    IBackgroundJobClient jobs,
    ILogger logger)
{
    /// <summary>Within a turn: hands an attempt over when the turn is over.</summary>
    public void HandOver(Guid eventId)
    {
        var epochNumber = world.EpochNumber;
        world.Turn.LeaveForAfterwards(() => Enqueue(eventId, epochNumber));
    }

    /// <summary>Begins an attempt, unless it is of an older epoch. Its result is taken when it comes.</summary>
    public void StartAttempt(Guid eventId, int epochNumber)
    {
        var begun = world.Turn.Take(() =>
        {
            var isCurrent = world.EpochNumber == epochNumber && !world.Agenda.IsStopped;
            return isCurrent && world.Deliveries.Attempts.Begin(eventId) is { } order
                ? (order, world.Epoch, world.Epoch.Enter())
                : ((AttemptOrder Order, Epoch Epoch, CancellationToken BrokenOff)?)null;
        });

        if (begun is var (order, epoch, brokenOff))
        {
            _ = MakeAttemptAsync(order, epoch, brokenOff);
        }
    }

    private void Enqueue(Guid eventId, int epochNumber)
    {
        try
        {
            jobs.Create(AttemptJob.For(world.PartnerId, eventId, epochNumber), new EnqueuedState());
        }
        catch (BackgroundJobClientException exception)
        {
            // Once the world is stopped, Hangfire may be gone, and nothing is attempted any more. Before, nothing may be lost.
            LogJobRefused(exception, world.PartnerId, eventId);
            StartAttempt(eventId, epochNumber);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An attempt that fails in a way nobody foresaw has failed, too; it must not stay under way for ever.")]
    private async Task MakeAttemptAsync(AttemptOrder order, Epoch epoch, CancellationToken brokenOff)
    {
        using var span = signals.Begin(order);
        AttemptResult? result = null;
        try
        {
            var sent = TraceOrigin.Of(span) is { } own ? order with { Origin = own } : order;
            result = await sender.SendAsync(sent, brokenOff);
        }
        catch (OperationCanceledException)
        {
            LogBrokenOff(world.PartnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
        }
        catch (Exception exception)
        {
            LogAttemptFailed(exception, world.PartnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
            result = new AttemptResult(
                order.Registration.CallbackUrl!.OriginalString,
                StatusCode: null,
                Answer: null,
                "the emulator could not send it; see its log",
                TimeSpan.Zero)
            {
                ErrorType = exception.GetType().FullName,
            };
        }

        world.Turn.Take(() =>
        {
            if (result is not null && ReferenceEquals(epoch, world.Epoch))
            {
                world.Deliveries.Attempts.End(order, result);
            }

            signals.End(span, order, result);
            epoch.Leave();
            world.Agenda.GoOn();
            return true;
        });
    }

    [LoggerMessage(LogLevel.Debug, "Partner {PartnerId}: the attempt to send {EventName} {EventId} was broken off")]
    private partial void LogBrokenOff(Guid partnerId, string eventName, Guid eventId);

    [LoggerMessage(LogLevel.Error, "Partner {PartnerId}: the attempt to send {EventName} {EventId} failed in the emulator")]
    private partial void LogAttemptFailed(Exception exception, Guid partnerId, string eventName, Guid eventId);

    [LoggerMessage(LogLevel.Debug, "Partner {PartnerId}: Hangfire did not take the job to send {EventId}")]
    private partial void LogJobRefused(Exception exception, Guid partnerId, Guid eventId);
}
