using System.Text;
using CrossRiver.Emulator.Testing;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace CrossRiver.Emulator.Testcontainers;

/// <summary>Represents a builder of an emulator's container.</summary>
/// <remarks>The start of the container waits until the emulator is ready. Its webhooks to <c>localhost</c> reach the test process.</remarks>
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
    /// <summary>The image of the package's version.</summary>
    public const string DefaultImage = EmulatorImage.Name;

    /// <summary>The port on which the emulator listens in its container.</summary>
    public const ushort Port = 8080;

    private const string ScenariosFolder = "/scenarios";
    private const string Hosts = "Emulator:Control:Hosts";
    private const string Host = "host.docker.internal";

    /// <summary>Creates a builder with a manual clock, which is also the default of <see cref="EmulatorServer.StartAsync"/>.</summary>
    /// <param name="image">The image. The default is <see cref="DefaultImage"/>.</param>
    public CrossRiverEmulatorBuilder(string image = DefaultImage)
        : this(new CrossRiverEmulatorConfiguration()) => DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    private CrossRiverEmulatorBuilder(CrossRiverEmulatorConfiguration configuration)
        : base(configuration) => DockerResourceConfiguration = configuration;

    /// <inheritdoc/>
    protected override CrossRiverEmulatorConfiguration DockerResourceConfiguration { get; }

    /// <summary>Sets how time passes in new worlds.</summary>
    /// <param name="clock">The default is <see cref="TestClock.Manual"/>.</param>
    public CrossRiverEmulatorBuilder WithClock(TestClock clock) => WithSetting("Emulator:Clock:Mode", $"{clock}");

    /// <summary>Copies a folder with scenario files into the container. They apply to all worlds.</summary>
    /// <param name="folder">A path on this machine, even if the engine runs on another machine.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public CrossRiverEmulatorBuilder WithScenarios(string folder)
    {
        var source = new DirectoryInfo(folder);
        return source.Exists
            ? WithResourceMapping(source, ScenariosFolder)
            : throw new DirectoryNotFoundException($"The folder {source.FullName} does not exist.");
    }

    /// <summary>Copies a scenario file into the container. It applies to all worlds.</summary>
    /// <param name="name">The name of the file without the extension.</param>
    /// <param name="yaml">The text of the file.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CrossRiverEmulatorBuilder WithScenario(string name, string yaml)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return WithResourceMapping(Encoding.UTF8.GetBytes(yaml), $"{ScenariosFolder}/{name}.yaml");
    }

    /// <summary>Makes the emulator as strict as the bank.</summary>
    /// <param name="credentials">The only client that gets tokens.</param>
    /// <param name="allowedHosts">The allowed hosts of callback URLs.</param>
    /// <remarks>Calls need a token, callback URLs need https and an allowed host, and only a status of exactly 200 acknowledges a webhook.</remarks>
    public CrossRiverEmulatorBuilder WithStrict(PartnerCredentials credentials, params IReadOnlyList<string> allowedHosts)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(strictFor: credentials))
            .WithSetting("Emulator:Strict", "true")
            .WithSetting("Emulator:Tokens:Clients:0:Id", credentials.ClientId)
            .WithSetting("Emulator:Tokens:Clients:0:Secret", credentials.ClientSecret)
            .WithSetting("Emulator:Webhooks:AllowedHosts", string.Join(',', allowedHosts));
    }

    /// <summary>Sets the key for calls under <c>/_emulator</c>. <see cref="CrossRiverEmulatorContainer.ConnectAsync"/> uses it.</summary>
    public CrossRiverEmulatorBuilder WithControlKey(string key) =>
        Merge(DockerResourceConfiguration, new CrossRiverEmulatorConfiguration(controlKey: key)).WithSetting("Emulator:Control:Key", key);

    /// <summary>Sets the host that receives callbacks to <c>localhost</c>.</summary>
    /// <param name="host">The container's name of the test machine. The default is <c>host.docker.internal</c>, the engine's machine.</param>
    /// <remarks>
    /// For an engine on another machine, use <c>host.testcontainers.internal</c>, and expose the port with
    /// <see cref="TestcontainersSettings.ExposeHostPortsAsync(ushort, CancellationToken)"/>.
    /// </remarks>
    public CrossRiverEmulatorBuilder WithCallbackHost(string host) => WithSetting("Emulator:Webhooks:HostOfContainer", host);

    /// <summary>Sets a setting of the emulator.</summary>
    /// <param name="key">The key of the setting, such as <c>Emulator:Webhooks:RetryWaits</c>.</param>
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
        // Only desktop engines define this name; Linux needs the extra host.
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

    // The test's calls contain the name of the engine's machine, which the emulator refuses unless it is a control host.
    private CrossRiverEmulatorBuilder WithNameOfEngine()
    {
        var name = TestcontainersSettings.DockerHostOverride ?? DockerResourceConfiguration.DockerEndpointAuthConfig.Endpoint.Host;
        return string.IsNullOrEmpty(name) || DockerResourceConfiguration.Environments.ContainsKey(NameOf(Hosts)) ? this : WithSetting(Hosts, name);
    }

    private static string NameOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
