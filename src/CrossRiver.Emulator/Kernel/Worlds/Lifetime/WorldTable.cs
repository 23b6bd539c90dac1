using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Represents the worlds of an emulator, by their partners. Finding a world uses it.</summary>
internal sealed class WorldTable(int most) : IDisposable
{
    private readonly Lock _opening = new();

    // Modified only while holding the lock above. The concurrency level of 1 keeps Count cheap.
    private readonly ConcurrentDictionary<Guid, World> _worlds = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>Gets the ends of the last 10,000 former worlds, whose epochs and entry numbers a partner's next world continues.</summary>
    public NewestByPartner<FormerLife> FormerLives { get; } = new(most: 10_000);

    /// <summary>Gets all worlds. Reading them does not use them.</summary>
    public IReadOnlyList<World> All => [.. _worlds.Values];

    /// <summary>Gets the world without using it, or null if there is none or more than one.</summary>
    public World? Only => _worlds.Count == 1 ? _worlds.Select(world => world.Value).FirstOrDefault() : null;

    public World? Find(Guid partnerId) => Use(_worlds.GetValueOrDefault(partnerId));

    /// <summary>Uses a world. Returns null if there is none, or if it was released.</summary>
    public static World? Use(World? found) => found?.Usage.TryUse() is true ? found : null;

    /// <summary>Returns a partner's world, created if there is none.</summary>
    /// <param name="isBounded">Whether the limit applies.</param>
    /// <exception cref="TooManyWorldsException">A new world would exceed the limit.</exception>
    public World Open(Guid partnerId, Func<Guid, World> make, bool isBounded, out bool isNew)
    {
        isNew = false;
        if (Find(partnerId) is { } known)
        {
            return known;
        }

        // Worlds are ended and removed under this lock, so a world that is over is no longer here.
        lock (_opening)
        {
            if (Find(partnerId) is { } opened)
            {
                return opened;
            }

            isNew = true;
            return _worlds.Count < most || !isBounded ? _worlds.GetOrAdd(partnerId, make) : throw new TooManyWorldsException(most, partnerId);
        }
    }

    /// <summary>Ends a partner's world. A caller that opens it meanwhile gets a new one.</summary>
    public async Task<bool> EndAsync(Guid partnerId)
    {
        World? world;
        Task ended;
        lock (_opening)
        {
            if (!_worlds.TryRemove(partnerId, out world))
            {
                return false;
            }

            ended = world.Lifecycle.EndAsync();
            FormerLives.Add(world.PartnerId, world.Lifecycle.End);
        }

        await ended;
        world.Dispose();
        return true;
    }

    /// <summary>Ends an abandoned world, see <see cref="WorldLifecycle.TryEndAbandoned"/>.</summary>
    public bool TryEndAbandoned(World world, TimeSpan unusedFor)
    {
        // Most worlds are in use. Checking that first avoids their locks, and does not delay callers that open worlds.
        if (!world.Usage.IsUnusedFor(unusedFor))
        {
            return false;
        }

        lock (_opening)
        {
            if (!world.Lifecycle.TryEndAbandoned(unusedFor))
            {
                return false;
            }

            _worlds.TryRemove(KeyValuePair.Create(world.PartnerId, world));
            FormerLives.Add(world.PartnerId, world.Lifecycle.End);
        }

        world.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (var world in _worlds.Values)
        {
            world.Dispose();
        }
    }
}

/// <summary>The end of a world.</summary>
/// <param name="Epoch">The last epoch.</param>
/// <param name="LastEntry">The number of the journal's last entry.</param>
internal sealed record FormerLife(Guid PartnerId, int Epoch, long LastEntry);

/// <summary>Thrown if a new world would exceed the limit.</summary>
internal sealed class TooManyWorldsException(int most, Guid partnerId) : Exception($"There are {most} worlds already")
{
    public int Most => most;

    public Guid PartnerId => partnerId;
}
