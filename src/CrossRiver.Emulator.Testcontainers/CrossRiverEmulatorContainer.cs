using CrossRiver.Emulator.Testing;
using DotNet.Testcontainers.Containers;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>A container of the emulator. Once started, the emulator is ready.</summary>
public sealed class CrossRiverEmulatorContainer : DockerContainer
{
    internal CrossRiverEmulatorContainer(CrossRiverEmulatorConfiguration configuration)
        : base(configuration) =>
        Configuration = configuration;

    /// <summary>Where the emulator listens, as this machine reaches it.</summary>
    /// <exception cref="InvalidOperationException">The container is not started.</exception>
    public Uri BaseAddress => new UriBuilder(Uri.UriSchemeHttp, Hostname, GetMappedPublicPort(CrossRiverEmulatorBuilder.Port)).Uri;

    internal CrossRiverEmulatorConfiguration Configuration { get; }

    /// <summary>Gives the verbs of tests: partners, time, stories, webhooks, faults and evidence.</summary>
    /// <param name="patience">How long a call or a wait may take, in real time, before it fails; <see langword="null"/> for 30 seconds.</param>
    /// <param name="cancellationToken">Ends the wait for the emulator, which is over when the container is started.</param>
    /// <exception cref="InvalidOperationException">The container is not started.</exception>
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
