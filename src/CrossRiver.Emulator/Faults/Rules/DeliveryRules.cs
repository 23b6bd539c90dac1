using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Faults.Rules;

/// <summary>How events are delivered, where it is other than as usual: the key <c>delivery</c>.</summary>
internal sealed record DeliveryRules
{
    /// <summary>How long the partner may take to answer.</summary>
    public TimeSpan? AckWithin { get; init; }

    public RetryRules? Retry { get; init; }

    /// <summary>What goes wrong, in the order of the file.</summary>
    public IReadOnlyList<DeliveryFault> Faults { get; init; } = [];
}
