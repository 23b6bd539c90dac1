namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents a type of agenda entry and its effect. The area that books the entries registers it.</summary>
internal abstract class AgendaEntryType(string kind, Type entry)
{
    /// <summary>Gets the kind of such entries in a snapshot, for example <c>retry</c>.</summary>
    public string Kind => kind;

    public Type Entry => entry;

    /// <summary>Runs an entry. Call only while holding the world lock.</summary>
    public abstract void Run(World world, DueEntry due);

    /// <summary>Returns whether an entry has nothing left to do. Call only while holding the world lock.</summary>
    public abstract bool IsObsolete(World world, AgendaEntry entry);
}

/// <inheritdoc/>
/// <param name="isObsolete">Returns whether an entry has nothing left to do, or null if none ever has.</param>
internal sealed class AgendaEntryType<TEntry>(string kind, Action<World, TEntry, DateTimeOffset> run, Func<World, TEntry, bool>? isObsolete) : AgendaEntryType(kind, typeof(TEntry))
    where TEntry : AgendaEntry
{
    public override void Run(World world, DueEntry due) => run(world, (TEntry)due.Entry, due.DueAt);

    public override bool IsObsolete(World world, AgendaEntry entry) => isObsolete is not null && isObsolete(world, (TEntry)entry);
}
