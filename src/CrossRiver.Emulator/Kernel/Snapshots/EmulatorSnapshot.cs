using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Represents all worlds of an emulator at one moment.</summary>
internal sealed record EmulatorSnapshot
{
    /// <summary>The only format of snapshots so far.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Gets the <see cref="StateChecksum"/> of a state file, or null in other snapshots and in an edited file.</summary>
    [JsonPropertyOrder(-1)]
    public string? Checksum { get; init; }

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Gets the emulator's own clock, which new worlds start with.</summary>
    public required SavedClock Clock { get; init; }

    /// <summary>Gets the number of calls, which the identifiers of calls continue.</summary>
    public required long Calls { get; init; }

    public required IReadOnlyList<WorldSnapshot> Worlds { get; init; }

    /// <summary>Gets the number of the last entry in the journal without a world.</summary>
    public long LastEntry { get; init; }

    /// <summary>Gets the journal without a world, or null except in a state file.</summary>
    public SavedJournal? Journal { get; init; }

    /// <summary>Gets the sections that other areas have in a state file, by their names. They are members of the JSON like the others.</summary>
    [JsonIgnore]
    public Dictionary<string, object> Sections { get; init; } = new(StringComparer.Ordinal);

    public long LastOrder { get; init; }

    /// <summary>Gets the ends of worlds that no longer exist.</summary>
    public IReadOnlyList<FormerLife> FormerLives { get; init; } = [];
}
