namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>What another area does when something happens to a delivery. It is called in the turn of the delivery's world.</summary>
internal sealed record DeliveryObserver
{
    /// <summary>Gets what takes every event that is on its way, by the identifier that the partner gets.</summary>
    public Action<World, Guid> Published { get; init; } = (_, _) => { };

    /// <summary>Gets what takes every event whose first attempt begins, or never will.</summary>
    public Action<World, Guid> Left { get; init; } = (_, _) => { };

    /// <summary>Gets what takes every event that the partner has taken.</summary>
    public Action<World, Guid> Taken { get; init; } = (_, _) => { };

    /// <summary>Gets what takes every rule that lets something go wrong.</summary>
    public Action<World, string> Struck { get; init; } = (_, _) => { };
}
