namespace CrossRiver.Emulator.Worlds.Snapshots;

/// <summary>Every world of an emulator as it was at a moment.</summary>
internal sealed record EmulatorSnapshot
{
    /// <summary>The only form of a snapshot that there is so far.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The form of the document.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The time of what concerns no world, and of worlds that begin.</summary>
    public required SavedClock Clock { get; init; }

    /// <summary>How many calls there were: their identifiers are numbered on.</summary>
    public required long Calls { get; init; }

    public required IReadOnlyList<WorldSnapshot> Worlds { get; init; }
}
