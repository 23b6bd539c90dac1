namespace Aspire.Hosting.ApplicationModel;

/// <summary>Represents an emulator of the bank in an AppHost: the program as a process, or its image as a container.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="command">The command that starts the program.</param>
/// <param name="workingDirectory">The folder in which the program starts.</param>
public sealed class CrossRiverEmulatorResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery
{
    internal const string HttpEndpointName = "http";

    /// <summary>Gets the endpoint of the bank's routes and of the emulator's own routes under <c>/_emulator</c>.</summary>
    public EndpointReference HttpEndpoint => new(this, HttpEndpointName);
}

/// <summary>Represents the container of an emulator, which takes the place of the process in the model.</summary>
/// <remarks>Both have the same name and the same annotations, so that references to the emulator lead to its container.</remarks>
internal sealed class CrossRiverEmulatorContainerResource(CrossRiverEmulatorResource emulator) : ContainerResource(emulator.Name), IResourceWithServiceDiscovery
{
    /// <inheritdoc/>
    public override ResourceAnnotationCollection Annotations => emulator.Annotations;
}
