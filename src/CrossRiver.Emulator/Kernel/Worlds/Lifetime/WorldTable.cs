using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>The worlds there are, by their partners. Whoever finds a world uses it.</summary>
/// <param name="most">How many there may be.</param>
internal sealed class WorldTable(int most) : IDisposable
{
    private readonly Lock _opening = new();

    // Changed only by who has the lock above: with one lock of its own, to count the worlds costs the same however many there are.
    private readonly ConcurrentDictionary<Guid, World> _worlds = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>The ends of worlds that were here.</summary>
    public FormerLives FormerLives { get; } = new();

    /// <summary>Every world; to look at them all uses none.</summary>
    public IReadOnlyList<World> All => [.. _worlds.Values];

    /// <summary>Gets the world, or null if there is none or more than one; to look at it does not use it.</summary>
    public World? Only => _worlds.Count == 1 ? _worlds.Select(world => world.Value).FirstOrDefault() : null;

    /// <summary>Finds a partner's world, or returns null.</summary>
    public World? Find(Guid partnerId) => Use(_worlds.GetValueOrDefault(partnerId));

    /// <summary>A world that somebody has found, or null when it was let go.</summary>
    public static World? Use(World? found) => found?.LastUse.TryUse() is true ? found : null;

    /// <summary>A partner's world, made if it is the first time that the partner is heard of.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="isBounded">Whether there may not be one too many.</param>
    /// <exception cref="TooManyWorldsException">There are as many worlds as may be.</exception>
    public World Open(Guid partnerId, Func<Guid, World> make, bool isBounded = true) => Open(partnerId, make, isBounded, out _);

    /// <inheritdoc cref="Open(Guid, Func{Guid, World}, bool)"/>
    /// <param name="make">Makes it.</param>
    /// <param name="isBounded">Whether there may not be one too many.</param>
    /// <param name="isNew">Whether it was made.</param>
    public World Open(Guid partnerId, Func<Guid, World> make, bool isBounded, out bool isNew)
    {
        isNew = false;
        if (Find(partnerId) is { } known)
        {
            return known;
        }

        // A world that is over is out of here when the lock is free, and what was in it is not found any more.
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

    /// <summary>Ends a partner's world. Who opens it meanwhile gets another one.</summary>
    /// <returns>Whether there was one.</returns>
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

            ended = world.Life.EndAsync();
            FormerLives.Add(world.Life.End);
        }

        await ended;
        world.Dispose();

        return true;
    }

    /// <summary>Ends a world that nobody needs any more, see <see cref="WorldLife.TryEndAbandoned"/>.</summary>
    /// <returns>Whether it is over because of that.</returns>
    public bool TryEndAbandoned(World world, TimeSpan unusedFor)
    {
        // Most worlds are in use: they are not disturbed, and nobody waits to open one.
        if (!world.LastUse.IsUnusedFor(unusedFor))
        {
            return false;
        }

        lock (_opening)
        {
            if (!world.Life.TryEndAbandoned(unusedFor))
            {
                return false;
            }

            _worlds.TryRemove(KeyValuePair.Create(world.PartnerId, world));
            FormerLives.Add(world.Life.End);
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
