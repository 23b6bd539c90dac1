using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>What a state file contains besides the worlds, under a name of its own.</summary>
internal abstract class SnapshotSection
{
    /// <summary>Gets the member of the state file, for example <c>inboxes</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets a number that grows with whatever there is more to save.</summary>
    public required Func<IServiceProvider, long> Changes { get; init; }

    /// <summary>Gets the type of what the state file contains.</summary>
    public abstract Type SavedType { get; }

    /// <summary>Returns what the state file contains.</summary>
    public abstract object SaveTo(IServiceProvider services);

    /// <summary>Continues from a state file. Null is one without the section.</summary>
    public abstract void LoadFrom(object? saved, IServiceProvider services);

    /// <summary>Checks the section.</summary>
    /// <exception cref="InvalidDataException">It does not agree with itself.</exception>
    public abstract void CheckSaved(object saved, Place place);
}

/// <inheritdoc/>
/// <typeparam name="TSaved">What the state file contains.</typeparam>
internal sealed class SnapshotSection<TSaved> : SnapshotSection
    where TSaved : class
{
    public required Func<IServiceProvider, TSaved> Save { get; init; }

    public required Action<IServiceProvider, TSaved?> Load { get; init; }

    public required Action<TSaved, Place> Check { get; init; }

    public override Type SavedType => typeof(TSaved);

    public override object SaveTo(IServiceProvider services) => Save(services);

    public override void LoadFrom(object? saved, IServiceProvider services) => Load(services, (TSaved?)saved);

    public override void CheckSaved(object saved, Place place) => Check((TSaved)saved, place);
}
