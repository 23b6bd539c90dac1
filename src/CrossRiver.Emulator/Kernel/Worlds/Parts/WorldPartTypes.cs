using System.Diagnostics;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>The types of parts that worlds have, in the order in which they were registered.</summary>
internal sealed class WorldPartTypes(IEnumerable<WorldPartType> types, IServiceProvider services)
{
    private readonly WorldPartType[] _types = [.. types];
    private WorldPartType[]? _firstTypes;

    public IReadOnlyList<WorldPartType> All => _types;

    /// <summary>Creates the parts that a world has from its beginning.</summary>
    public IEnumerable<IWorldPart> CreateFirst(World world) =>
        (_firstTypes ??= [.. _types.Where(type => type.IsThereFromBeginning(services))]).Select(type => type.CreatePart(world, services));

    /// <summary>Creates a part of a world.</summary>
    public IWorldPart Create(Type part, World world) =>
        Array.Find(_types, type => type.Is(part))?.CreatePart(world, services) ?? throw new UnreachableException($"{part} is no part of a world; add it with AddWorldPart.");

    /// <summary>Removes what a reset does not keep from the parts of a world. Call only while holding the world lock.</summary>
    /// <returns>How many things each part had that are not finished, by its name.</returns>
    public Dictionary<string, int> Clear(World world, ResetOptions reset) => _types.ToDictionary(type => type.Name, type => type.Clear(world, reset), StringComparer.Ordinal);

    /// <summary>Returns what a snapshot contains of the parts of a world, by their names. Call only while holding the world lock.</summary>
    public Dictionary<string, object> Save(World world) => _types.ToDictionary(type => type.Name, type => type.Save(world, services), StringComparer.Ordinal);

    /// <summary>Lets the parts of a world continue from a snapshot. Call only while holding the world lock.</summary>
    public void Load(World world, WorldSnapshot snapshot) => ForEach(snapshot, (type, saved) => type.Load(world, saved));

    /// <summary>Checks the parts of a world in a snapshot.</summary>
    /// <exception cref="InvalidDataException">One does not agree with itself, or with another.</exception>
    public void Check(WorldSnapshot snapshot, Place place) =>
        ForEach(snapshot, (type, saved) => type.CheckSaved(saved, new SnapshotInCheck(snapshot, place, services)));

    private void ForEach(WorldSnapshot snapshot, Action<WorldPartType, object> act)
    {
        foreach (var type in _types)
        {
            if (snapshot.Parts.TryGetValue(type.Name, out var saved))
            {
                act(type, saved);
            }
        }
    }
}
