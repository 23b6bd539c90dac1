using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Finds worlds by their resources, for calls that name only a customer or a registration. Thread-safe.</summary>
internal sealed class ResourceIndex
{
    private readonly ConcurrentDictionary<Guid, World> _owners = new();

    public World? Find(Guid resourceId) => _owners.GetValueOrDefault(resourceId);

    /// <summary>Adds a resource. Call only while holding the world lock.</summary>
    /// <returns>Whether it was added. Resources of a world that is over are not.</returns>
    public bool Add(Guid resourceId, World owner)
    {
        if (!owner.IsOver)
        {
            _owners[resourceId] = owner;
        }

        return !owner.IsOver;
    }

    /// <summary>Removes a resource, if this world has it. The partner's next world may have the same identifier.</summary>
    public bool Remove(Guid resourceId, World owner) => _owners.TryRemove(KeyValuePair.Create(resourceId, owner));
}
