namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>How far to advance a world's time. One of the three is given.</summary>
internal sealed record AdvanceOrder
{
    /// <summary>The most entries that one advance runs unless it is told otherwise.</summary>
    public const int DefaultMostEntries = 100_000;

    /// <summary>By how much.</summary>
    public TimeSpan? By { get; init; }

    /// <summary>To which moment; one that has passed moves nothing.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>By how many moments at which something is due; all that is due at one of them happens.</summary>
    public int? Steps { get; init; }

    /// <summary>How many entries it runs at most.</summary>
    public int MostEntries { get; init; } = DefaultMostEntries;
}

/// <summary>An advance of a world's time, and what came of it.</summary>
internal sealed class Advance(DateTimeOffset from, DateTimeOffset? target, int? steps, long ranBefore, int mostEntries)
{
    /// <summary>The moment it began at.</summary>
    public DateTimeOffset From { get; } = from;

    /// <summary>The moment it goes to, or null when it goes by steps.</summary>
    public DateTimeOffset? Target { get; } = target;

    /// <summary>How many steps are left, or null when it goes to a moment.</summary>
    public int? StepsLeft { get; set; } = steps;

    /// <summary>How many entries the world may have run when it ends, of all since it began.</summary>
    public long RanAtMost { get; } = ranBefore + mostEntries;

    /// <summary>How many entries the world had run before.</summary>
    public long RanBefore { get; } = ranBefore;

    /// <summary>How many entries the advance has run, once it has ended.</summary>
    public long Ran { get; set; }

    /// <summary>Why it ended, or null while it has not.</summary>
    public AdvanceEnd? End { get; set; }

    /// <summary>What is due next, or null when nothing is.</summary>
    public Pending? Next { get; set; }
}

/// <summary>Why an advance has ended.</summary>
internal enum AdvanceEnd
{
    /// <summary>It is where it was to go.</summary>
    Arrived,

    /// <summary>It ran as many entries as it may.</summary>
    TooManyEntries,

    /// <summary>It took longer than its caller wanted to wait.</summary>
    TimeIsUp,

    /// <summary>The world was begun anew meanwhile, or has stopped.</summary>
    Reset,
}
