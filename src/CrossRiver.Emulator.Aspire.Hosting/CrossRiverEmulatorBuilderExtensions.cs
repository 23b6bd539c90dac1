using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Provides the methods that add an emulator of the bank to an AppHost.</summary>
public static class CrossRiverEmulatorBuilderExtensions
{
    /// <summary>The image of <see cref="RunAsContainer"/>, which is that of the package's version.</summary>
    public const string DefaultImage = EmulatorImage.Name;

    /// <summary>The command that the tool installs.</summary>
    public const string DefaultCommand = "crossriver-emulator";

    private const int ContainerPort = 8080;
    private const string ContainerScenarios = "/scenarios";
    private const string ContainerState = "/state";

    /// <summary>Adds an emulator of the bank. It runs as a process, and is left out of the manifest.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port for calls from this machine, or null for a free one.</param>
    /// <param name="command">The command that starts the emulator, or a path, relative to the AppHost. The default is the command of the tool.</param>
    /// <remarks>
    /// The resource is healthy as soon as <c>/_emulator/ready</c> answers 200. The dashboard links to its page and to its API reference. Its traces,
    /// metrics and logs are sent to the dashboard.
    /// </remarks>
    /// <example>
    /// <code>
    /// var bank = builder.AddCrossRiverEmulator("bank").WithScenarios("scenarios");
    /// var onboarding = bank.AddPartner("onboarding");
    /// var app = builder.AddProject&lt;Projects.App&gt;("app").WithReference(onboarding).WaitFor(onboarding);
    /// onboarding.WithWebhooksTo(app, "/webhooks/bank");
    /// </code>
    /// </example>
    public static IResourceBuilder<CrossRiverEmulatorResource> AddCrossRiverEmulator(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null, string command = DefaultCommand)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        var emulator = new CrossRiverEmulatorResource(name, command, builder.AppHostDirectory);
        var health = $"{name}_ready";

        // Not WithHttpHealthCheck: it follows the process, and would not see that a container has taken its place.
        builder.Services.AddHealthChecks().AddUrlGroup(_ => new Uri(new Uri(emulator.HttpEndpoint.Url), "/_emulator/ready"), health);
        builder.Services.AddLogging(logging => logging.AddFilter($"System.Net.Http.HttpClient.{health}", LogLevel.Warning));

        return builder.AddResource(emulator)
            .WithHttpEndpoint(port, name: CrossRiverEmulatorResource.HttpEndpointName)
            .WithEnvironment(context => ListenInProcess(emulator, context))
            .WithHealthCheck(health)
            .WithUrlForEndpoint(CrossRiverEmulatorResource.HttpEndpointName, _ => new ResourceUrlAnnotation { Url = "/_emulator/ui", DisplayText = "Page" })
            .WithUrlForEndpoint(CrossRiverEmulatorResource.HttpEndpointName, _ => new ResourceUrlAnnotation { Url = "/_emulator/reference", DisplayText = "API reference" })
            .WithOtlpExporter()
            .ExcludeFromManifest();
    }

    /// <summary>Runs the emulator as a container.</summary>
    /// <param name="image">The image. The default is <see cref="DefaultImage"/>.</param>
    public static IResourceBuilder<CrossRiverEmulatorResource> RunAsContainer(
        this IResourceBuilder<CrossRiverEmulatorResource> builder, string image = DefaultImage)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var model = builder.ApplicationBuilder;
        if (model.Resources.Remove(builder.Resource))
        {
            model.AddResource(new CrossRiverEmulatorContainerResource(builder.Resource))
                .WithImage(image)
                // Only desktop engines define this name, to which the emulator sends callbacks to localhost. Linux needs the extra host.
                .WithContainerRuntimeArgs("--add-host", "host.docker.internal:host-gateway", "--read-only");
        }

        return builder.WithEndpoint(CrossRiverEmulatorResource.HttpEndpointName, endpoint => endpoint.TargetPort = ContainerPort);
    }

    /// <summary>Adds the scenario files of a folder. They apply to all partners.</summary>
    /// <param name="folder">A path, relative to the AppHost. A container has the folder as a read-only bind mount.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IResourceBuilder<CrossRiverEmulatorResource> WithScenarios(this IResourceBuilder<CrossRiverEmulatorResource> builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var path = Path.GetFullPath(folder, builder.ApplicationBuilder.AppHostDirectory);
        return Directory.Exists(path)
            ? builder.WithMount(path, ContainerScenarios, isReadOnly: true).WithPath("Emulator__Scenarios__Folder", path, ContainerScenarios)
            : throw new DirectoryNotFoundException($"The folder {path} does not exist.");
    }

    /// <summary>Keeps the state of all partners in a file, so that it survives a restart.</summary>
    /// <param name="file">A path, relative to the AppHost. A container has the file's folder as a bind mount, which its user must be able to write.</param>
    public static IResourceBuilder<CrossRiverEmulatorResource> WithState(this IResourceBuilder<CrossRiverEmulatorResource> builder, string file)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var path = Path.GetFullPath(file, builder.ApplicationBuilder.AppHostDirectory);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        return builder.WithMount(folder, ContainerState, isReadOnly: false).WithPath("Emulator__State__File", path, $"{ContainerState}/{Path.GetFileName(path)}");
    }

    // An image listens on its own port.
    private static void ListenInProcess(CrossRiverEmulatorResource emulator, EnvironmentCallbackContext context)
    {
        if (!emulator.IsContainer())
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = ReferenceExpression.Create($"http://localhost:{emulator.HttpEndpoint.Property(EndpointProperty.TargetPort)}");
        }
    }

    // A process ignores mounts. The last mount of a target replaces earlier mounts.
    private static IResourceBuilder<CrossRiverEmulatorResource> WithMount(
        this IResourceBuilder<CrossRiverEmulatorResource> builder, string source, string target, bool isReadOnly)
    {
        var annotations = builder.Resource.Annotations;
        foreach (var earlier in annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Target == target).ToList())
        {
            annotations.Remove(earlier);
        }

        return builder.WithAnnotation(new ContainerMountAnnotation(source, target, ContainerMountType.BindMount, isReadOnly));
    }

    private static IResourceBuilder<CrossRiverEmulatorResource> WithPath(
        this IResourceBuilder<CrossRiverEmulatorResource> builder, string setting, string path, string pathInContainer) =>
        builder.WithEnvironment(context => context.EnvironmentVariables[setting] = builder.Resource.IsContainer() ? pathInContainer : path);
}
