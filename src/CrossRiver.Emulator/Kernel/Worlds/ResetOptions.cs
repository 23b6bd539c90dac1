namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Represents the options of a new epoch.</summary>
/// <param name="BeginsAgain">Whether the world begins again; otherwise it ends, or continues from a snapshot.</param>
internal sealed record ResetOptions(IReadOnlyCollection<Kept> Kept, bool BeginsAgain = false)
{
    public bool Keeps(Kept kept) => Kept.Contains(kept);
}
