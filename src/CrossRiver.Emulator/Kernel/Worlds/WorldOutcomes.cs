namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>A new beginning of a world.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment of the beginning, on the world's clock.</param>
/// <param name="Epoch">The number of the epoch that begins.</param>
/// <param name="CancelledEntries">How many entries of the agenda were there and are gone.</param>
/// <param name="Cancelled">How many things of each part were there and are gone, by the part's name.</param>
internal sealed record WorldBeginning(Guid PartnerId, DateTimeOffset Now, int Epoch, int CancelledEntries, IReadOnlyDictionary<string, int> Cancelled);

/// <summary>What a world had still to do when it was stopped.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Entries">Entries of the agenda: steps and retries.</param>
/// <param name="Work">Work under way or to come that has not ended; each writes its line to a log.</param>
internal sealed record LeftUndone(Guid PartnerId, int Entries, IReadOnlyList<Action<ILogger>> Work);

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
