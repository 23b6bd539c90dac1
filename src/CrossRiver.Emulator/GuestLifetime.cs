namespace CrossRiver.Emulator;

/// <summary>How long a guest in another program's process lives: until its host stops it.</summary>
/// <remarks>What ASP.NET Core does otherwise, it takes Ctrl+C from the process, and a test run could not be stopped.</remarks>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
