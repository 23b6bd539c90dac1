namespace CrossRiver.Emulator.Kernel.Events;

/// <summary>Something that happened to a resource of the bank. Its module publishes it; other modules act on it.</summary>
internal sealed record DomainEvent
{
    public required EventType Type { get; init; }

    /// <summary>Gets the moment at which it happened, on the world's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the resource that it is about.</summary>
    public required ResourceKey About { get; init; }

    /// <summary>Gets what names the line it stands in: events of one line are sent in order.</summary>
    public required string OrderingKey { get; init; }

    /// <summary>Gets what names the resource in its world, whatever the order of the calls: random choices about it start from this.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the number of the event among the changes and events of the resource.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the path of what changed, without a leading slash. It is that of the resource, or one below.</summary>
    public required string Path { get; init; }

    /// <summary>Gets what an Extended event says about that, in this order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Details { get; init; }

    /// <summary>Chooses the identifier of the event.</summary>
    public Guid ChooseId(Chance chance) => chance.Id(At, $"{Key}/event/{Version}");
}
