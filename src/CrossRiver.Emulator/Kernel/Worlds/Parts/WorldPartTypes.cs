using System.Diagnostics;
using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Provides the types of parts that worlds have, in the order of registration.</summary>
internal sealed class WorldPartTypes(IEnumerable<WorldPartType> types, IServiceProvider services)
{
    private WorldPartType[]? _firstTypes;

    public IReadOnlyList<WorldPartType> All { get; } = [.. types];

    public IEnumerable<IWorldPart> CreateFirst(World world) =>
        (_firstTypes ??= [.. All.Where(type => type.IsThereFromBeginning(services))]).Select(type => type.CreatePart(world, services));

    public IWorldPart Create(Type part, World world) =>
        All.FirstOrDefault(type => type.Is(part))?.CreatePart(world, services) ?? throw new UnreachableException($"{part} is no part of a world; add it with AddWorldPart.");

    /// <summary>Clears the parts of a world. Call only while holding the world lock.</summary>
    /// <returns>The number of removed things of each part that were not finished, by its name.</returns>
    public Dictionary<string, int> Clear(World world, ResetOptions reset) => All.ToDictionary(type => type.Name, type => type.Clear(world, reset), StringComparer.Ordinal);

    /// <summary>Returns the content of the parts for a snapshot, by their names. Call only while holding the world lock.</summary>
    public Dictionary<string, object> Save(World world) => All.ToDictionary(type => type.Name, type => type.Save(world, services), StringComparer.Ordinal);

    /// <summary>Continues the parts of a world from a snapshot. Call only while holding the world lock.</summary>
    public void Load(World world, WorldSnapshot snapshot) => ForEach(snapshot, (type, saved) => type.Load(world, saved));

    /// <exception cref="InvalidDataException">The snapshot is inconsistent.</exception>
    public void Check(WorldSnapshot snapshot, Place place) =>
        ForEach(snapshot, (type, saved) => type.CheckSaved(saved, new SnapshotInCheck(snapshot, place, services)));

    private void ForEach(WorldSnapshot snapshot, Action<WorldPartType, object> act)
    {
        foreach (var type in All)
        {
            if (snapshot.Parts.TryGetValue(type.Name, out var saved))
            {
                act(type, saved);
            }
        }
    }
}
