using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Sending;

namespace CrossRiver.Emulator.Modules.Webhooks.Saving;

/// <summary>A world's deliveries as a snapshot keeps them, the signing secret included.</summary>
internal sealed record SavedDeliveries
{
    /// <summary>Those of a world in which nothing was ever to be delivered.</summary>
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

    /// <summary>The secret that signs attempts, base64.</summary>
    public required string Secret { get; init; }

    /// <summary>The deliveries, in the order in which the events happened. What was under way is sent again.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>How many there were in all: they are numbered on.</summary>
    public required long Added { get; init; }

    /// <summary>The events of every line, in order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Guid>> Lines { get; init; }

    /// <summary>The events of every line for a registration's slots, in order.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> SlotLines { get; init; }

    /// <summary>The event that each recovering registration has on its way.</summary>
    public required IReadOnlyDictionary<Guid, Guid> Recovering { get; init; }

    /// <summary>Events that are being gathered, by their registration.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> Gathered { get; init; }

    /// <summary>Events that are to be sent in another order, by their customer and rule.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Reordered { get; init; } = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal);

    /// <summary>Whether a tester held the deliveries.</summary>
    public bool IsPaused { get; init; }
}
