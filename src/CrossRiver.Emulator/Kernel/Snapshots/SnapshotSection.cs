using CrossRiver.Emulator.Kernel.Snapshots.Checks;

namespace CrossRiver.Emulator.Kernel.Snapshots;

/// <summary>Represents a named section of a state file besides the worlds.</summary>
internal abstract class SnapshotSection
{
    /// <summary>Gets the member of the state file, for example <c>inboxes</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets a number that increases with each change that must be saved.</summary>
    public required Func<IServiceProvider, long> Changes { get; init; }

    public abstract Type SavedType { get; }

    public abstract object SaveTo(IServiceProvider services);

    /// <summary>Continues from a state file, or from null if it has no such section.</summary>
    public abstract void LoadFrom(object? saved, IServiceProvider services);

    public abstract void CheckSaved(object saved, Place place);
}

/// <inheritdoc/>
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
