using CrossRiver.Emulator.Testing;
using DotNet.Testcontainers.Containers;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>Represents an emulator's container. Its start waits until the emulator is ready.</summary>
public sealed class CrossRiverEmulatorContainer : DockerContainer
{
    internal CrossRiverEmulatorContainer(CrossRiverEmulatorConfiguration configuration)
        : base(configuration) => Configuration = configuration;

    /// <summary>Gets the emulator's address for calls from this machine.</summary>
    /// <exception cref="InvalidOperationException">The container is not started.</exception>
    public Uri BaseAddress => new UriBuilder(Uri.UriSchemeHttp, Hostname, GetMappedPublicPort(CrossRiverEmulatorBuilder.Port)).Uri;

    internal CrossRiverEmulatorConfiguration Configuration { get; }

    /// <summary>Connects to the emulator, and returns its operations for tests: partners, time, stories, webhooks, faults and evidence.</summary>
    /// <param name="patience">The maximum duration of a call or a wait, in real time, or null for 30 seconds.</param>
    /// <exception cref="InvalidOperationException">The container is not started.</exception>
    /// <exception cref="EmulatorException">The emulator is not ready within 30 seconds.</exception>
    public Task<EmulatorServer> ConnectAsync(TimeSpan? patience = null, CancellationToken cancellationToken = default) =>
        EmulatorServer.ConnectAsync(BaseAddress, OptionsFor(patience), cancellationToken);

    internal ConnectionOptions OptionsFor(TimeSpan? patience)
    {
        var options = new ConnectionOptions { Key = Configuration.ControlKey, Strict = Configuration.StrictFor is not null };
        options.Credentials = Configuration.StrictFor ?? options.Credentials;
        options.Patience = patience ?? options.Patience;
        return options;
    }
}
