using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

/// <summary>Exports the spans of one emulator's sources, and not those of another one in the same process.</summary>
/// <param name="exporter">Sends them.</param>
/// <param name="options">How many at once, and how often.</param>
/// <param name="sources">The emulator's sources: its own and that of its server.</param>
internal sealed class OwnSpans(OtlpTraceExporter exporter, BatchExportActivityProcessorOptions options, ActivitySource[] sources)
    : BatchActivityExportProcessor(
        exporter,
        options.MaxQueueSize,
        options.ScheduledDelayMilliseconds,
        options.ExporterTimeoutMilliseconds,
        options.MaxExportBatchSize)
{
    public override void OnEnd(Activity data)
    {
        if (sources.Contains(data.Source))
        {
            base.OnEnd(data);
        }
    }
}
