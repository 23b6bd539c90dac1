namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>The way in which a world's time passes.</summary>
internal enum ClockMode
{
    /// <summary>Time passes as the machine's does, or at a multiple of its speed.</summary>
    Real,

    /// <summary>Time passes only when a caller advances it.</summary>
    Manual,

    /// <summary>Time jumps to the next due entry while nothing is in flight, except to the end of a wait for a person.</summary>
    Skip,
}
