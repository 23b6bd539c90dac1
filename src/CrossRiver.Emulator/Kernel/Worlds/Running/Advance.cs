namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents the extent of an advance. Exactly one of the first three properties is set.</summary>
internal sealed record AdvanceTarget
{
    /// <summary>The default of the most entries that one advance runs.</summary>
    public const int DefaultMostEntries = 100_000;

    public TimeSpan? By { get; init; }

    /// <summary>Gets the target. A moment in the past moves nothing.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets the number of due moments to move to. Everything that is due at each of them runs.</summary>
    public int? Steps { get; init; }

    public int MostEntries { get; init; } = DefaultMostEntries;
}

/// <summary>Represents an advance of a world's time, with its result.</summary>
internal sealed class Advance(DateTimeOffset from, DateTimeOffset? target, int? steps, long ranBefore, int mostEntries)
{
    public DateTimeOffset From { get; } = from;

    /// <summary>Gets the target, or null for an advance by steps.</summary>
    public DateTimeOffset? Target { get; } = target;

    /// <summary>Gets or sets the steps left, or null for an advance to a moment.</summary>
    public int? StepsLeft { get; set; } = steps;

    /// <summary>Gets the number of entries, of all that the world has run, after which the advance ends.</summary>
    public long RanAtMost { get; } = ranBefore + mostEntries;

    /// <summary>Gets the number of entries that the world had run before.</summary>
    public long RanBefore { get; } = ranBefore;

    /// <summary>Gets or sets the number of entries that the advance ran. Set at its end.</summary>
    public long Ran { get; set; }

    /// <summary>Gets or sets the reason for the end, or null while the advance is in progress.</summary>
    public AdvanceEnd? End { get; set; }

    /// <summary>Gets or sets the next due entry, or null if there is none.</summary>
    public ScheduledWork? Next { get; set; }
}

/// <summary>The reason for the end of an advance.</summary>
internal enum AdvanceEnd
{
    /// <summary>The target or the last step was reached.</summary>
    Arrived,

    /// <summary>The advance ran as many entries as it may.</summary>
    TooManyEntries,

    /// <summary>The caller's time for the advance was over.</summary>
    TimeIsUp,

    /// <summary>The world was reset meanwhile, or has stopped.</summary>
    Reset,
}
