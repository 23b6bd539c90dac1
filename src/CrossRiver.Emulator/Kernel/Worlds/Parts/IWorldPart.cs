using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>A part of a world, such as its customers. A world creates it when it is used for the first time, see <see cref="World.Part{T}"/>.</summary>
internal interface IWorldPart
{
    /// <summary>Removes everything but what a reset keeps. Call only while holding the world lock.</summary>
    /// <returns>How many things the part had that are not finished.</returns>
    int Clear(ResetOptions reset);

    /// <summary>Gets whether the partner still expects something of the part, so that the world is not abandoned.</summary>
    bool IsAwaited => false;

    /// <summary>Returns whether the part has a resource that is not in the <see cref="ResourceIndex"/>. Thread-safe.</summary>
    bool Has(Guid resourceId) => false;

    /// <summary>Gets the work of the part that ends outside of the world, or null if the part has no such work.</summary>
    IWorkUnderWay? Work => null;
}

/// <summary>A part with what a snapshot contains of it.</summary>
/// <typeparam name="TSaved">The type of that, as it stands in the snapshot's JSON.</typeparam>
internal interface IWorldPart<TSaved> : IWorldPart
{
    /// <summary>Returns what a snapshot contains of the part.</summary>
    TSaved Save();

    /// <summary>Continues from what a snapshot contains, which was checked. Call only while holding the world lock, after <see cref="IWorldPart.Clear"/>.</summary>
    void Load(TSaved saved);
}
