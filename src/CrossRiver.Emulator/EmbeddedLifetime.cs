namespace CrossRiver.Emulator;

/// <summary>The lifetime of an emulator that another program's process or <see cref="EmulatorProgram"/> stops.</summary>
/// <remarks>The default lifetime handles Ctrl+C, which would prevent the host from stopping its test run, and the program from ending its start.</remarks>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
