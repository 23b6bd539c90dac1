using Hangfire;
using Hangfire.Common;

namespace CrossRiver.Emulator.Kernel.Jobs;

/// <summary>The workers of one emulator's Hangfire, from its start to its stop.</summary>
/// <remarks>Hangfire's own service throws when it is not given the time it wants to stop; this one is content with what there is.</remarks>
internal sealed class JobServer(JobStorage storage, JobActivator activator, IJobFilterProvider filters) : IHostedService, IDisposable
{
    // A job only starts an attempt and never waits for a partner: a few workers keep up with any load.
    private const int Workers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock _stop = new();
    private BackgroundJobServer? _server;
    private Task? _stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = Workers,
                Activator = activator,
                FilterProvider = filters,
                StopTimeout = Patience,
                ShutdownTimeout = Patience,
            },
            storage);

        return Task.CompletedTask;
    }

    /// <summary>Stops the workers. A host may be stopped twice at once; both wait for the one stop.</summary>
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
