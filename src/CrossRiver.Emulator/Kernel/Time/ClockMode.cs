namespace CrossRiver.Emulator.Kernel.Time;

/// <summary>How a world's time passes.</summary>
internal enum ClockMode
{
    /// <summary>As the machine's does, or so many times as fast.</summary>
    Real,

    /// <summary>Not at all, unless somebody advances it.</summary>
    Manual,

    /// <summary>As the machine's does while something is under way, else by a jump to what is due next, unless that is the end of a wait for a person.</summary>
    Skip,
}
