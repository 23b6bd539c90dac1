using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

/// <summary>Exports one emulator's signals with OpenTelemetry.</summary>
/// <remarks>
/// OpenTelemetry listens to sources and meters by name, in the whole process. To export only this emulator's, spans
/// pass <see cref="OwnSpans"/>, and meters belong to the emulator's meter factory.
/// </remarks>
internal static class OtlpExport
{
    private const string ServiceName = "crossriver-emulator";
    private const string FrameworkSource = "Microsoft.AspNetCore";
    private const string FrameworkMeter = "Microsoft.AspNetCore.Hosting";
    private const string Listener = "OpenTelemetry";

    public static void Add(WebApplicationBuilder builder, ExportTargets targets)
    {
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Describe);
        if (targets.Traces is { } traces)
        {
            telemetry.WithTracing(tracing => tracing.AddSource(Tracing.SourceName, FrameworkSource).AddProcessor(services => SpansOf(services, traces)));
        }

        if (targets.Metrics is { } metrics)
        {
            builder.Metrics
                .EnableMetrics(Metrics.MeterName, null, Listener, MeterScope.Local)
                .EnableMetrics(FrameworkMeter, null, Listener, MeterScope.Local);
            telemetry.WithMetrics(metering => metering.AddOtlpExporter(nameof(targets.Metrics), exporter => Apply(metrics, exporter)));
        }

        if (targets.Logs is { } logs)
        {
            telemetry.WithLogging(
                logging => logging.AddOtlpExporter(nameof(targets.Logs), exporter => Apply(logs, exporter)),
                options => options.IncludeFormattedMessage = true);
        }

        // The first service to start is the last to stop, so the signals of all other stops are exported.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ExportLifetime>());
    }

    // The user's variables are last, so that they win.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService(
            ServiceName,
            serviceVersion: typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            serviceInstanceId: RandomNumberGenerator.GetHexString(32, lowercase: true))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    [SuppressMessage("Reliability", "CA2000", Justification = "The processor disposes its exporter.")]
    private static OwnSpans SpansOf(IServiceProvider services, ExportTarget target)
    {
        var exporter = new OtlpExporterOptions();
        Apply(target, exporter);
        return new OwnSpans(
            new OtlpTraceExporter(exporter),
            services.GetRequiredService<IOptions<BatchExportActivityProcessorOptions>>().Value,
            [services.GetRequiredService<Tracing>().Source, services.GetRequiredService<ActivitySource>()]);
    }

    private static void Apply(ExportTarget target, OtlpExporterOptions exporter)
    {
        exporter.Endpoint = target.Endpoint;
        exporter.Protocol = target.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Compression = target.IsCompressed ? OtlpExportCompression.GZip : OtlpExportCompression.None;
        exporter.Headers = target.Headers;
        exporter.TimeoutMilliseconds = (int?)target.Timeout?.TotalMilliseconds ?? exporter.TimeoutMilliseconds;
    }
}

/// <summary>Exports the spans of one emulator's sources, but no spans of other emulators in the process.</summary>
/// <param name="sources">The sources of the emulator and of its server.</param>
internal sealed class OwnSpans(OtlpTraceExporter exporter, BatchExportActivityProcessorOptions options, ActivitySource[] sources)
    : BatchActivityExportProcessor(
        exporter, options.MaxQueueSize, options.ScheduledDelayMilliseconds, options.ExporterTimeoutMilliseconds, options.MaxExportBatchSize)
{
    public override void OnEnd(Activity data)
    {
        if (sources.Contains(data.Source))
        {
            base.OnEnd(data);
        }
    }
}

/// <summary>Ends the export with the emulator. Remaining signals are sent if the collector accepts them at once, and dropped otherwise.</summary>
/// <remarks>When OpenTelemetry is disposed without a shutdown, it waits five seconds for each kind of signal.</remarks>
internal sealed class ExportLifetime(TracerProvider? traces = null, MeterProvider? metrics = null, LoggerProvider? logs = null) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private bool _ended;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    /// <summary>Ends the export after a failed start, which is not followed by a stop.</summary>
    public void Dispose() => End();

    // Shutdown blocks. In parallel, the three kinds share the work of the first export.
    private void End()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        var startedAt = Stopwatch.GetTimestamp();
        Parallel.Invoke(() => traces?.Shutdown(Left()), () => metrics?.Shutdown(Left()), () => logs?.Shutdown(Left()));

        int Left() => (int)Math.Max(0, (Patience - Stopwatch.GetElapsedTime(startedAt)).TotalMilliseconds);
    }
}
