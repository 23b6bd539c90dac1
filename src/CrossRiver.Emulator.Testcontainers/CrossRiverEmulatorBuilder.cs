using System.Text;
using CrossRiver.Emulator.Testing;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>Builds a container of the emulator. It is started when the emulator is ready, and its webhooks to <c>localhost</c> reach the test process.</summary>
/// <example>
/// <code>
/// await using var container = new CrossRiverEmulatorBuilder().WithScenarios("scenarios").Build();
/// await container.StartAsync();
/// await using var bank = await container.ConnectAsync();
/// var partner = bank.NewPartner();
/// </code>
/// </example>
public sealed class CrossRiverEmulatorBuilder : ContainerBuilder<CrossRiverEmulatorBuilder, CrossRiverEmulatorContainer, CrossRiverEmulatorConfiguration>
{
    /// <summary>The image as the README builds it: it is not in any registry.</summary>
    public const string DefaultImage = "crossriver-emulator:latest";

    /// <summary>The port on which the emulator listens in its container.</summary>
    public const ushort Port = 8080;

    private const string ScenariosFolder = "/scenarios";
    private const string Hosts = "Emulator:Control:Hosts";
    private const string Host = "host.docker.internal";

    /// <summary>Begins with a clock that stands still until the test advances it, as <see cref="EmulatorServer.StartAsync"/> does.</summary>
    /// <param name="image">The image.</param>
    public CrossRiverEmulatorBuilder(string image = DefaultImage)
        : this(new CrossRiverEmulatorConfiguration()) =>
        DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    private CrossRiverEmulatorBuilder(CrossRiverEmulatorConfiguration configuration)
        : base(configuration) =>
        DockerResourceConfiguration = configuration;

    /// <inheritdoc/>
    protected override CrossRiverEmulatorConfiguration DockerResourceConfiguration { get; }

    /// <summary>Sets how time passes in worlds that begin.</summary>
    /// <param name="clock">The default is <see cref="TestClock.Manual"/>.</param>
    public CrossRiverEmulatorBuilder WithClock(TestClock clock) => WithSetting("Emulator:Clock:Mode", $"{clock}");

    /// <summary>Copies a folder with scenario files into the container; they are in force in all worlds.</summary>
    /// <param name="folder">Its path here, and so also for an engine on another machine.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public CrossRiverEmulatorBuilder WithScenarios(string folder)
    {
        var source = new DirectoryInfo(folder);

        return source.Exists ? WithResourceMapping(source, ScenariosFolder) : throw new DirectoryNotFoundException($"There is no folder {source.FullName}.");
    }

    /// <summary>Gives the emulator a scenario file as text; it is in force in all worlds.</summary>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="yaml">The text.</param>
    public CrossRiverEmulatorBuilder WithScenario(string name, string yaml)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return WithResourceMapping(Encoding.UTF8.GetBytes(yaml), $"{ScenariosFolder}/{name}.yaml");
    }

    /// <summary>Makes the emulator as strict as the bank: tokens, https callbacks to allowed hosts, and only an answer of exactly 200 takes a webhook.</summary>
    /// <param name="credentials">The only client that gets tokens.</param>
    /// <param name="allowedHosts">The hosts that callback URLs may name.</param>
    public CrossRiverEmulatorBuilder WithStrict(PartnerCredentials credentials, params IReadOnlyList<string> allowedHosts)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(strictFor: credentials))
            .WithSetting("Emulator:Strict", "true")
            .WithSetting("Emulator:Tokens:Clients:0:Id", credentials.ClientId)
            .WithSetting("Emulator:Tokens:Clients:0:Secret", credentials.ClientSecret)
            .WithSetting("Emulator:Webhooks:AllowedHosts", string.Join(',', allowedHosts));
    }

    /// <summary>Sets what calls under <c>/_emulator</c> have to send; <see cref="CrossRiverEmulatorContainer.ConnectAsync"/> does.</summary>
    /// <param name="key">The key.</param>
    public CrossRiverEmulatorBuilder WithControlKey(string key) =>
        Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(controlKey: key)).WithSetting("Emulator:Control:Key", key);

    /// <summary>Sets where callbacks to <c>localhost</c> go.</summary>
    /// <param name="host">
    /// The test process as the container knows it. The default is <c>host.docker.internal</c>, the engine's own machine. For an engine elsewhere, expose the
    /// port by <see cref="TestcontainersSettings.ExposeHostPortsAsync(ushort, CancellationToken)"/> and name <c>host.testcontainers.internal</c>.
    /// </param>
    public CrossRiverEmulatorBuilder WithCallbackHost(string host) => WithSetting("Emulator:Webhooks:HostOfContainer", host);

    /// <summary>Sets any setting of the emulator.</summary>
    /// <param name="key">Its key, such as <c>Emulator:Webhooks:RetryWaits</c>.</param>
    /// <param name="value">Its value.</param>
    public CrossRiverEmulatorBuilder WithSetting(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return WithEnvironment(NameOf(key), value);
    }

    /// <inheritdoc/>
    public override CrossRiverEmulatorContainer Build()
    {
        Validate();

        return new CrossRiverEmulatorContainer(WithNameOfEngine().DockerResourceConfiguration);
    }

    /// <inheritdoc/>
    protected override CrossRiverEmulatorBuilder Init() => base.Init()
        .WithPortBinding(Port, assignRandomHostPort: true)
        .WithClock(TestClock.Manual)
        .WithSetting("Emulator:Scenarios:Folder", ScenariosFolder)
        // Engines on a desktop know this name; on Linux it has to be said.
        .WithExtraHost(Host, "host-gateway")
        .WithCallbackHost(Host)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(Port).ForPath("/_emulator/ready")));

    /// <inheritdoc/>
    protected override CrossRiverEmulatorBuilder Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override CrossRiverEmulatorBuilder Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override CrossRiverEmulatorBuilder Merge(CrossRiverEmulatorConfiguration oldValue, CrossRiverEmulatorConfiguration newValue)
    {
        ArgumentNullException.ThrowIfNull(oldValue);
        ArgumentNullException.ThrowIfNull(newValue);
        return new(new CrossRiverEmulatorConfiguration(oldValue, newValue));
    }

    // The test calls the emulator by the name of the engine's machine, which may be one that the emulator does not accept by itself.
    private CrossRiverEmulatorBuilder WithNameOfEngine()
    {
        var name = TestcontainersSettings.DockerHostOverride ?? DockerResourceConfiguration.DockerEndpointAuthConfig.Endpoint.Host;

        return string.IsNullOrEmpty(name) || DockerResourceConfiguration.Environments.ContainsKey(NameOf(Hosts)) ? this : WithSetting(Hosts, name);
    }

    private static string NameOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
