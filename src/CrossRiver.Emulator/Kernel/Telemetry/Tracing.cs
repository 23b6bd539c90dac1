using System.Diagnostics;
using CrossRiver.Emulator.Kernel.Telemetry.Export;
using Microsoft.AspNetCore.Http.Features;

namespace CrossRiver.Emulator.Kernel.Telemetry;

/// <summary>Creates the spans of one emulator, and finds the place of a call in a trace.</summary>
/// <remarks>
/// Without an export, the emulator only passes on the callers' trace headers. It does not react to listeners, which may belong to another
/// emulator in the process: a receiver would get the identifier of a span that is never exported.
/// </remarks>
internal sealed class Tracing(bool isExported) : IDisposable
{
    public const string SourceName = "CrossRiver.Emulator";

    /// <summary>Gets the emulator's own source. Two emulators in one process have two sources with the same name.</summary>
    public ActivitySource Source { get; } = new(SourceName);

    /// <summary>Returns the span of a call, or null if spans are not exported.</summary>
    /// <remarks>The framework creates one for the log even if spans are not exported.</remarks>
    public Activity? SpanOf(HttpContext call) => isExported ? call.Features.Get<IHttpActivityFeature>()?.Activity : null;

    /// <summary>Returns the origin of a call: its own span if there is one, or the caller's, or null.</summary>
    public ParentSpan? OriginOf(HttpContext call) => ParentSpan.Of(SpanOf(call)) ?? ParentSpan.Read(call.Request.Headers);

    /// <summary>Starts a span below its cause.</summary>
    /// <param name="verb">The first word of the span's name.</param>
    /// <param name="subject">The rest of the name.</param>
    /// <returns>The span, or null if spans are not exported or the cause is in no trace.</returns>
    public Activity? Begin(string verb, string subject, ActivityKind kind, ParentSpan? cause) =>
        isExported && cause is not null
            ? Source.StartActivity($"{verb} {subject}", kind, cause.Span, links: cause.Others.Select(other => new ActivityLink(other)))
            : null;

    public void Dispose() => Source.Dispose();
}

/// <summary>Registers the signals, and their export if the configuration has a target.</summary>
internal static class SignalServices
{
    /// <summary>Adds the signals. Without a target, no service or assembly of OpenTelemetry is loaded.</summary>
    public static void AddSignals(this WebApplicationBuilder builder)
    {
        var targets = ExportTargets.Read(builder.Configuration);

        builder.Services.AddSingleton(_ => new Tracing(isExported: targets.Traces is not null));
        builder.Services.AddSingleton<Metrics>();
        if (targets.Any)
        {
            OtlpExport.Add(builder, targets);
        }
    }
}
