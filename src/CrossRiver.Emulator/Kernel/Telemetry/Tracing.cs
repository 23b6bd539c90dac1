using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Makes the spans of one emulator, and knows where in a trace a call stands.</summary>
/// <param name="isExported">Whether this emulator exports its spans.</param>
/// <remarks>
/// Without an export the traces are the callers' own: their headers are passed on, and nothing else is done, whoever listens. A listener may be
/// another emulator's in the same process; a span made for it would be told to a receiver, and nobody could ever show it.
/// </remarks>
internal sealed class Tracing(bool isExported) : IDisposable
{
    /// <summary>The name under which a listener finds the spans.</summary>
    public const string SourceName = "CrossRiver.Emulator";

    /// <summary>The emulator's own source: two in one process have two, of one name.</summary>
    public ActivitySource Source { get; } = new(SourceName);

    /// <summary>The span of a call, if spans are exported.</summary>
    /// <remarks>The framework makes one for the log, too, when nobody exports any.</remarks>
    public Activity? SpanOf(HttpContext call) => isExported ? call.Features.Get<IHttpActivityFeature>()?.Activity : null;

    /// <summary>Where in a trace a call stands: its own span if there is one, else the caller's, if it tells.</summary>
    public TraceOrigin? OriginOf(HttpContext call) => TraceOrigin.Of(SpanOf(call)) ?? TraceOrigin.Read(call.Request.Headers);

    /// <summary>Begins a span below what has caused it.</summary>
    /// <param name="verb">What is done; the first word of the span's name.</param>
    /// <param name="subject">What it is done with; the rest of the name.</param>
    /// <param name="kind">Whether it stays in this process.</param>
    /// <param name="cause">Where it comes from.</param>
    /// <returns>The span, or <see langword="null"/> when none is exported or the cause is in no trace.</returns>
    public Activity? Begin(string verb, string subject, ActivityKind kind, TraceOrigin? cause) =>
        isExported && cause is not null
            ? Source.StartActivity($"{verb} {subject}", kind, cause.Span, links: cause.Others.Select(other => new ActivityLink(other)))
            : null;

    public void Dispose() => Source.Dispose();
}
