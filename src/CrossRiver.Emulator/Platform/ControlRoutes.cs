namespace CrossRiver.Emulator.Platform;

/// <summary>The routes that are ours and not the bank's.</summary>
internal static class ControlRoutes
{
    /// <summary>Where they stand. Nothing of the bank's can collide with it.</summary>
    public const string Prefix = "/_emulator";
}
