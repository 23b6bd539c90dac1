using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Represents a snapshot of a world during its check.</summary>
/// <param name="World">The snapshot, for a part that depends on others.</param>
/// <param name="Services">The services of the emulator, for its settings.</param>
internal sealed record SnapshotInCheck(WorldSnapshot World, Place Place, IServiceProvider Services)
{
    public Guid PartnerId => World.PartnerId;
}
