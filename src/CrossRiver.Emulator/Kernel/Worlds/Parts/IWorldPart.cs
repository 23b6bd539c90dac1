using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Represents a part of a world, such as its customers. The world creates it on first use, see <see cref="World.Part{T}"/>.</summary>
internal interface IWorldPart
{
    /// <summary>Removes everything except what a reset keeps. Call only while holding the world lock.</summary>
    /// <returns>The number of removed things that were not finished.</returns>
    int Clear(ResetOptions reset);

    /// <summary>Gets whether the partner still expects something of the part, so that the world is not abandoned.</summary>
    bool IsAwaited => false;

    /// <summary>Returns whether the part has a resource outside of the <see cref="ResourceIndex"/>. Thread-safe.</summary>
    bool Has(Guid resourceId) => false;

    /// <summary>Gets the work of the part that ends outside of the world, or null if it has none.</summary>
    IWorkUnderWay? Work => null;
}

/// <summary>Represents a part that snapshots contain.</summary>
/// <typeparam name="TSaved">The content in the snapshot's JSON.</typeparam>
internal interface IWorldPart<TSaved> : IWorldPart
{
    TSaved Save();

    /// <summary>Continues from a checked snapshot. Call only while holding the world lock, after <see cref="IWorldPart.Clear"/>.</summary>
    void Load(TSaved saved);
}
