using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using Hangfire;
using Hangfire.States;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Enqueues a world's attempts as jobs, makes them when Hangfire runs the jobs, and reports their results to the world.</summary>
internal sealed partial class Outbox(World world, WebhookSender sender, AttemptTelemetry signals, IBackgroundJobClient jobs, ILogger logger)
{
    /// <summary>Enqueues an attempt when the world lock is released. Call only while holding the world lock.</summary>
    public void Dispatch(Guid eventId)
    {
        var epochNumber = world.EpochNumber;
        world.Lock.RunAfterRelease(() => Enqueue(eventId, epochNumber));
    }

    /// <summary>Begins an attempt, unless it is of an older epoch.</summary>
    public void StartAttempt(Guid eventId, int epochNumber)
    {
        var begun = world.Lock.Run(() =>
        {
            var isCurrent = world.EpochNumber == epochNumber && !world.Agenda.IsStopped;
            return isCurrent && world.Deliveries.Attempts.Begin(eventId) is { } order
                ? (order, world.Epoch, world.Epoch.Enter())
                : ((AttemptRequest Order, Epoch Epoch, CancellationToken BrokenOff)?)null;
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
            // Hangfire may end before a stopped world, which attempts nothing any more. A running world must lose nothing.
            LogJobRefused(exception, world.PartnerId, eventId);
            StartAttempt(eventId, epochNumber);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An attempt that fails for an unforeseen reason must not stay under way for ever.")]
    private async Task MakeAttemptAsync(AttemptRequest order, Epoch epoch, CancellationToken brokenOff)
    {
        using var span = signals.Begin(order);
        AttemptResult? result = null;
        try
        {
            result = await sender.SendAsync(ParentSpan.Of(span) is { } own ? order with { Origin = own } : order, brokenOff);
        }
        catch (OperationCanceledException)
        {
            LogBrokenOff(world.PartnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
        }
        catch (Exception exception)
        {
            LogAttemptFailed(exception, world.PartnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
            var (url, error) = (order.Registration.CallbackUrl!.OriginalString, exception.GetType().FullName);
            result = new AttemptResult(url, null, null, "the emulator could not send it; see its log", TimeSpan.Zero) { ErrorType = error };
        }

        world.Lock.Run(() =>
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
