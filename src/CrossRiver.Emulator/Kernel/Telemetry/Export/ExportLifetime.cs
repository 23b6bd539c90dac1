using System.Diagnostics;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CrossRiver.Emulator.Kernel.Telemetry.Export;

/// <summary>Ends the export with the emulator: what is left is sent if the collector takes it at once, and dropped if not.</summary>
/// <remarks>By itself OpenTelemetry waits five seconds for each kind of signal when it is disposed; once shut down, it does not wait again.</remarks>
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

    /// <summary>A start that failed is not followed by a stop.</summary>
    public void Dispose() => End();

    // Shutting down blocks, as OpenTelemetry has it; side by side the three share what has to be done for the first export of all.
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
