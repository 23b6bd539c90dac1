using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

/// <summary>Exports the spans of one emulator's sources, but no spans of other emulators in the process.</summary>
/// <param name="sources">The sources of the emulator and of its server.</param>
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
