using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What a reset did.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment of the reset, on the world's clock.</param>
/// <param name="Epoch">The number of the epoch that begins.</param>
/// <param name="Cancelled">What was there and is gone.</param>
internal sealed record ResetOutcome(Guid PartnerId, DateTimeOffset Now, int Epoch, Cancelled Cancelled)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }
}

/// <summary>How many things a reset took away.</summary>
internal sealed record Cancelled(int Customers, int Registrations, int Entries, int Deliveries);

/// <summary>What a world had still to do when it was stopped.</summary>
/// <param name="Entries">Entries of the agenda: steps and retries.</param>
/// <param name="Deliveries">Deliveries without a last answer.</param>
internal sealed record LeftUndone(int Entries, IReadOnlyList<Delivery> Deliveries);

/// <summary>Something that a reset can leave as it is.</summary>
internal enum Kept
{
    /// <summary>The registrations with their statuses and the signing secret. What they had still to be told is dropped.</summary>
    Registrations,

    /// <summary>The world's own scenarios, its default, and what was said of customers to come.</summary>
    Scenarios,

    /// <summary>The time, and how it passes.</summary>
    Clock,

    /// <summary>What happened before.</summary>
    Journal,
}
