namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>The reactions of another area to deliveries. Each is called under the lock of the delivery's world.</summary>
internal sealed record DeliveryObserver
{
    /// <summary>Gets the reaction to an event that was published, by the identifier that the partner gets.</summary>
    public Action<World, Guid> Published { get; init; } = (_, _) => { };

    /// <summary>Gets the reaction to an event whose first attempt begins, or will never begin.</summary>
    public Action<World, Guid> FirstAttemptStarted { get; init; } = (_, _) => { };

    /// <summary>Gets the reaction to an event that the partner has taken.</summary>
    public Action<World, Guid> Acknowledged { get; init; } = (_, _) => { };

    /// <summary>Gets the reaction to a rule that causes a fault.</summary>
    public Action<World, string> Struck { get; init; } = (_, _) => { };
}
