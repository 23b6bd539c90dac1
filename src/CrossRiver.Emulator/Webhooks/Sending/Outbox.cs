using System.Diagnostics.CodeAnalysis;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Worlds;
using CrossRiver.Emulator.Worlds.Running;
using Hangfire;
using Hangfire.States;

namespace CrossRiver.Emulator.Webhooks.Sending;

/// <summary>Takes a world's attempts to Hangfire, makes them when Hangfire says so, and brings back what came of them.</summary>
/// <param name="partnerId">The world's partner.</param>
/// <param name="turn">The world's turn.</param>
/// <param name="deliveries">The world's deliveries.</param>
/// <param name="sender">Makes the calls.</param>
/// <param name="signals">Told of each attempt.</param>
/// <param name="jobs">Hangfire.</param>
/// <param name="logger">Told of what should not happen.</param>
internal sealed partial class Outbox(
    Guid partnerId,
    Turn turn,
    Deliveries deliveries,
    WebhookSender sender,
    AttemptSignals signals,
    IBackgroundJobClient jobs,
    ILogger logger)
{
    private volatile bool _stopped;

    /// <summary>The epoch whose attempts are made.</summary>
    public Epoch Epoch { get; private set; } = new(1);

    /// <summary>Within a turn: hands an attempt over when the turn is over.</summary>
    public void HandOver(Guid eventId)
    {
        var epochNumber = Epoch.Number;
        turn.LeaveForAfterwards(() => Enqueue(eventId, epochNumber));
    }

    /// <summary>Begins an attempt, unless it is of an older epoch. Its result is taken when it comes.</summary>
    public void StartAttempt(Guid eventId, int epochNumber)
    {
        var begun = turn.Take(() =>
        {
            var isCurrent = Epoch.Number == epochNumber && !_stopped;
            if (!isCurrent || deliveries.Attempts.Begin(eventId) is not { } order)
            {
                return ((AttemptOrder Order, Epoch Epoch)?)null;
            }

            Epoch.Enter();
            return (order, Epoch);
        });

        if (begun is var (order, epoch))
        {
            _ = MakeAttemptAsync(order, epoch);
        }
    }

    /// <summary>Within a turn: begins the next epoch.</summary>
    /// <returns>The epoch that is over; its attempts are to be broken off.</returns>
    public Epoch BeginEpoch()
    {
        var ended = Epoch;
        Epoch = new Epoch(ended.Number + 1);

        return ended;
    }

    /// <summary>Within a turn: begins no attempt any more.</summary>
    public void Stop() => _stopped = true;

    private void Enqueue(Guid eventId, int epochNumber)
    {
        try
        {
            jobs.Create(AttemptJob.For(partnerId, eventId, epochNumber), new EnqueuedState());
        }
        catch (BackgroundJobClientException exception)
        {
            // Once the outbox is stopped, Hangfire may be gone, and nothing is attempted any more. Before, nothing may be lost.
            LogJobRefused(exception, partnerId, eventId);
            StartAttempt(eventId, epochNumber);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An attempt that fails in a way nobody foresaw has failed, too; it must not stay under way for ever.")]
    private async Task MakeAttemptAsync(AttemptOrder order, Epoch epoch)
    {
        using var span = signals.Begin(order);
        AttemptResult? result = null;
        try
        {
            var sent = TraceOrigin.Of(span) is { } own ? order with { Origin = own } : order;
            result = await sender.SendAsync(sent, epoch.Token);
        }
        catch (OperationCanceledException)
        {
            LogBrokenOff(partnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
        }
        catch (Exception exception)
        {
            LogAttemptFailed(exception, partnerId, order.Delivery.Event.EventName, order.Delivery.Event.Id);
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

        turn.Take(() =>
        {
            if (result is not null && ReferenceEquals(epoch, Epoch))
            {
                deliveries.Attempts.End(order, result);
            }

            signals.End(span, order, result);
            epoch.Leave();
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
