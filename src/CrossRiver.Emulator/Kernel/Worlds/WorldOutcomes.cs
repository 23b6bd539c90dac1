namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>A new beginning of a world.</summary>
/// <param name="PartnerId">The partner of the world.</param>
/// <param name="Now">The moment of the beginning, on the world's clock.</param>
/// <param name="Epoch">The number of the new epoch.</param>
/// <param name="CancelledEntries">The number of agenda entries that were removed.</param>
/// <param name="Cancelled">The number of removed things of each part, by the part's name.</param>
/// <param name="Entry">The number of the journal's entry about the beginning.</param>
internal sealed record WorldBeginning(Guid PartnerId, DateTimeOffset Now, int Epoch, int CancelledEntries, IReadOnlyDictionary<string, int> Cancelled, long Entry);

/// <summary>Represents the undone work of a stopped world.</summary>
/// <param name="Entries">The entries of the agenda: steps and retries.</param>
/// <param name="Work">The unfinished work; each writes its line to a log.</param>
internal sealed record UnfinishedWork(Guid PartnerId, int Entries, IReadOnlyList<Action<ILogger>> Work);

/// <summary>Something that a reset can keep.</summary>
internal enum KeepOnReset
{
    /// <summary>The registrations with their statuses, and the signing secret. Their unsent events are dropped.</summary>
    Registrations,

    /// <summary>The world's own scenarios, its default, and the scenarios for future customers.</summary>
    Scenarios,

    /// <summary>The time, and the way in which it passes.</summary>
    Clock,

    /// <summary>The journal.</summary>
    Journal,
}

/// <summary>Represents the options of a new epoch.</summary>
/// <param name="BeginsAgain">Whether the world begins again; otherwise it ends, or continues from a snapshot.</param>
internal sealed record ResetOptions(IReadOnlyCollection<KeepOnReset> Kept, bool BeginsAgain = false)
{
    public bool Keeps(KeepOnReset kept) => Kept.Contains(kept);
}
