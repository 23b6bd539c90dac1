using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>A snapshot of a world that is being checked.</summary>
/// <param name="World">The snapshot, for a part that has to agree with others.</param>
/// <param name="Place">The place of the world in the document.</param>
/// <param name="Services">The services of the emulator, for what its settings allow.</param>
internal sealed record SnapshotInCheck(WorldSnapshot World, Place Place, IServiceProvider Services)
{
    public Guid PartnerId => World.PartnerId;
}
