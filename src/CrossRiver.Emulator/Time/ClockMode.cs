namespace CrossRiver.Emulator.Time;

/// <summary>How a world's time passes.</summary>
internal enum ClockMode
{
    /// <summary>As the machine's does, or so many times as fast.</summary>
    Real,

    /// <summary>Not at all, unless somebody advances it.</summary>
    Manual,

    /// <summary>As the machine's does while something is under way, else by a jump to whatever is due next.</summary>
    Skip,
}
