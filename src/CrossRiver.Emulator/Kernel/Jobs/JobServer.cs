using Hangfire;
using Hangfire.Common;

namespace CrossRiver.Emulator.Kernel.Jobs;

/// <summary>Runs the workers of one emulator's Hangfire, from its start to its stop.</summary>
/// <remarks>Hangfire's own service throws if the time for the stop is too short; this service does not.</remarks>
internal sealed class JobServer(JobStorage storage, JobActivator activator, IJobFilterProvider filters) : IHostedService, IDisposable
{
    // A job only starts an attempt and never waits for a partner, so a few workers are enough for any load.
    private const int Workers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock _stop = new();
    private BackgroundJobServer? _server;
    private Task? _stopped;

    private BackgroundJobServerOptions Options =>
        new() { WorkerCount = Workers, Activator = activator, FilterProvider = filters, StopTimeout = Patience, ShutdownTimeout = Patience };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new BackgroundJobServer(Options, storage);
        return Task.CompletedTask;
    }

    /// <summary>Stops the workers. A host may be stopped twice at once; both calls wait for one stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stop)
        {
            return _stopped ??= _server is { } server ? StopAsync(server) : Task.CompletedTask;
        }
    }

    public void Dispose() => _server?.Dispose();

    private static async Task StopAsync(BackgroundJobServer server)
    {
        server.SendStop();
        await Task.WhenAny(server.WaitForShutdownAsync(CancellationToken.None), Task.Delay(Patience, CancellationToken.None));
    }
}
