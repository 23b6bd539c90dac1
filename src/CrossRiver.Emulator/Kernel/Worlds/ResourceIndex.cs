using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>Which world a customer or a registration is in, for the calls that name only the resource.</summary>
internal sealed class ResourceIndex
{
    private readonly ConcurrentDictionary<Guid, World> _owners = new();

    /// <summary>Finds the world of a resource, or returns null.</summary>
    public World? Find(Guid resourceId) => _owners.GetValueOrDefault(resourceId);

    /// <summary>Adds a resource, in its world's turn.</summary>
    /// <returns>Whether it can be found now; what is made in a world that is over cannot.</returns>
    public bool Add(Guid resourceId, World owner)
    {
        if (!owner.IsOver)
        {
            _owners[resourceId] = owner;
        }

        return !owner.IsOver;
    }

    /// <summary>Removes a resource of a world; the next world of the partner may have one of the same identifier.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(Guid resourceId, World owner) => _owners.TryRemove(KeyValuePair.Create(resourceId, owner));
}
