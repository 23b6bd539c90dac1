namespace CrossRiver.Emulator.Testing;

/// <summary>Specifies the parts of a world that a reset keeps.</summary>
[Flags]
public enum Kept
{
    /// <summary>No part. The world is as new.</summary>
    None = 0,

    /// <summary>The webhook registrations.</summary>
    Registrations = 1,

    /// <summary>The world's own scenarios, and the scenarios selected for next customers.</summary>
    Scenarios = 2,

    /// <summary>The clock's mode and its current time.</summary>
    Clock = 4,

    /// <summary>The journal.</summary>
    Journal = 8,
}
