namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>What a lane waits for.</summary>
internal enum LaneState
{
    /// <summary>A moment; the agenda has it.</summary>
    Time,

    /// <summary>A call, reads, or the acknowledgement of an event.</summary>
    Upon,

    /// <summary>A person.</summary>
    Holding,

    /// <summary>Nothing: its story is told.</summary>
    Ended,
}
