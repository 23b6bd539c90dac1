namespace CrossRiver.Emulator.Testing;

/// <summary>An emulator for the tests of a class.</summary>
public sealed class SharedBank : IAsyncLifetime
{
    public EmulatorServer Server { get; private set; } = null!;

    /// <summary>The same emulator for waits that are to fail.</summary>
    public EmulatorServer Impatient { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await EmulatorServer.StartAsync();
        Impatient = await EmulatorServer.ConnectAsync(Server.BaseAddress, new ConnectionOptions { Patience = TimeSpan.FromSeconds(0.3) });
    }

    public async ValueTask DisposeAsync()
    {
        await Impatient.DisposeAsync();
        await Server.DisposeAsync();
    }
}
