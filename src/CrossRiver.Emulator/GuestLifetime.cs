namespace CrossRiver.Emulator;

/// <summary>The lifetime of an emulator that another program's process or <see cref="EmulatorProgram"/> stops.</summary>
/// <remarks>ASP.NET Core's own takes Ctrl+C from the process: a test run could not be stopped, and a start could only be cut off.</remarks>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
