namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>What a world keeps when a new epoch begins.</summary>
/// <param name="Kept">What stays as it is.</param>
/// <param name="BeginsAgain">Whether the world begins again; else it ends, or continues from a snapshot.</param>
internal sealed record ResetOptions(IReadOnlyCollection<Kept> Kept, bool BeginsAgain = false)
{
    /// <summary>Returns whether something stays as it is.</summary>
    public bool Keeps(Kept kept) => Kept.Contains(kept);
}
