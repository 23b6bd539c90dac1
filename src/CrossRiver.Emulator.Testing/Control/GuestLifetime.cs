using Microsoft.Extensions.Hosting;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>How long an inbox lives: until the test ends it. Ctrl+C stays with the process of the test.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
