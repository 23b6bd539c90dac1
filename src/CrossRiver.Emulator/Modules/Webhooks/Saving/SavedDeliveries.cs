using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>The deliveries in a snapshot, with the signing secret.</summary>
internal sealed record SavedDeliveries
{
    /// <summary>Returns the deliveries of a world without events.</summary>
    public static SavedDeliveries None(SigningSecret secret) => new()
    {
        Secret = secret.Text,
        Deliveries = [],
        Added = 0,
        Lines = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal),
        SlotLines = new Dictionary<Guid, IReadOnlyList<Guid>>(),
        Recovering = new Dictionary<Guid, Guid>(),
        Gathered = new Dictionary<Guid, IReadOnlyList<WebhookEvent>>(),
    };

    /// <summary>Gets the secret that signs the attempts, in base64.</summary>
    public required string Secret { get; init; }

    /// <summary>Gets the deliveries, in the order of their events. Attempts that were under way are made again.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>Gets the number of deliveries that were ever added; the next number follows it.</summary>
    public required long Added { get; init; }

    /// <summary>Gets the events of each line, in order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Guid>> Lines { get; init; }

    /// <summary>Gets the events that wait for a slot of each registration, in order.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> SlotLines { get; init; }

    /// <summary>Gets the event that each recovering registration has on its way.</summary>
    public required IReadOnlyDictionary<Guid, Guid> Recovering { get; init; }

    /// <summary>Gets the gathered events of each registration.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> Gathered { get; init; }

    /// <summary>Gets the events that are collected for another order, by their customer and rule.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Reordered { get; init; } = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal);

    /// <summary>Gets whether a tester has paused the deliveries.</summary>
    public bool IsPaused { get; init; }
}
