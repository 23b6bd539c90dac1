using CrossRiver.Emulator.Kernel.Journal.Keeping;
using CrossRiver.Emulator.Kernel.Worlds.Lifetime;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Every world of an emulator as it was at a moment.</summary>
internal sealed record EmulatorSnapshot
{
    /// <summary>The only form of a snapshot that there is so far.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The checksum of a file of the state, see <see cref="StateChecksum"/>; <see langword="null"/> in a snapshot, and in a file that was edited.</summary>
    [JsonPropertyOrder(-1)]
    public string? Checksum { get; init; }

    /// <summary>The form of the document.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The time of what concerns no world, and of worlds that begin.</summary>
    public required SavedClock Clock { get; init; }

    /// <summary>How many calls there were: their identifiers are numbered on.</summary>
    public required long Calls { get; init; }

    public required IReadOnlyList<WorldSnapshot> Worlds { get; init; }

    /// <summary>The number of the last entry in the journal of no world.</summary>
    public long LastEntry { get; init; }

    /// <summary>The journal of no world; <see langword="null"/> but in a file of the state.</summary>
    public SavedJournal? Journal { get; init; }

    /// <summary>Gets the sections that other areas have in a file of the state, by their names: members of the JSON like the others.</summary>
    [JsonIgnore]
    public Dictionary<string, object> Sections { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The last place in the order of all journals.</summary>
    public long LastOrder { get; init; }

    /// <summary>Where worlds ended that are not there any more.</summary>
    public IReadOnlyList<FormerLife> FormerLives { get; init; } = [];
}
