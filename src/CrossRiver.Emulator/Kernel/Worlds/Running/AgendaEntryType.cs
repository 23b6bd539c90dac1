namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>A type of entry of an agenda, and what happens when such an entry is due. The area that books the entries registers it.</summary>
/// <param name="kind">The kind of such entries in a snapshot.</param>
/// <param name="entry">The type of the entries.</param>
internal abstract class AgendaEntryType(string kind, Type entry)
{
    /// <summary>Gets the kind of such entries in a snapshot, for example <c>retry</c>.</summary>
    public string Kind => kind;

    /// <summary>Gets the type of the entries.</summary>
    public Type Entry => entry;

    /// <summary>Does what an entry says. Call only while holding the world lock.</summary>
    public abstract void Run(World world, DueEntry due);

    /// <summary>Returns whether an entry has nothing left to do. Call only while holding the world lock.</summary>
    public abstract bool IsObsolete(World world, AgendaEntry entry);
}

/// <inheritdoc/>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
/// <param name="kind">The kind of such entries in a snapshot.</param>
/// <param name="run">Does what an entry says, given the moment that it was booked for.</param>
/// <param name="isObsolete">Returns whether an entry has nothing left to do, or null if none ever has.</param>
internal sealed class AgendaEntryType<TEntry>(string kind, Action<World, TEntry, DateTimeOffset> run, Func<World, TEntry, bool>? isObsolete) : AgendaEntryType(kind, typeof(TEntry))
    where TEntry : AgendaEntry
{
    public override void Run(World world, DueEntry due) => run(world, (TEntry)due.Entry, due.DueAt);

    public override bool IsObsolete(World world, AgendaEntry entry) => isObsolete is not null && isObsolete(world, (TEntry)entry);
}
