namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>An operation of the bank's API by its name in scenarios, conditions and the journal: metadata of its endpoint.</summary>
/// <param name="Name">The name, for example <c>customers.create</c>.</param>
/// <param name="Writes">Whether it changes something at the bank.</param>
/// <param name="Creates">The type of the resource that it creates and whose story begins with it, or null.</param>
/// <param name="About">The type of the resource that the first parameter of its route names and that is part of a story, or null.</param>
internal sealed record Operation(string Name, bool Writes, ResourceType? Creates, ResourceType? About)
{
    /// <summary>Gets the members of the body that name resources, for a route without a parameter. The first known resource counts.</summary>
    public IReadOnlyList<string> NamedBy { get; init; } = [];

    /// <summary>Gets whether its calls are part of the story of a resource.</summary>
    public bool IsPartOfStory => (Creates ?? About) is not null;
}

/// <summary>Adds operations to endpoints, and reads them.</summary>
internal static class OperationMetadata
{
    /// <summary>Returns the operation of an endpoint, or null if it has none.</summary>
    public static Operation? Operation(this Endpoint endpoint) => endpoint.Metadata.GetMetadata<Operation>();

    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, string name, bool writes = false, ResourceType? creates = null, ResourceType? about = null) =>
        route.WithMetadata(new Operation(name, writes, creates, about));

    /// <summary>Adds an operation that changes something and whose body names the resource that it is about.</summary>
    /// <param name="namedBy">The members of the body that name resources.</param>
    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, string name, ResourceType about, params IReadOnlyList<string> namedBy) =>
        route.WithMetadata(new Operation(name, Writes: true, Creates: null, about) { NamedBy = namedBy });
}
