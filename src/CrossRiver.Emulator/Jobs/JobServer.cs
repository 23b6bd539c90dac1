using Hangfire;
using Hangfire.Common;

namespace CrossRiver.Emulator.Jobs;

/// <summary>The workers of one emulator's Hangfire, from its start to its stop.</summary>
/// <remarks>Hangfire's own service throws when it is not given the time it wants to stop; this one is content with what there is.</remarks>
internal sealed class JobServer(JobStorage storage, JobActivator activator, IJobFilterProvider filters) : IHostedService, IDisposable
{
    // A job only starts an attempt and never waits for a partner: a few workers keep up with any load.
    private const int Workers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private BackgroundJobServer? _server;

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

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be stopped twice, and be disposed meanwhile.
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            server.SendStop();
            await Task.WhenAny(server.WaitForShutdownAsync(CancellationToken.None), Task.Delay(Patience, CancellationToken.None));
            server.Dispose();
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _server, null)?.Dispose();
}
