using System.Diagnostics;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Traces and counts the attempts.</summary>
internal sealed class AttemptTelemetry(Tracing tracing, Metrics metrics)
{
    /// <summary>Begins the span of an attempt, below the call or the step that caused its event.</summary>
    /// <returns>The span, or null if no listener records it.</returns>
    public Activity? Begin(AttemptRequest order)
    {
        var happened = order.Delivery.Event;
        var attempts = order.Delivery.Attempts.Count;
        var span = tracing.Begin("attempt", happened.EventName, ActivityKind.Client, happened.Origin);
        if (span is not { IsAllDataRequested: true })
        {
            return span;
        }

        var url = order.Registration.CallbackUrl!;
        span.SetTag(Tags.PartnerId, happened.PartnerId.ToString())
            .SetTag(Tags.CustomerId, happened.CustomerId?.ToString())
            .SetTag(Tags.EventName, happened.EventName)
            .SetTag(Tags.EventId, happened.Id.ToString())
            .SetTag(Tags.Attempt, attempts + 1)
            .SetTag(Tags.Method, HttpMethods.Post)
            .SetTag(Tags.ServerAddress, url.Host)
            .SetTag(Tags.ServerPort, url.Port)
            .SetTag(Tags.Url, WithoutSecrets(url));

        return attempts > 0 ? span.SetTag(Tags.Resends, attempts) : span;
    }

    /// <summary>Ends the span of an attempt, and counts the attempt.</summary>
    /// <param name="result">The result, or null if the attempt was broken off.</param>
    public void End(Activity? span, AttemptRequest order, AttemptResult? result)
    {
        var outcome = result switch { null => "broken_off", { Succeeded: true } => "succeeded", _ => "failed" };
        metrics.Attempted(order.Delivery.Event.EventName, outcome, result?.ErrorType, result?.Duration);
        if (span is null)
        {
            return;
        }

        span.SetTag(Tags.Outcome, outcome).SetTag(Tags.StatusCode, result?.StatusCode).SetTag(Tags.ErrorType, result?.ErrorType);
        if (result is { Succeeded: false })
        {
            span.SetStatus(ActivityStatusCode.Error, result.Failure);
        }

        span.Stop();
    }

    // A user, a password and a query can be secrets.
    private static string WithoutSecrets(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (url.Query is "" ? "" : "?*");
}
