namespace CrossRiver.Emulator.Testing;

/// <summary>What of a world stays when it is reset.</summary>
[Flags]
public enum Kept
{
    /// <summary>Nothing: the world begins as that of a partner that was never heard of.</summary>
    None = 0,

    /// <summary>The registrations for webhooks.</summary>
    Registrations = 1,

    /// <summary>The scenarios that were given to it, and those that were ordered.</summary>
    Scenarios = 2,

    /// <summary>How time passes, and the moment it is.</summary>
    Clock = 4,

    /// <summary>The journal.</summary>
    Journal = 8,
}
