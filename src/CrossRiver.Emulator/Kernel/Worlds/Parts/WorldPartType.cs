using CrossRiver.Emulator.Kernel.Snapshots;

namespace CrossRiver.Emulator.Kernel.Worlds.Parts;

/// <summary>A type of part that worlds have: registered once, by the area that the part belongs to.</summary>
internal abstract class WorldPartType
{
    /// <summary>Gets the member of a snapshot that contains the part, for example <c>customers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets whether a snapshot without the part is refused. The default is that an older one may lack it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Gets whether a world has the part from its beginning. The default is that it is created on first use.</summary>
    public Func<IServiceProvider, bool> IsThereFromBeginning { get; init; } = _ => false;

    /// <summary>Gets the type of what a snapshot contains of the part.</summary>
    public abstract Type SavedType { get; }

    /// <summary>Returns whether this is the type of a part.</summary>
    public abstract bool Is(Type part);

    /// <summary>Creates the part of a world. Call only while holding the world lock.</summary>
    public abstract IWorldPart CreatePart(World world, IServiceProvider services);

    /// <summary>Removes what a reset does not keep from the part of a world, if it is in use.</summary>
    /// <returns>How many things the part had that are not finished.</returns>
    public abstract int Clear(World world, ResetOptions reset);

    /// <summary>Returns what a snapshot contains of the part of a world, also while it is unused.</summary>
    public abstract object Save(World world, IServiceProvider services);

    /// <summary>Continues from what a snapshot contains.</summary>
    public abstract void Load(World world, object saved);

    /// <summary>Checks what a snapshot contains.</summary>
    /// <exception cref="InvalidDataException">It does not agree with itself, or with the other parts.</exception>
    public abstract void CheckSaved(object saved, SnapshotInCheck snapshot);
}

/// <inheritdoc/>
/// <typeparam name="T">The part.</typeparam>
/// <typeparam name="TSaved">What a snapshot contains of it.</typeparam>
internal sealed class WorldPartType<T, TSaved> : WorldPartType
    where T : class, IWorldPart<TSaved>
    where TSaved : notnull
{
    /// <summary>Gets what creates the part of a world.</summary>
    public required Func<World, IServiceProvider, T> Create { get; init; }

    /// <summary>Gets what a snapshot contains of a part that is unused.</summary>
    public required Func<IServiceProvider, TSaved> Unused { get; init; }

    /// <summary>Gets what checks the part in a snapshot before a world changes because of it, and throws an <see cref="InvalidDataException"/>.</summary>
    public Action<TSaved, SnapshotInCheck> Check { get; init; } = (_, _) => { };

    public override Type SavedType => typeof(TSaved);

    public override bool Is(Type part) => part == typeof(T);

    public override IWorldPart CreatePart(World world, IServiceProvider services) => Create(world, services);

    public override int Clear(World world, ResetOptions reset) => world.FindPart<T>()?.Clear(reset) ?? 0;

    public override object Save(World world, IServiceProvider services) => world.FindPart<T>() is { } part ? part.Save() : Unused(services);

    public override void Load(World world, object saved) => world.Part<T>().Load((TSaved)saved);

    public override void CheckSaved(object saved, SnapshotInCheck snapshot) => Check((TSaved)saved, snapshot);
}

/// <summary>Registers the parts of worlds.</summary>
internal static class WorldPartServices
{
    /// <summary>Adds a type of part. Parts are cleared, checked and loaded in the order in which their types were added.</summary>
    public static IServiceCollection AddWorldPart<T, TSaved>(this IServiceCollection services, WorldPartType<T, TSaved> type)
        where T : class, IWorldPart<TSaved>
        where TSaved : notnull => services.AddSingleton<WorldPartType>(type);
}
