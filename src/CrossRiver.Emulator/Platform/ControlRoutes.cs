namespace CrossRiver.Emulator.Platform;

/// <summary>The routes of the emulator that the bank does not have.</summary>
internal static class ControlRoutes
{
    /// <summary>The path that they begin with. No route of the bank can collide with it.</summary>
    public const string Prefix = "/_emulator";
}
