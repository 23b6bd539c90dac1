namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Represents the checkpoints of one world. Resets, restored snapshots and returns keep them; they end with the world and the process.</summary>
/// <remarks>Thread-safe. The beginning of the world is one of them and is never kept, because a reset leads there.</remarks>
internal sealed class Checkpoints(World world)
{
    public const int Most = 10;

    /// <summary>The name of the beginning of the world.</summary>
    public const string Start = "start";

    // The array is replaced with each change, so that reading it needs no lock.
    private volatile Checkpoint[] _kept = [];

    /// <summary>Gets the beginning of the world, then the kept checkpoints, the oldest first.</summary>
    public IReadOnlyList<Checkpoint> All => [new Checkpoint(Start, world.Lifecycle.FirstEntry), .. _kept];

    public Checkpoint? Find(string name) => All.FirstOrDefault(checkpoint => checkpoint.Name == name);

    /// <summary>Keeps a checkpoint, and replaces a checkpoint of the same name.</summary>
    /// <returns>False if there are <see cref="Most"/> of other names.</returns>
    public bool TryKeep(Checkpoint checkpoint) => Change(kept =>
    {
        Checkpoint[] others = [.. kept.Where(other => other.Name != checkpoint.Name)];
        return others.Length < Most ? [.. others, checkpoint] : kept;
    });

    /// <returns>True if there was one.</returns>
    public bool Remove(string name) => Change(kept => [.. kept.Where(checkpoint => checkpoint.Name != name)]);

    /// <summary>Returns to a checkpoint. When the task completes, nothing sent before the return can arrive.</summary>
    public async Task<WorldBeginning> ReturnAsync(Checkpoint checkpoint, SnapshotJson json)
    {
        if (checkpoint.Name is Start)
        {
            return await world.Lifecycle.ReturnToStartAsync();
        }

        var beginning = await world.Lifecycle.ReturnAsync(checkpoint.Name, await checkpoint.ReadAsync(json));

        // The entries since the checkpoint begin with the return now.
        Change(kept => [.. kept.Select(other => other == checkpoint ? checkpoint with { LastEntry = beginning.Entry } : other)]);
        return beginning;
    }

    private bool Change(Func<Checkpoint[], Checkpoint[]> change)
    {
        var isChanged = false;
        world.Lock.Guard(() =>
        {
            var changed = change(_kept);
            isChanged = changed.Length != _kept.Length || !changed.SequenceEqual(_kept);
            _kept = changed;
        });
        return isChanged;
    }
}
