namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>Represents something that happened to a resource of the bank. Its module publishes it; other modules handle it.</summary>
internal sealed record DomainEvent
{
    public required EventType Type { get; init; }

    /// <summary>Gets the moment on the world's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required ResourceKey About { get; init; }

    /// <summary>Gets the key of the events that are sent in order.</summary>
    public required string OrderingKey { get; init; }

    /// <summary>Gets the name of the resource in its world, which random choices start from. It does not depend on the order of calls.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the number among the changes and events of the resource.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the path of the changed resource, or of a resource below it, without a leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the details of an Extended event, in this order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Details { get; init; }

    /// <summary>Gets the other resources of an event that is about several, as the accounts of a transfer. The default is none.</summary>
    public IReadOnlyList<EventResource> OtherResources { get; init; } = [];

    /// <summary>Chooses the identifier of the event.</summary>
    public Guid ChooseId(KeyedRandom random) => random.Id(At, $"{Key}/event/{Version}");
}

/// <summary>Represents a resource of an event that is about several.</summary>
/// <param name="Path">The path, without a leading slash.</param>
/// <param name="Details">The details of an Extended event, in this order.</param>
internal sealed record EventResource(string Path, IReadOnlyList<KeyValuePair<string, string?>> Details);

/// <summary>A type of domain event, such as the onboarding of a customer.</summary>
/// <param name="Name">The bank's name, for example <c>Core.Customer.Onboarded</c>.</param>
/// <param name="Description">One sentence about the cause.</param>
internal sealed record EventType(string Name, string Description)
{
    /// <summary>Gets whether a step of a scenario can emit the event without a change. The default is true.</summary>
    public bool CanBeEmitted { get; init; } = true;
}
