using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Worlds.Running;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>Represents a type of part that worlds have, registered by the area of the part.</summary>
internal abstract class WorldPartType
{
    /// <summary>Gets the member of a snapshot that contains the part, for example <c>customers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets whether a snapshot without the part is refused. The default is false, for older snapshots.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Returns whether a world has the part from its beginning. By default, it is created on first use.</summary>
    public Func<IServiceProvider, bool> IsThereFromBeginning { get; init; } = _ => false;

    /// <summary>Gets the type of the part's content in a snapshot.</summary>
    public abstract Type SavedType { get; }

    public abstract bool Is(Type part);

    /// <summary>Creates the part of a world. Call only while holding the world lock.</summary>
    public abstract IWorldPart CreatePart(World world, IServiceProvider services);

    /// <summary>Clears the part of a world, if it is in use. Call only while holding the world lock.</summary>
    public abstract int Clear(World world, ResetOptions reset);

    /// <summary>Returns the content of the part for a snapshot, also while it is unused.</summary>
    public abstract object Save(World world, IServiceProvider services);

    public abstract void Load(World world, object saved);

    /// <exception cref="InvalidDataException">The content is inconsistent, or does not match the other parts.</exception>
    public abstract void CheckSaved(object saved, SnapshotInCheck snapshot);
}

/// <inheritdoc/>
internal sealed class WorldPartType<T, TSaved> : WorldPartType
    where T : class, IWorldPart<TSaved>
    where TSaved : notnull
{
    public required Func<World, IServiceProvider, T> Create { get; init; }

    /// <summary>Gets the function that returns the content of an unused part.</summary>
    public required Func<IServiceProvider, TSaved> Unused { get; init; }

    /// <summary>Gets the check of a snapshot, which throws an <see cref="InvalidDataException"/>. It runs before a world changes.</summary>
    public Action<TSaved, SnapshotInCheck> Check { get; init; } = (_, _) => { };

    public override Type SavedType => typeof(TSaved);

    public override bool Is(Type part) => part == typeof(T);

    public override IWorldPart CreatePart(World world, IServiceProvider services) => Create(world, services);

    public override int Clear(World world, ResetOptions reset) => world.FindPart<T>()?.Clear(reset) ?? 0;

    public override object Save(World world, IServiceProvider services) => world.FindPart<T>() is { } part ? part.Save() : Unused(services);

    public override void Load(World world, object saved) => world.Part<T>().Load((TSaved)saved);

    public override void CheckSaved(object saved, SnapshotInCheck snapshot) => Check((TSaved)saved, snapshot);
}

internal static class WorldPartServices
{
    /// <summary>Adds a type of part. Parts are cleared, checked and loaded in the order of registration.</summary>
    public static IServiceCollection AddWorldPart<T, TSaved>(this IServiceCollection services, WorldPartType<T, TSaved> type)
        where T : class, IWorldPart<TSaved>
        where TSaved : notnull => services.AddSingleton<WorldPartType>(type);
}

/// <summary>Represents a part of a world, such as its customers. The world creates it on first use, see <see cref="World.Part{T}"/>.</summary>
internal interface IWorldPart
{
    /// <summary>Removes everything except what a reset keeps. Call only while holding the world lock.</summary>
    /// <returns>The number of removed things that were not finished.</returns>
    int Clear(ResetOptions reset);

    /// <summary>Gets whether the partner still expects something of the part, so that the world is not abandoned.</summary>
    bool IsAwaited => false;

    /// <summary>Returns whether the part has a resource outside of the <see cref="ResourceIndex"/>. Thread-safe.</summary>
    bool Has(Guid resourceId) => false;

    /// <summary>Gets the work of the part that ends outside of the world, or null if it has none.</summary>
    IWorkUnderWay? Work => null;
}

/// <summary>Represents a part that snapshots contain.</summary>
/// <typeparam name="TSaved">The content in the snapshot's JSON.</typeparam>
internal interface IWorldPart<TSaved> : IWorldPart
{
    TSaved Save();

    /// <summary>Continues from a checked snapshot. Call only while holding the world lock, after <see cref="IWorldPart.Clear"/>.</summary>
    void Load(TSaved saved);
}
