namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Specifies the wait of a branch.</summary>
internal enum LaneState
{
    /// <summary>A time on the agenda.</summary>
    Time,

    /// <summary>A call, reads, or the acknowledgement of an event.</summary>
    Upon,

    /// <summary>A person.</summary>
    Holding,

    /// <summary>Nothing, because the branch has ended.</summary>
    Ended,
}
