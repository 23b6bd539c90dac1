using System.Diagnostics;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

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
        Parallel.Invoke(
            () => traces?.Shutdown(Left()),
            () => metrics?.Shutdown(Left()),
            () => logs?.Shutdown(Left()));

        int Left() => (int)Math.Max(0, (Patience - Stopwatch.GetElapsedTime(startedAt)).TotalMilliseconds);
    }
}
